package io.liana.customer;

import io.liana.channel.account.SecretBox;
import io.liana.customer.Batch.Counts;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Orders come in from outside, in batches that can be taken back. */
@Component
class Imports {
  private final MovementStore store;
  private final SecretBox secrets;
  private final Journal journal;
  private final Clock clock;

  Imports(MovementStore store, SecretBox secrets, Journal journal, Clock clock) {
    this.store = store;
    this.secrets = secrets;
    this.journal = journal;
    this.clock = clock;
  }

  /** How many of these are here already; nothing is kept. */
  int look(CommunityId community, List<Movement> movements) {
    return store.known(community, movements);
  }

  /**
   * All or nothing. What is here already (shop, number and kind) changes nothing.
   *
   * @param read what was read: its {@code fresh} and {@code known} are counted here
   */
  @Transactional
  long take(
      CommunityId community,
      String source,
      String name,
      List<Movement> movements,
      Counts read,
      Actor by) {
    store.hold(community);
    long batch = store.insert(community, source, name, by.code(), clock.instant());
    int fresh = store.add(batch, community, movements, hashes(community, movements));
    store.count(
        batch,
        new Counts(
            read.lines(),
            read.nobody(),
            read.refunds(),
            read.wrong(),
            fresh,
            movements.size() - fresh));
    note(community, "purchases_taken", Map.of("batch", Long.toString(batch), "count", fresh), by);
    return batch;
  }

  /**
   * As if it had never come. What a later batch found here already is gone with it: take that one
   * in again.
   *
   * @throws Problem 409 {@code batch_taken_back}
   */
  @Transactional
  void takeBack(Batch batch, Caller by) {
    store.hold(batch.community());
    if (!store.takeBack(batch, clock.instant())) {
      throw Problem.conflict("batch_taken_back", "This batch was taken back before.");
    }
    note(
        batch.community(),
        "purchases_taken_back",
        Map.of("batch", Long.toString(batch.id())),
        by.actor());
  }

  private Map<String, byte[]> hashes(CommunityId community, List<Movement> movements) {
    Map<String, byte[]> hashes = new HashMap<>();
    for (Movement one : movements) {
      if (one.contact() != null) {
        hashes.computeIfAbsent(
            one.contact(), who -> secrets.fingerprint(who, "customer_person:" + community));
      }
    }
    return hashes;
  }

  private void note(CommunityId community, String kind, Map<String, Object> reason, Actor by) {
    journal.append(
        new JournalEntry(clock.instant(), by, kind, community, null, null, null, reason));
  }
}
