package io.liana.customer;

import io.liana.channel.account.SecretBox;
import io.liana.community.Communities;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Studies by delayed invitation: dealt once, read when the outcome is over. */
@Component
class Holdouts {
  private final HoldoutStore store;
  private final MovementStore movements;
  private final MovementListing listing;
  private final Communities communities;
  private final HoldoutListing dealt;
  private final SecretBox secrets;
  private final Journal journal;
  private final Clock clock;

  Holdouts(
      HoldoutStore store,
      MovementStore movements,
      MovementListing listing,
      Communities communities,
      HoldoutListing dealt,
      SecretBox secrets,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.movements = movements;
    this.listing = listing;
    this.communities = communities;
    this.dealt = dealt;
    this.secrets = secrets;
    this.journal = journal;
    this.clock = clock;
  }

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

  /** What the plan says, unless no order is in it: planned before the first order, say. */
  private String counted(Holdout plan) {
    return listing.currencies(plan.community(), zone(plan.community())).stream()
            .anyMatch(one -> one.code().equals(plan.currency()))
        ? plan.currency()
        : currency(plan.community());
  }

  @Transactional
  long plan(Holdout plan, Caller by) {
    long id = store.insert(plan, clock.instant());
    note(plan, id, "holdout_planned", Map.of(), by);
    return id;
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
    HoldoutListing.Eligible found = dealt.eligible(plan, today);
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
    store.start(plan, counted(plan), today, invited);
    note(plan, id, "holdout_started", Map.of("count", invited.size()), by);
  }

  /**
   * The others need wait no longer; what came of it stays readable.
   *
   * @throws Problem 409 {@code holdout_not_started}, {@code holdout_over}
   */
  @Transactional
  void stop(CommunityId community, long id, String why, Caller by) {
    movements.hold(community);
    Holdout study = get(community, id);
    LocalDate today = today(community);
    if (study.startedOn() == null) {
      throw Problem.conflict(
          "holdout_not_started", "This study has not started: remove the plan instead.");
    }
    if (!study.waiting(today)) {
      throw Problem.conflict("holdout_over", "This study is over: nobody waits any more.");
    }
    store.stop(id, today, why);
    note(study, id, "holdout_stopped", Map.of("why", why), by);
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

  /**
   * Of a table of product users those who are in one arm and no members by now: we know their
   * fingerprints only, so whoever knows the users brings them.
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
    if (!now && study.waiting(today(study.community()))) {
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
