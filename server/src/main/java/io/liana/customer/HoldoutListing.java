package io.liana.customer;

import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.customer.HoldoutOutlook.Difference;
import io.liana.customer.HoldoutRead.Bought;
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
   * @param detectable of the share of buyers
   * @param spend money per person within as many days before, in the smallest unit
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
      @Nullable Double spend,
      @Nullable Double detectableSpend,
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
    List<Long> spent =
        free.stream()
            .map(one -> before.getOrDefault(one.person(), Bought.NOTHING).spent())
            .toList();
    UserTraits traits = UserTraits.of(free, null);
    List<Difference> balance =
        new ArrayList<>(
            HoldoutOutlook.balance(
                List.of("orders", "spend"),
                free.stream().map(one -> row(before.get(one.person()))).toList(),
                now));
    balance.addAll(HoldoutOutlook.balance(traits.names(), traits.rows(), now));
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
            : HoldoutOutlook.detectable(
                invited, free.size() - invited, (double) bought / free.size()),
        spent.isEmpty() ? null : spent.stream().mapToLong(one -> one).average().orElse(0),
        HoldoutOutlook.detectableSpend(invited, free.size() - invited, spent),
        (int) traits.rows().stream().filter(Objects::isNull).count(),
        balance);
  }

  private static double @Nullable [] row(@Nullable Bought bought) {
    return bought == null ? new double[] {0, 0} : new double[] {bought.orders(), bought.spent()};
  }

  /**
   * @param ordersUntil the last day with an order in this currency; null where there is none
   */
  record Outcome(Result result, @Nullable LocalDate ordersUntil) {}

  /** Null for a plan. */
  @Nullable Outcome outcome(Holdout study, LocalDate today) {
    LocalDate start = study.startedOn();
    LocalDate last = study.outcomeUntil();
    if (start == null || last == null) {
      return null;
    }
    Set<Long> members =
        presences
            .firstGroups(
                groups.of(List.of(study.community())).stream().map(GroupView::id).toList(),
                midnight(study, start),
                midnight(study, (last.isBefore(start) ? start : last).plusDays(1)))
            .keySet();
    Set<Long> joined =
        store.members(study.id()).entrySet().stream()
            .filter(one -> members.contains(one.getValue()))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    Books books = books(study);
    Result result =
        HoldoutRead.result(
            store.invited(study.id()),
            study.share(),
            joined,
            HoldoutRead.between(books, start.plusDays(1), last),
            study.window(today));
    return new Outcome(result, books.last());
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
      } else if (other != null && other.waiting(today)) {
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
