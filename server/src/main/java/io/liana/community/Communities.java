package io.liana.community;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Creates, finds and changes communities. */
@Component
public class Communities {
  public static final int LONGEST_NAME = 100; // also of a group's name

  private final CommunityStore store;
  private final Journal journal;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Communities(
      CommunityStore store, Journal journal, ApplicationEventPublisher events, Clock clock) {
    this.store = store;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @throws Problem 409 {@code community_name_taken}
   */
  @Transactional
  public Community create(String name, ZoneId zone, Actor by) {
    return create(name, zone, "", by);
  }

  /**
   * @param goal what it is for; may be empty
   * @throws Problem 409 {@code community_name_taken}
   */
  @Transactional
  public Community create(String name, ZoneId zone, String goal, Actor by) {
    String clean = Given.text("name", name, 1, LONGEST_NAME);
    if (store.findByName(clean).isPresent()) {
      throw nameTaken(clean);
    }
    CommunityId id = writing(clean, () -> store.insert(clean, zone, goal, clock.instant()));
    note(id, "community_created", Map.of(), by);
    events.publishEvent(new CommunityCreated(id, clean));
    return get(id);
  }

  /**
   * @param change makes the new one of the present one, which nobody else can change meanwhile
   * @throws Problem 404, or 409 {@code community_name_taken}
   */
  @Transactional
  public Community change(CommunityId id, UnaryOperator<Community> change, Actor by) {
    Community before = store.hold(id).orElseThrow(() -> Problem.missing("community", id));
    Community after = change.apply(before);
    if (after.equals(before)) {
      return before;
    }
    writing(
        after.name(),
        () -> {
          store.update(after);
          return after;
        });
    note(id, "community_changed", Map.of("changed", Community.differences(before, after)), by);
    return after;
  }

  /** Two callers may take the same name at once; the unique key tells the later one. */
  private static <T> T writing(String name, Supplier<T> write) {
    try {
      return write.get();
    } catch (DuplicateKeyException e) {
      throw nameTaken(name);
    }
  }

  private static Problem nameTaken(String name) {
    return Problem.conflict(
        "community_name_taken", "There is already a community named '%s'.".formatted(name));
  }

  private void note(CommunityId id, String kind, Map<String, Object> reason, Actor by) {
    journal.append(new JournalEntry(clock.instant(), by, kind, id, null, null, null, reason));
  }

  public Community get(CommunityId id) {
    return store.find(id).orElseThrow(() -> Problem.missing("community", id));
  }

  public Optional<Community> findByName(String name) {
    return store.findByName(name.strip());
  }

  public List<Community> visibleTo(Caller caller) {
    return store.list(caller.scope());
  }
}
