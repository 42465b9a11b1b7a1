package io.liana.community;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Creates, finds and changes communities. */
@Component
public class Communities {
  static final int LONGEST_NAME = 100;

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
   * @throws Problem 409 {@code community_exists}
   */
  @Transactional
  public Community create(String name, ZoneId zone, Actor by) {
    String clean = name.strip();
    if (clean.isEmpty() || clean.length() > LONGEST_NAME) {
      throw Problem.invalid("bad_name", "A community needs a name of 1 to 100 characters.");
    }
    if (store.findByName(clean).isPresent()) {
      throw Problem.conflict(
          "community_exists", "There is already a community named '%s'.".formatted(clean));
    }
    CommunityId id = store.insert(clean, zone, clock.instant());
    journal.append(
        new JournalEntry(clock.instant(), by, "community_created", id, null, null, null, Map.of()));
    events.publishEvent(new CommunityCreated(id, clean));
    return get(id);
  }

  @Transactional
  public Community change(Community changed, Actor by) {
    store.update(changed);
    journal.append(
        new JournalEntry(
            clock.instant(),
            by,
            "community_changed",
            changed.id(),
            null,
            null,
            null,
            Map.of("zone", changed.zone().getId())));
    return changed;
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
