package io.liana.delivery;

import io.liana.channel.Outcome;
import io.liana.delivery.DoubtSettled.How;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Commands the platform gave no answer to. Never sent again by themselves: a person says what is to
 * become of one, or a later event shows that it had happened.
 */
@Component
public class Doubts {
  private final OutboxStore store;
  private final Journal journal;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Doubts(OutboxStore store, Journal journal, ApplicationEventPublisher events, Clock clock) {
    this.store = store;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
  }

  /**
   * An operator decides.
   *
   * @throws Problem 404, or 409 {@code not_in_doubt}
   */
  @Transactional
  void settle(long id, How how, Caller by) {
    OutboxRow row = store.find(id, by.scope()).orElseThrow(() -> Problem.missing("delivery", id));
    if (!settle(Optional.of(row), how, by.actor())) {
      throw Problem.conflict("not_in_doubt", "Nothing is in doubt about this delivery any more.");
    }
  }

  /** It had happened; nothing when it is not in doubt. In the caller's transaction. */
  public void arrived(String key, Actor by) {
    settle(store.find(key), How.ARRIVED, by);
  }

  /** It stays unknown; nothing when it is not in doubt. In the caller's transaction. */
  public void letBe(String key, Actor by) {
    settle(store.find(key), How.LET_BE, by);
  }

  private boolean settle(Optional<OutboxRow> found, How how, Actor by) {
    Instant now = clock.instant();
    if (found.isEmpty() || !store.settleDoubt(found.get().id(), how, now)) {
      return false;
    }
    OutboxRow row = found.get();
    switch (how) {
      case ARRIVED ->
          events.publishEvent(
              new CommandsSettled(
                  List.of(
                      new CommandSettled(
                          row.key(),
                          row.group(),
                          row.member(),
                          row.caseId(),
                          row.command(),
                          new Outcome.Delivered(null),
                          now))));
      case LET_BE ->
          events.publishEvent(new CommandsCancelled(List.of(row.key()), how.code(), now));
      case SENT_AGAIN -> {} // how it ends this time is told when it does
    }
    events.publishEvent(new DoubtSettled(row.key(), how, by, now));
    journal.append(
        new JournalEntry(
            now,
            by,
            "delivery_" + how.code(),
            row.community(),
            row.group(),
            row.member(),
            null,
            Map.of("delivery", Long.toString(row.id()), "command", row.command().act())));
    return true;
  }
}
