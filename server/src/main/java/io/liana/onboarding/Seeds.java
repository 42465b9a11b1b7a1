package io.liana.onboarding;

import io.liana.acquisition.Arrival;
import io.liana.acquisition.Arrivals;
import io.liana.acquisition.PersonalCodes;
import io.liana.acquisition.Steps;
import io.liana.acquisition.Steps.Step;
import io.liana.channel.SettledEvent;
import io.liana.channel.account.SecretBox;
import io.liana.community.Communities;
import io.liana.desk.TaskDraft;
import io.liana.desk.Tasks;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import io.liana.onboarding.SeedStore.Wave;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Paying customers become the first members: orders come in, waves of invitations go out. */
@Component
class Seeds {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration LINK_LIVES = Duration.ofDays(14);
  private static final Duration TIME_TO_ASK = Duration.ofHours(24);
  private static final int MOST_IN_WAVE = 5_000;
  private static final int MOST_PER_HOUR = 500;
  private static final int SECRET_BYTES = 32;

  private final SeedStore store;
  private final PersonalCodes codes;
  private final Arrivals arrivals;
  private final Steps steps;
  private final SecretBox secrets;
  private final Tasks tasks;
  private final Communities communities;
  private final Journal journal;
  private final Clock clock;
  private final SecureRandom chance = new SecureRandom();

  Seeds(
      SeedStore store,
      PersonalCodes codes,
      Arrivals arrivals,
      Steps steps,
      SecretBox secrets,
      Tasks tasks,
      Communities communities,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.codes = codes;
    this.arrivals = arrivals;
    this.steps = steps;
    this.secrets = secrets;
    this.tasks = tasks;
    this.communities = communities;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * @param fresh not here before
   */
  record Taken(int fresh, int known) {}

  /** How it would be: nothing is kept. */
  Taken look(CommunityId community, List<PaidOrder> orders) {
    Set<String> ids = new HashSet<>(orders.stream().map(PaidOrder::id).toList());
    int known = store.known(community, ids).size();
    return new Taken(ids.size() - known, orders.size() - (ids.size() - known));
  }

  /** An order that is here already changes nothing; who buys is invited where a wave wants it. */
  @Transactional
  Taken take(CommunityId community, List<PaidOrder> orders, Actor by) {
    communities.get(community);
    Instant now = clock.instant();
    int fresh = 0;
    for (PaidOrder order : orders) {
      Optional<Long> customer = store.add(community, order, hash(community, order.contact()));
      if (customer.isPresent()) {
        fresh++;
        store.chooseBuyer(community, customer.get(), now);
        store
            .memberBefore(customer.get(), order.paidAt())
            .ifPresent(member -> steps.seen(Step.FIRST_ORDER, community, member, order.paidAt()));
      }
    }
    if (fresh > 0) {
      note(community, "orders_taken", Map.of("count", fresh), by);
    }
    return new Taken(fresh, orders.size() - fresh);
  }

  private byte[] hash(CommunityId community, String contact) {
    return secrets.fingerprint(contact, "onboarding_customer:" + community);
  }

  /**
   * Chooses who is invited; the first are asked within the next round.
   *
   * @throws Problem 409 {@code wave_name_taken}, 400 for a plan of another community
   */
  @Transactional
  long begin(
      CommunityId community,
      String name,
      long plan,
      int size,
      int perHour,
      boolean everyOrder,
      Caller by) {
    by.mustSee(community);
    if (size < 0 || size > MOST_IN_WAVE) {
      throw Given.wrong("size", "must be 0 to 5,000");
    }
    if (perHour < 1 || perHour > MOST_PER_HOUR) {
      throw Given.wrong("per_hour", "must be 1 to 500");
    }
    codes.mustBeOf(community, plan);
    Instant now = clock.instant();
    long wave;
    try {
      wave =
          store.insertWave(
              community,
              Given.text("name", name, 1, 60),
              plan,
              perHour,
              everyOrder,
              by.actor().code(),
              now);
    } catch (DuplicateKeyException e) {
      throw Problem.conflict("wave_name_taken", "There is already a wave '%s'.".formatted(name));
    }
    int chosen = size == 0 ? 0 : store.choose(wave, community, size, now);
    note(
        community, "wave_begun", Map.of("wave", Long.toString(wave), "chosen", chosen), by.actor());
    return wave;
  }

  @Transactional
  void stop(Wave wave, Caller by) {
    if (store.stop(wave.id())) {
      note(wave.community(), "wave_stopped", Map.of("wave", Long.toString(wave.id())), by.actor());
    }
  }

  /**
   * In the caller's transaction: the next of one wave get their links, and somebody is asked to
   * send them. False when nothing is due.
   */
  boolean askNext() {
    Instant now = clock.instant();
    Optional<Wave> due = store.due(now, now.plus(HOUR));
    due.ifPresent(wave -> ask(wave, now));
    return due.isPresent();
  }

  private void ask(Wave wave, Instant now) {
    List<Long> customers = store.next(wave.id(), wave.perHour());
    if (customers.isEmpty()) {
      return;
    }
    List<String> made =
        codes.make(
            wave.community(),
            wave.plan(),
            customers.stream().map(id -> wave.name() + " #" + id).toList(),
            now.plus(LINK_LIVES),
            NewcomerActs.ONBOARDING);
    for (int i = 0; i < customers.size(); i++) {
      store.asked(customers.get(i), made.get(i), now);
    }
    tasks.raise(
        new TaskDraft(
            "onboarding_wave:%d:%s".formatted(wave.id(), now),
            "onboarding_invite",
            wave.community(),
            null,
            null,
            null,
            Map.of("title", wave.name()),
            now.plus(TIME_TO_ASK)));
    note(
        wave.community(),
        "invitations_made",
        Map.of("wave", Long.toString(wave.id()), "count", customers.size()),
        NewcomerActs.ONBOARDING);
  }

  /** In the caller's transaction: who came in by a link of their own was invited. */
  void joined(List<SettledEvent> joins) {
    if (joins.isEmpty()) {
      return;
    }
    Map<Long, Arrival> arrived = arrivals.of(joins.stream().map(SettledEvent::id).toList());
    for (SettledEvent join : joins) {
      Arrival arrival = arrived.get(join.id());
      if (arrival != null && arrival.code() != null) {
        store.joined(arrival.code(), arrival.member(), arrival.joinedAt());
      }
    }
  }

  /** A new secret for the shop's calls; the old one is good no more. Shown once. */
  @Transactional
  String renewSecret(CommunityId community, Caller by) {
    by.mustSee(community);
    communities.get(community);
    byte[] bytes = new byte[SECRET_BYTES];
    chance.nextBytes(bytes);
    String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    store.putSecret(community, secrets.seal(secret, "onboarding_shop:" + community));
    note(community, "shop_secret_renewed", Map.of(), by.actor());
    return secret;
  }

  Optional<String> secret(CommunityId community) {
    return store.secret(community).map(kept -> secrets.open(kept, "onboarding_shop:" + community));
  }

  private void note(CommunityId community, String kind, Map<String, Object> reason, Actor by) {
    journal.append(
        new JournalEntry(clock.instant(), by, kind, community, null, null, null, reason));
  }
}
