package io.liana.scorecard;

import io.liana.community.GroupView;
import io.liana.customer.Buyers;
import io.liana.customer.Buyers.Buyer;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.member.Presences;
import io.liana.scorecard.ElementListing.Counts;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Counts what goals are followed by, beside what the five elements know already. */
@Component
class GoalListing {
  private final Presences presences;
  private final Buyers buyers;

  GoalListing(Presences presences, Buyers buyers) {
    this.presences = presences;
    this.buyers = buyers;
  }

  /**
   * Every line of each of the groups in one period.
   *
   * @param counts of the same period
   */
  Map<GroupId, Map<GoalLine, Tally>> count(
      Collection<GroupView> groups, Map<GroupId, Counts> counts, Instant from, Instant until) {
    Map<GroupId, Map<GoalLine, Tally>> lines = new HashMap<>();
    List<GroupId> ids = groups.stream().map(GroupView::id).toList();
    Map<GroupId, Presences.Flow> flows = presences.flows(ids, from, until);
    for (GroupView group : groups) {
      Map<GoalLine, Tally> tallies = new EnumMap<>(GoalLine.class);
      Counts counted = counts.getOrDefault(group.id(), Counts.NONE);
      for (GoalLine line : GoalLine.values()) {
        Tally known = line.measure == null ? null : counted.tallies().get(line.measure);
        if (known != null) {
          tallies.put(line, known);
        }
      }
      Presences.Flow flow = flows.get(group.id());
      if (flow != null) {
        put(tallies, GoalLine.JOINED, flow.joined(), flow.before());
        put(tallies, GoalLine.STAYED, flow.stayed(), flow.before());
      }
      lines.put(group.id(), tallies);
    }
    groups.stream()
        .collect(Collectors.groupingBy(GroupView::community))
        .forEach((community, theirs) -> bought(community, theirs, counts, from, until, lines));
    return lines;
  }

  private void bought(
      CommunityId community,
      List<GroupView> groups,
      Map<GroupId, Counts> counts,
      Instant from,
      Instant until,
      Map<GroupId, Map<GoalLine, Tally>> lines) {
    if (!buyers.any(community, until)) {
      return; // before the first order that is known, that nobody bought would be a guess
    }
    Map<Long, Integer> orders =
        buyers.between(community, from, until).stream()
            .filter(one -> one.member() != null)
            .collect(Collectors.toMap(Buyer::member, Buyer::orders, Integer::sum));
    List<GroupId> ids = groups.stream().map(GroupView::id).toList();
    Map<GroupId, Set<Long>> present = presences.among(ids, orders.keySet(), from, until);
    for (GroupId group : ids) {
      Set<Long> bought = present.getOrDefault(group, Set.of());
      long again = bought.stream().filter(one -> orders.getOrDefault(one, 0) > 1).count();
      Map<GoalLine, Tally> tallies = Objects.requireNonNull(lines.get(group));
      long members = counts.getOrDefault(group, Counts.NONE).members();
      put(tallies, GoalLine.BUYERS, bought.size(), Math.max(members, bought.size()));
      put(tallies, GoalLine.REBUYERS, again, bought.size());
    }
  }

  private static void put(Map<GoalLine, Tally> tallies, GoalLine line, long hits, long of) {
    tallies.put(line, Tally.of(hits, of, line.unknown));
  }
}
