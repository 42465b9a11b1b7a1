package io.liana.customer;

import io.liana.channel.account.SecretBox;
import io.liana.customer.Batch.About;
import io.liana.customer.Batch.Counts;
import io.liana.customer.ToldStore.Met;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Orders come in from outside, in batches that can be taken back. */
@Component
class Imports {
  private final MovementStore store;
  private final ToldStore told;
  private final UserStore users;
  private final SecretBox secrets;
  private final Journal journal;
  private final Clock clock;

  Imports(
      MovementStore store,
      ToldStore told,
      UserStore users,
      SecretBox secrets,
      Journal journal,
      Clock clock) {
    this.store = store;
    this.told = told;
    this.users = users;
    this.secrets = secrets;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * @param fresh not here before
   * @param met what was here already
   */
  record Taken(long batch, int fresh, Met met) {}

  /** What of these is here already; nothing is kept. */
  Met look(CommunityId community, List<Movement> movements) {
    return told.met(community, movements);
  }

  /**
   * All or nothing. What is here already (shop, number and kind) changes nothing, and counts when
   * the batch that holds it is taken back.
   *
   * @param read what was read: its {@code fresh} and {@code known} are counted here
   */
  @Transactional
  Taken take(
      CommunityId community,
      String source,
      String name,
      List<Movement> movements,
      Counts read,
      Actor by) {
    store.hold(community);
    long batch = store.insert(community, About.ORDERS, source, name, by.code(), clock.instant());
    return fill(batch, community, movements, read, by);
  }

  /** The same as a shop tells of it, into the batch of its day. */
  @Transactional
  Taken tell(Shop shop, LocalDate day, List<Movement> movements, Counts read, Actor by) {
    store.hold(shop.community());
    long batch = store.ofDay(shop, day, by.code(), clock.instant());
    return fill(batch, shop.community(), movements, read, by);
  }

  private Taken fill(
      long batch, CommunityId community, List<Movement> movements, Counts read, Actor by) {
    Met met = told.met(community, movements);
    Map<String, byte[]> hashes = hashes(community, movements.stream().map(Movement::contact));
    int fresh = store.add(batch, community, movements, hashes);
    told.keep(batch, community, movements, hashes);
    store.count(
        batch,
        new Counts(
            read.lines(),
            read.nobody(),
            read.refunds(),
            read.wrong(),
            fresh,
            met.known(),
            met.differing()));
    if (fresh > 0) {
      note(community, "purchases_taken", Map.of("batch", Long.toString(batch), "count", fresh), by);
    }
    return new Taken(batch, fresh, met);
  }

  /** What of these is here already; nothing is kept. */
  UserStore.Met lookAtUsers(CommunityId community, List<ProductUser> given) {
    return users.met(community, given, hashes(community, given.stream().map(ProductUser::contact)));
  }

  /**
   * People who use the product, all or nothing. Who is here already stays as they were told first.
   *
   * @return the batch
   */
  @Transactional
  long takeUsers(
      CommunityId community,
      String source,
      String name,
      List<ProductUser> given,
      Counts read,
      Actor by) {
    store.hold(community);
    Map<String, byte[]> hashes = hashes(community, given.stream().map(ProductUser::contact));
    UserStore.Met met = users.met(community, given, hashes);
    long batch = store.insert(community, About.USERS, source, name, by.code(), clock.instant());
    store.meet(
        community,
        given.stream().map(one -> hashes.get(one.contact())).toArray(byte[][]::new),
        given.stream().map(ProductUser::member).toArray(Long[]::new));
    users.add(batch, community, given, hashes);
    int fresh = given.size() - met.known();
    store.count(
        batch, new Counts(read.lines(), 0, 0, read.wrong(), fresh, met.known(), met.differing()));
    note(community, "users_taken", Map.of("batch", Long.toString(batch), "count", fresh), by);
    return batch;
  }

  /**
   * As if it had never come: what another batch told as well is that one's from now on, with the
   * amount it told.
   *
   * @throws Problem 409 {@code batch_taken_back}
   */
  @Transactional
  void takeBack(Batch batch, Caller by) {
    store.hold(batch.community());
    switch (batch.about()) {
      case ORDERS -> told.handOver(batch);
      case USERS -> users.takeBack(batch.id());
    }
    if (!store.takeBack(batch, clock.instant())) {
      throw Problem.conflict("batch_taken_back", "This batch was taken back before.");
    }
    note(
        batch.community(),
        batch.about() == About.USERS ? "users_taken_back" : "purchases_taken_back",
        Map.of("batch", Long.toString(batch.id())),
        by.actor());
  }

  private Map<String, byte[]> hashes(CommunityId community, Stream<@Nullable String> contacts) {
    Map<String, byte[]> hashes = new HashMap<>();
    contacts
        .filter(Objects::nonNull)
        .forEach(
            contact ->
                hashes.computeIfAbsent(
                    contact, who -> secrets.fingerprint(who, "customer_person:" + community)));
    return hashes;
  }

  private void note(CommunityId community, String kind, Map<String, Object> reason, Actor by) {
    journal.append(
        new JournalEntry(clock.instant(), by, kind, community, null, null, null, reason));
  }
}
