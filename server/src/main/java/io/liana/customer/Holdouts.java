package io.liana.customer;

import io.liana.channel.account.SecretBox;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.customer.Holdout.State;
import io.liana.customer.HoldoutRead.Bought;
import io.liana.customer.HoldoutRead.Difference;
import io.liana.customer.HoldoutRead.Result;
import io.liana.customer.UserStore.Known;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import io.liana.member.Presences;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Studies by delayed invitation: dealt once, read when the outcome is over. */
@Component
class Holdouts {
  private final HoldoutStore store;
  private final MovementStore movements;
  private final MovementListing listing;
  private final UserStore users;
  private final Communities communities;
  private final Groups groups;
  private final Presences presences;
  private final SecretBox secrets;
  private final Journal journal;
  private final Clock clock;

  Holdouts(
      HoldoutStore store,
      MovementStore movements,
      MovementListing listing,
      UserStore users,
      Communities communities,
      Groups groups,
      Presences presences,
      SecretBox secrets,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.movements = movements;
    this.listing = listing;
    this.users = users;
    this.communities = communities;
    this.groups = groups;
    this.presences = presences;
    this.secrets = secrets;
    this.journal = journal;
    this.clock = clock;
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

  private record Eligible(
      int users,
      int members,
      int invited,
      List<Known> free,
      int elsewhere,
      @Nullable String study) {}

  LocalDate today(CommunityId community) {
    return clock.instant().atZone(zone(community)).toLocalDate();
  }

  Holdout get(CommunityId community, long id) {
    return store.find(community, id).orElseThrow(() -> Problem.missing("holdout", id));
  }

  /** The currency with most orders so far. */
  String currency(CommunityId community) {
    return listing.currencies(community, zone(community)).stream()
        .map(MovementListing.Currency::code)
        .findFirst()
        .orElse("CNY");
  }

  @Transactional
  long plan(Holdout plan, Caller by) {
    long id = store.insert(plan, clock.instant());
    note(plan, id, "holdout_planned", Map.of(), by);
    return id;
  }

  Rehearsal rehearse(Holdout plan) {
    LocalDate today = today(plan.community());
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

  /**
   * Deals, once and for all.
   *
   * @throws Problem 409 {@code holdout_started}, {@code nobody_eligible}, {@code
   *     users_in_another_holdout}
   */
  @Transactional
  void start(CommunityId community, long id, Caller by) {
    movements.hold(community); // two starts at once would deal somebody twice
    Holdout plan = get(community, id);
    if (plan.startedOn() != null) {
      throw Problem.conflict("holdout_started", "This study was started before.");
    }
    LocalDate today = today(community);
    Eligible found = eligible(plan, today);
    if (found.elsewhere() > 0) {
      throw new Problem(
          409,
          "users_in_another_holdout",
          "%d of these users are in the study '%s', which still runs. Nobody was dealt: start this one when that one is over."
              .formatted(found.elsewhere(), found.study()),
          Map.of("count", found.elsewhere(), "study", String.valueOf(found.study())));
    }
    Map<Long, Boolean> invited = new LinkedHashMap<>();
    found.free().forEach(one -> invited.put(one.person(), plan.invitedNow(one.person())));
    if (new HashSet<>(invited.values()).size() < 2) {
      throw Problem.conflict(
          "nobody_eligible",
          "Of the product users too few are neither members nor invited: there is nobody for both lists. Nobody was dealt: import product users.");
    }
    store.start(plan, today, invited);
    note(plan, id, "holdout_started", Map.of("count", invited.size()), by);
  }

  /**
   * @throws Problem 409 {@code holdout_started}: what was dealt stays
   */
  @Transactional
  void remove(CommunityId community, long id, Caller by) {
    movements.hold(community);
    Holdout plan = get(community, id);
    if (plan.startedOn() != null) {
      throw Problem.conflict(
          "holdout_started", "This study was started: what was dealt and what came of it stays.");
    }
    store.remove(id);
    note(plan, id, "holdout_removed", Map.of(), by);
  }

  /** Null for a plan. */
  @Nullable Result result(Holdout study) {
    LocalDate start = study.startedOn();
    if (start == null) {
      return null;
    }
    LocalDate today = today(study.community());
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

  /**
   * Of a table of product users those who are in one arm: we know their fingerprints only, so
   * whoever knows the users brings them.
   *
   * @throws Problem 409 {@code holdout_not_started}, {@code holdout_delayed} (params until), {@code
   *     nobody_of_holdout}
   */
  @Transactional
  List<String> list(Holdout study, boolean now, List<ProductUser> given, Caller by) {
    LocalDate start = study.startedOn();
    if (start == null) {
      throw Problem.conflict("holdout_not_started", "This study has not started: nobody is dealt.");
    }
    if (!now && study.state(today(study.community())) != State.OVER) {
      LocalDate until = start.plusDays(study.delayDays());
      throw new Problem(
          409,
          "holdout_delayed",
          "Who is invited later is not given out before the delay is over (%s): an invitation now would spoil the comparison."
              .formatted(until),
          Map.of("until", until.toString()));
    }
    Map<byte[], String> byHash = new TreeMap<>(Arrays::compare);
    for (ProductUser one : given) {
      byHash.put(
          secrets.fingerprint(one.contact(), "customer_person:" + study.community()),
          one.contact());
    }
    List<String> found =
        store.among(study.id(), now, byHash.keySet().toArray(byte[][]::new)).stream()
            .map(byHash::get)
            .filter(Objects::nonNull)
            .sorted()
            .toList();
    if (found.isEmpty()) {
      throw Problem.conflict(
          "nobody_of_holdout",
          "Nobody in this table is on this list. Bring the table of the users who were imported.");
    }
    note(
        study,
        study.id(),
        now ? "holdout_list_now" : "holdout_list_later",
        Map.of("count", found.size()),
        by);
    return found;
  }

  private Eligible eligible(Holdout plan, LocalDate today) {
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

  private void note(Holdout of, long id, String kind, Map<String, Object> more, Caller by) {
    Map<String, Object> reason = new LinkedHashMap<>(more);
    reason.put("holdout", Long.toString(id));
    journal.append(
        new JournalEntry(
            clock.instant(), by.actor(), kind, of.community(), null, null, null, reason));
  }
}
