package io.liana.onboarding;

import io.liana.kernel.MemberId;
import io.liana.member.Members;
import io.liana.member.Membership;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Who helps whom: the helper with the fewest newcomers, of those the one known longest. */
@Component
class Buddies {
  private final FirstWeekStore weeks;
  private final NewcomerStore newcomers;
  private final Members members;

  Buddies(FirstWeekStore weeks, NewcomerStore newcomers, Members members) {
    this.weeks = weeks;
    this.newcomers = newcomers;
    this.members = members;
  }

  /** Empty where nobody in the group may help. */
  Optional<MemberId> choose(Held newcomer, FirstWeek week) {
    Collection<MemberId> may =
        week.helpers().isEmpty() ? members.leading(newcomer.group()) : week.helpers();
    List<MemberId> here =
        members.memberships(newcomer.group(), may).values().stream()
            .filter(one -> one.leftAt() == null && !one.bot())
            .map(Membership::member)
            .filter(helper -> !helper.equals(newcomer.member()))
            .toList();
    if (here.isEmpty()) {
      return Optional.empty();
    }
    // One after the other, or two nodes count the same loads and give everybody to one helper.
    weeks.hold(newcomer.community());
    Map<MemberId, Integer> loads = newcomers.loads(newcomer.community(), here);
    return loads.entrySet().stream()
        .min(
            Comparator.comparingInt((Map.Entry<MemberId, Integer> one) -> one.getValue())
                .thenComparingLong(one -> one.getKey().value()))
        .map(Map.Entry::getKey);
  }
}
