package io.liana.desk;

import io.liana.channel.SettledEvent;
import io.liana.delivery.Doubts;
import io.liana.desk.TaskStore.Task;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Raises and closes tasks for humans. */
@Component
public class Tasks {
  static final Actor DESK = new Actor.Machine("desk");
  // An event that comes later than this after somebody closed the task is about something else.
  private static final Duration WATCHED_AFTER_CLOSING = Duration.ofDays(7);

  private final TaskStore store;
  private final TaskCards cards;
  private final Doubts doubts;
  private final Journal journal;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Tasks(
      TaskStore store,
      TaskCards cards,
      Doubts doubts,
      Journal journal,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.cards = cards;
    this.doubts = doubts;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
  }

  public void raise(TaskDraft task) {
    raise(List.of(new TaskStore.Raising(task, null, null)));
  }

  /** By key: open, done, not_done or dropped; a task nobody raised is absent. */
  public Map<String, String> states(Collection<String> keys) {
    return store.states(keys);
  }

  void raise(List<TaskStore.Raising> tasks) {
    cards.raised(
        tasks.stream().map(TaskStore.Raising::task).toList(), store.raise(tasks, clock.instant()));
  }

  /**
   * It is done; of a command in doubt: it happened.
   *
   * @throws Problem 404, or 409 {@code task_closed}
   */
  @Transactional
  public void finish(long id, @Nullable String note, Caller by) {
    Instant now = clock.instant();
    Task task = close(id, "done", note, by, now);
    note(task, "task_done", by.actor(), now, Map.of());
    if (task.inDoubt() && task.outboxKey() != null) {
      doubts.arrived(task.outboxKey(), by.actor());
    } else {
      events.publishEvent(new TaskDone(task.outboxKey(), by.actor(), now));
    }
  }

  /**
   * It was not done and will not be; of a command in doubt: nobody can tell, let it be.
   *
   * @throws Problem 404, or 409 {@code task_closed}
   */
  @Transactional
  public void decline(long id, String why, Caller by) {
    Instant now = clock.instant();
    Task task = close(id, "not_done", why, by, now);
    note(task, "task_not_done", by.actor(), now, Map.of());
    if (task.inDoubt() && task.outboxKey() != null) {
      doubts.letBe(task.outboxKey(), by.actor());
    } else {
      tellNotDone(task, now);
    }
  }

  private Task close(long id, String state, @Nullable String note, Caller by, Instant now) {
    Task closed =
        store
            .close(id, state, note, by, now)
            .orElseThrow(
                () ->
                    store.exists(id, by.scope())
                        ? Problem.conflict("task_closed", "This task is closed already.")
                        : Problem.missing("task", id));
    cards.ended(closed);
    return closed;
  }

  /**
   * Nobody should carry out any more what a case asked for; in the caller's transaction.
   *
   * @return the commands that are not carried out now
   */
  public List<String> dropCase(long caseId, String why, Actor by) {
    List<Task> dropped = store.closeOfCase(caseId, "dropped", by.code(), why, clock.instant());
    dropped.forEach(cards::ended);
    return dropped.stream().map(Task::outboxKey).filter(Objects::nonNull).toList();
  }

  /** Looks whether events show that somebody did what was asked; in the caller's transaction. */
  public void seen(List<SettledEvent> settled) {
    Set<Expectation.Sighting> sightings =
        settled.stream()
            .flatMap(event -> Expectation.sightings(event).stream())
            .collect(Collectors.toSet());
    if (sightings.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    for (Task task : store.expecting(sightings, now.minus(WATCHED_AFTER_CLOSING))) {
      settled.stream()
          .filter(event -> event.group().equals(task.group()))
          .filter(event -> Objects.requireNonNull(task.expects()).metBy(event, task.member()))
          .findFirst()
          .ifPresent(event -> seen(task, event, now));
    }
  }

  /**
   * Somebody settled it elsewhere: on their platform, on the page it is about; once, whatever comes
   * after. In the caller's transaction.
   */
  public void settle(String key, boolean done, String word, Actor by) {
    Instant now = clock.instant();
    String state = done ? "done" : "not_done";
    for (Task task : store.close(List.of(key), state, by.code(), null, now)) {
      cards.ended(task);
      note(task, word, by, now, Map.of());
      String doubted = task.inDoubt() ? task.outboxKey() : null;
      if (doubted != null) {
        settleDoubt(doubted, done, by);
      } else if (done) {
        events.publishEvent(new TaskDone(task.outboxKey(), by, now));
      } else {
        tellNotDone(task, now);
      }
    }
  }

  private void settleDoubt(String key, boolean arrived, Actor by) {
    if (arrived) {
      doubts.arrived(key, by);
    } else {
      doubts.letBe(key, by);
    }
  }

  /**
   * Nothing is left to do; nothing happens where there is no such open task. In the caller's
   * transaction.
   */
  public void seenDone(String key) {
    settle(key, true, "task_seen_done", DESK);
  }

  void noteUndelivered(String key, String evidence) {
    store
        .find(key)
        .ifPresent(
            task ->
                note(
                    task,
                    "task_card_undelivered",
                    DESK,
                    clock.instant(),
                    Map.of("evidence", evidence)));
  }

  private void seen(Task task, SettledEvent event, Instant now) {
    MemberId who = Expectation.by(event);
    Actor by = who == null ? DESK : new Actor.Member(who);
    store.seen(task, by.code(), event.at(), now);
    cards.ended(task);
    if (task.state().equals("done")) {
      return; // an operator had said so, and they were right
    }
    note(task, "task_seen_done", by, now, Map.of("event", Long.toString(event.id())));
    if (task.inDoubt() && task.outboxKey() != null) {
      doubts.arrived(task.outboxKey(), by);
    } else {
      events.publishEvent(new TaskDone(task.outboxKey(), by, now));
    }
  }

  /** Its time is over; the store has closed it. */
  void expired(Task task, Instant now) {
    cards.ended(task);
    note(task, "task_not_done", DESK, now, Map.of());
    tellNotDone(task, now);
  }

  private void tellNotDone(Task task, Instant now) {
    if (task.outboxKey() != null && !task.inDoubt()) {
      events.publishEvent(new TaskNotDone(task.outboxKey(), now));
    }
  }

  void note(Task task, String kind, Actor by, Instant now, Map<String, Object> more) {
    Map<String, Object> reason = new java.util.HashMap<>(more);
    reason.put("task", Long.toString(task.id()));
    reason.put("kind", task.kind());
    journal.append(
        new JournalEntry(
            now, by, kind, task.community(), task.group(), task.member(), null, reason));
  }
}
