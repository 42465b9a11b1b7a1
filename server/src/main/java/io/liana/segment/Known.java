package io.liana.segment;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.segment.Fields.Field;
import io.liana.segment.Fields.Kind;
import io.liana.segment.Fields.Listed;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What may be asked of the members of a community. */
final class Known {
  static final List<String> ROLES = List.of("owner", "admin", "member");

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
    Map<String, Listed> lists = new LinkedHashMap<>();
    EVENTS.forEach(
        (name, kind) ->
            lists.put(
                name,
                new Listed(
                    """
                    (select member_id, at_ms, text_length, cast(group_id as varchar) as group_id from %sfact_event
                      where group_id in (%s) and member_id is not null and not bot and %s) e"""
                        .formatted(prefix, in, kind),
                    "at_ms",
                    ofEvent)));
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
}
