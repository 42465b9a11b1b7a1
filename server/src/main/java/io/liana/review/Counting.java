package io.liana.review;

import io.liana.acquisition.Yields;
import io.liana.community.Community;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.customer.Buyers;
import io.liana.customer.Buyers.Buyer;
import io.liana.insight.FactTables;
import io.liana.kernel.GroupId;
import io.liana.member.Presences;
import io.liana.review.Tally.Kind;
import io.liana.review.Tally.Part;
import io.liana.review.Tally.Place;
import io.liana.review.Tally.Unknown;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks the modules that know, and counts the six ratios of a period. */
@Component
class Counting {
  private final FactTables facts;
  private final Groups groups;
  private final Presences presences;
  private final Buyers buyers;
  private final Yields yields;

  Counting(FactTables facts, Groups groups, Presences presences, Buyers buyers, Yields yields) {
    this.facts = facts;
    this.groups = groups;
    this.presences = presences;
    this.buyers = buyers;
    this.yields = yields;
  }

  Map<Ratio, Tally> count(Community community, Span span) {
    Instant from = span.begins(community.zone());
    Instant until = span.ends(community.zone());
    List<GroupId> ids = groups.of(List.of(community.id())).stream().map(GroupView::id).toList();
    Map<Long, Long> people = presences.firstGroups(ids, from, until);
    Map<Ratio, Tally> counted = new EnumMap<>(Ratio.class);
    counted.put(Ratio.ACQUISITION, acquisition(community, from, until));
    counted.put(Ratio.ACTIVITY, members(people, speakers(ids, from, until)));
    if (buyers.any(community.id(), until)) {
      List<Buyer> bought = buyers.between(community.id(), from, until);
      counted.put(Ratio.CONVERSION, members(people, known(bought)));
      counted.put(Ratio.REPURCHASE, repurchase(people, bought));
    } else {
      counted.put(Ratio.CONVERSION, new Unknown("no_orders"));
      counted.put(Ratio.REPURCHASE, new Unknown("no_orders"));
    }
    counted.put(Ratio.REFERRAL, referral(ids, from, until));
    counted.put(Ratio.REPLICATION, new Unknown("nothing_replicated"));
    return counted;
  }

  private Tally acquisition(Community community, Instant from, Instant until) {
    return Tally.orUnknown(
        yields.between(community.id(), from, until).stream()
            .map(
                one ->
                    new Part(
                        one.channel() == null ? Place.REST : new Place(Kind.CHANNEL, one.channel()),
                        one.joined(),
                        one.scanned()))
            .toList(),
        "no_scans");
  }

  /** Of the members of the period, those who are among {@code hit}. */
  private static Tally members(Map<Long, Long> people, Set<Long> hit) {
    return Tally.orUnknown(
        Tally.parts(
            people.entrySet().stream(),
            one -> new Place(Kind.GROUP, one.getValue()),
            one -> hit.contains(one.getKey())),
        "no_members");
  }

  private static Tally repurchase(Map<Long, Long> people, List<Buyer> bought) {
    return Tally.orUnknown(
        Tally.parts(
            bought.stream(),
            one -> {
              Long group = one.member() == null ? null : people.get(one.member());
              return group == null ? Place.REST : new Place(Kind.GROUP, group);
            },
            one -> one.orders() > 1),
        "nobody_bought");
  }

  private static Set<Long> known(List<Buyer> bought) {
    Set<Long> members = new HashSet<>();
    for (Buyer one : bought) {
      if (one.member() != null) {
        members.add(one.member());
      }
    }
    return members;
  }

  private Set<Long> speakers(List<GroupId> ids, Instant from, Instant until) {
    facts.catchUp();
    return Set.copyOf(
        longs(
            """
            select distinct member_id from fact_event
             where %s and kind in ('message', 'media', 'action') and not bot and member_id is not null
            """
                .formatted(within(ids, from, until))));
  }

  /** By group, whom members brought in, of who was in it as the period began. */
  private Tally referral(List<GroupId> ids, Instant from, Instant until) {
    Map<Long, Long> atStart =
        presences.firstGroups(ids, from, from).values().stream()
            .collect(Collectors.groupingBy(group -> group, Collectors.counting()));
    Map<Long, Long> brought = new HashMap<>();
    longs(
            """
            select group_id from fact_event where %s and kind = 'invite' and not bot and member_id is not null
            """
                .formatted(within(ids, from, until)))
        .forEach(group -> brought.merge(group, 1L, Long::sum));
    if (brought.isEmpty()) {
      return new Unknown("no_invitations");
    }
    Set<Long> all = new HashSet<>(atStart.keySet());
    all.addAll(brought.keySet());
    return Tally.orUnknown(
        all.stream()
            .map(
                group ->
                    new Part(
                        new Place(Kind.GROUP, group),
                        brought.getOrDefault(group, 0L),
                        atStart.getOrDefault(group, 0L)))
            .toList(),
        "no_members_at_start");
  }

  private static String within(List<GroupId> ids, Instant from, Instant until) {
    String list =
        ids.stream().map(id -> Long.toString(id.value())).collect(Collectors.joining(", "));
    return "group_id in (%s) and at_ms >= %d and at_ms < %d"
        .formatted(list.isEmpty() ? "-1" : list, from.toEpochMilli(), until.toEpochMilli());
  }

  private List<Long> longs(String query) {
    return facts.read(
        tables -> {
          List<Long> longs = new ArrayList<>();
          try (Statement statement = tables.createStatement();
              ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
              longs.add(rows.getLong(1));
            }
          }
          return longs;
        });
  }
}
