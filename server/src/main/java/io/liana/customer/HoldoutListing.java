package io.liana.customer;

import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.customer.Holdout.State;
import io.liana.customer.HoldoutRead.Bought;
import io.liana.customer.HoldoutRead.Difference;
import io.liana.customer.HoldoutRead.Result;
import io.liana.customer.UserStore.Known;
import io.liana.kernel.CommunityId;
import io.liana.member.Presences;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whom a study would deal, and what became of whom it dealt. */
@Component
class HoldoutListing {
  private final HoldoutStore store;
  private final MovementListing listing;
  private final UserStore users;
  private final Communities communities;
  private final Groups groups;
  private final Presences presences;

  HoldoutListing(
      HoldoutStore store,
      MovementListing listing,
      UserStore users,
      Communities communities,
      Groups groups,
      Presences presences) {
    this.store = store;
    this.listing = listing;
    this.users = users;
    this.communities = communities;
    this.groups = groups;
    this.presences = presences;
  }

  /**
   * Who would be dealt, before anybody is.
   *
   * @param members product users who are members already
   * @param invited before, by the product or in a study that is over
   * @param elsewhere in a study that still runs: nothing starts while there are any
   * @param incomplete of whom a trait is unknown: not in the balance, dealt all the same
   * @param bought within as many days before
   */
  record Rehearsal(
      int users,
      int members,
      int invited,
      int elsewhere,
      @Nullable String study,
      int now,
      int later,
      int bought,
      @Nullable Double detectable,
      int incomplete,
      List<Difference> balance) {}

  record Eligible(
      int users,
      int members,
      int invited,
      List<Known> free,
      int elsewhere,
      @Nullable String study) {}

  Rehearsal rehearse(Holdout plan, LocalDate today) {
    Eligible found = eligible(plan, today);
    Map<Long, Bought> before =
        HoldoutRead.between(books(plan), today.minusDays(plan.days()), today.minusDays(1));
    List<Known> free = found.free();
    List<Boolean> now = free.stream().map(one -> plan.invitedNow(one.person())).toList();
    int invited = (int) now.stream().filter(one -> one).count();
    int bought = (int) free.stream().filter(one -> before.containsKey(one.person())).count();
    UserTraits traits = UserTraits.of(free, null);
    List<Difference> balance =
        new ArrayList<>(
            HoldoutRead.balance(
                List.of("orders", "spend"),
                free.stream().map(one -> row(before.get(one.person()))).toList(),
                now));
    balance.addAll(HoldoutRead.balance(traits.names(), traits.rows(), now));
    return new Rehearsal(
        found.users(),
        found.members(),
        found.invited(),
        found.elsewhere(),
        found.study(),
        invited,
        free.size() - invited,
        bought,
        free.isEmpty()
            ? null
            : HoldoutRead.detectable(invited, free.size() - invited, (double) bought / free.size()),
        (int) traits.rows().stream().filter(Objects::isNull).count(),
        balance);
  }

  private static double @Nullable [] row(@Nullable Bought bought) {
    return bought == null ? new double[] {0, 0} : new double[] {bought.orders(), bought.spent()};
  }

  /** Null for a plan. */
  @Nullable Result result(Holdout study, LocalDate today) {
    LocalDate start = study.startedOn();
    if (start == null) {
      return null;
    }
    LocalDate last = start.plusDays(study.days());
    Set<Long> members =
        presences
            .firstGroups(
                groups.of(List.of(study.community())).stream().map(GroupView::id).toList(),
                midnight(study, start),
                midnight(study, last.plusDays(1)))
            .keySet();
    Set<Long> joined =
        users.of(study.community()).stream()
            .filter(one -> one.member() != null && members.contains(one.member()))
            .map(Known::person)
            .collect(Collectors.toSet());
    return HoldoutRead.result(
        store.invited(study.id()),
        study.share(),
        joined,
        HoldoutRead.between(books(study), start.plusDays(1), last),
        study.state(today) == State.READ || study.state(today) == State.OVER);
  }

  Eligible eligible(Holdout plan, LocalDate today) {
    Map<Long, Holdout> studies =
        store.of(plan.community()).stream().collect(Collectors.toMap(Holdout::id, one -> one));
    Map<Long, Long> dealt = store.dealt(plan.community());
    List<Known> all = users.of(plan.community());
    List<Known> free = new ArrayList<>();
    int members = 0;
    int invited = 0;
    int elsewhere = 0;
    String study = null;
    for (Known one : all) {
      Holdout other = studies.get(dealt.getOrDefault(one.person(), 0L));
      if (one.member() != null) {
        members++;
      } else if (other != null && other.state(today) != State.OVER) {
        elsewhere++;
        study = other.name();
      } else if (one.invited() || other != null) {
        invited++;
      } else {
        free.add(one);
      }
    }
    return new Eligible(all.size(), members, invited, free, elsewhere, study);
  }

  private Books books(Holdout of) {
    return listing.books(of.community(), zone(of.community()), of.currency());
  }

  private Instant midnight(Holdout of, LocalDate day) {
    return day.atStartOfDay(zone(of.community())).toInstant();
  }

  private ZoneId zone(CommunityId community) {
    return communities.get(community).zone();
  }
}
