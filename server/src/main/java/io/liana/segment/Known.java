package io.liana.segment;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.segment.Fields.Field;
import io.liana.segment.Fields.Kind;
import io.liana.segment.Fields.Listed;
import io.liana.statistics.Rfm;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What may be asked of the members of a community. */
final class Known {
  static final List<String> ROLES = List.of("owner", "admin", "member");

  static final List<String> CELLS =
      Arrays.stream(Rfm.Cell.values()).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();

  /** What of the facts each list is; the names are those of the funnel's steps. */
  private static final Map<String, String> EVENTS = new LinkedHashMap<>();

  static {
    EVENTS.put("said", "kind in ('message', 'media', 'action')");
    EVENTS.put("asked", "kind = 'message' and question");
    EVENTS.put("sent_media", "kind = 'media'");
    EVENTS.put("reacted", "kind = 'reaction'");
    EVENTS.put("joined", "kind = 'join'");
    EVENTS.put("left", "kind = 'leave'");
    EVENTS.put("anything", "true");
  }

  /** For reading conditions: nobody's in particular. */
  static final Fields FIELDS = of(new CommunityId(0), List.of(), "");

  private Known() {}

  /**
   * @param prefix of the tables, e.g. {@code touched_} for copies of a few people
   */
  static Fields of(CommunityId community, Collection<GroupId> groups, String prefix) {
    String in =
        groups.isEmpty()
            ? "null"
            : groups.stream().map(GroupId::toString).collect(Collectors.joining(","));
    Map<String, Field> traits = new LinkedHashMap<>();
    traits.put("role", new Field(Kind.CODE, "role", ROLES));
    traits.put("groups", Field.of(Kind.NUMBER, "in_groups"));
    traits.put("joined", Field.of(Kind.TIME, "joined_ms"));
    Map<String, Field> ofEvent = new LinkedHashMap<>();
    ofEvent.put("length", Field.of(Kind.NUMBER, "text_length"));
    ofEvent.put("group", Field.of(Kind.WORD, "group_id"));
    String events =
        """
        (select member_id, at_ms, seq, kind, question, text_length, cast(group_id as varchar) as group_id from %sfact_event
          where group_id in (%s) and member_id is not null and not bot) e"""
            .formatted(prefix, in);
    Map<String, Listed> lists = new LinkedHashMap<>();
    EVENTS.forEach(
        (name, kind) -> lists.put(name, new Listed(events, kind, "at_ms", "seq", ofEvent)));
    money(lists, community, prefix);
    lists.put(
        "answered",
        new Listed(
            "(select member_id, answer_id, cast(page_id as varchar) as page, gate, at_ms from %ssegment_answer where community_id = %s) a"
                .formatted(prefix, community),
            "",
            "at_ms",
            "answer_id",
            Map.of("page", Field.of(Kind.WORD, "page"), "gate", Field.of(Kind.WORD, "gate"))));
    lists.put(
        "tagged",
        new Listed(
            "(select member_id, tag, at_ms from %ssegment_tag where community_id = %s) t"
                .formatted(prefix, community),
            "at_ms",
            Map.of("tag", Field.of(Kind.WORD, "tag"))));
    return new Fields(
        "(select member_id, role, in_groups, joined_ms from %ssegment_person where community_id = %s and in_groups > 0)"
            .formatted(prefix, community),
        traits,
        lists);
  }

  /** Money in the smallest unit of its currency. */
  private static void money(Map<String, Listed> lists, CommunityId community, String prefix) {
    String orders =
        "(select member_id, refund, currency, amount, at_ms from %ssegment_order where community_id = %s and member_id is not null) o"
            .formatted(prefix, community);
    Map<String, Field> ofOrder = new LinkedHashMap<>();
    ofOrder.put("currency", Field.of(Kind.WORD, "currency"));
    ofOrder.put("amount", Field.of(Kind.NUMBER, "amount"));
    // Orders come before what was said in the same instant: they have no place in that row.
    lists.put("bought", new Listed(orders, "not refund and amount > 0", "at_ms", "0", ofOrder));
    lists.put("refunded", new Listed(orders, "refund", "at_ms", "0", ofOrder));
    Map<String, Field> ofCustomer = new LinkedHashMap<>();
    ofCustomer.put("cell", new Field(Kind.CODE, "cell", CELLS));
    ofCustomer.put("recency", Field.of(Kind.NUMBER, "r"));
    ofCustomer.put("frequency", Field.of(Kind.NUMBER, "f"));
    ofCustomer.put("monetary", Field.of(Kind.NUMBER, "m"));
    ofCustomer.put("currency", Field.of(Kind.WORD, "currency"));
    lists.put(
        "rfm",
        new Listed(
            "(select member_id, currency, cell, r, f, m from %ssegment_rfm where community_id = %s and member_id is not null) c"
                .formatted(prefix, community),
            null,
            ofCustomer));
  }
}
