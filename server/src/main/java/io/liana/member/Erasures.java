package io.liana.member;

import io.liana.channel.Connector;
import io.liana.channel.Lanes;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.MemberId;
import io.liana.kernel.PersonErased;
import io.liana.kernel.PersonErased.Known;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Forgets a person, in two steps that each happen whole or not at all. First nobody is called by
 * their keys any more: what was said until then is an anonymous number's, what comes later a new
 * person's. Then, when everything that had arrived is settled, all modules clear their tables.
 * Whatever is killed in between goes on where it was.
 */
@Component
class Erasures {
  static final String ASKED = "person_erasure_asked";
  static final String DONE = "person_erased";

  private final ErasureStore store;
  private final ErasedPeople people;
  private final Members members;
  private final Lanes lanes;
  private final List<Connector> connectors;
  private final ApplicationEventPublisher events;
  private final Journal journal;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Erasures(
      ErasureStore store,
      ErasedPeople people,
      Members members,
      Lanes lanes,
      List<Connector> connectors,
      ApplicationEventPublisher events,
      Journal journal,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.people = people;
    this.members = members;
    this.lanes = lanes;
    this.connectors = connectors;
    this.events = events;
    this.journal = journal;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** Puts it down; {@link ErasureWorker} does it. Asking again changes nothing. */
  @Transactional
  Erasure ask(MemberId member, Actor by) {
    Instant now = clock.instant();
    if (store.ask(member, by.code(), now)) {
      note(ASKED, member, by, now);
    }
    return store.find(member).orElseThrow();
  }

  Optional<Erasure> find(MemberId member) {
    return store.find(member);
  }

  /** Does what can be done now. */
  void runDue() {
    for (Erasure erasure : store.open()) {
      if (erasure.state().equals("asked")) {
        try {
          transaction.executeWithoutResult(
              status -> store.hold(erasure.id(), "asked").ifPresent(this::detach));
        } catch (PessimisticLockingFailureException busy) {
          continue; // an import is being written; the next round tries again
        }
      }
      transaction.executeWithoutResult(
          status ->
              store
                  .hold(erasure.id(), "detached")
                  .filter(detached -> lanes.settledUpTo(detached.inbox()))
                  .ifPresent(this::clear));
    }
  }

  private void detach(Erasure erasure) {
    store.alone();
    long inbox = lanes.newest();
    List<Known> accounts = store.accounts(erasure.member());
    Set<String> names = new HashSet<>(store.names(erasure.member()));
    for (Known known : accounts) {
      connectors.stream()
          .filter(connector -> connector.platform().equals(known.realm()))
          .forEach(connector -> names.addAll(connector.handles(known.key())));
    }
    List<String> hashes =
        accounts.stream().map(known -> people.hash(known.realm(), known.key())).toList();
    store.detach(erasure, new Erasure.Subject(accounts, names), hashes, clock.instant(), inbox);
    members.forget();
  }

  private void clear(Erasure erasure) {
    Erasure.Subject subject = Objects.requireNonNull(erasure.subject());
    events.publishEvent(
        new PersonErased(
            erasure.member(),
            subject.accounts(),
            subject.names(),
            Objects.requireNonNull(erasure.until()),
            people::blind));
    Instant now = clock.instant();
    store.done(erasure, now);
    note(DONE, erasure.member(), new Actor.Machine("erasure"), now);
  }

  private void note(String kind, MemberId member, Actor by, Instant now) {
    journal.append(new JournalEntry(now, by, kind, null, null, member, null, Map.of()));
  }
}
