package io.liana.playbook;

import io.liana.experiment.Places;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes playbooks down, version by version. */
@Component
public class Playbooks {
  private static final int MOST = 200;

  private final PlaybookStore store;
  private final PlaybookRunStore runs;
  private final Places places;
  private final Journal journal;
  private final Clock clock;

  Playbooks(
      PlaybookStore store, PlaybookRunStore runs, Places places, Journal journal, Clock clock) {
    this.store = store;
    this.runs = runs;
    this.places = places;
    this.journal = journal;
    this.clock = clock;
  }

  /**
   * What of a playbook was due in a period, step by step of every group.
   *
   * @param done said, handed to a person, or on the way
   * @param failed refused by the platform, or nobody knows what became of it
   * @param skipped left out, or taken back
   */
  public record Ran(
      long id, String name, int groups, int done, int waiting, int failed, int skipped) {}

  /**
   * Those with a step due in a period, by name, and those {@code also} that had none.
   *
   * @param also numbers; what is not of this community is left out
   */
  public List<Ran> ranBetween(
      CommunityId community, Instant from, Instant until, Collection<Long> also) {
    List<Ran> ran = runs.ranBetween(community, from, until);
    Set<Long> known = ran.stream().map(Ran::id).collect(Collectors.toSet());
    return Stream.concat(
            ran.stream(),
            also.stream()
                .filter(id -> !known.contains(id))
                .flatMap(id -> store.find(id).stream())
                .filter(one -> one.community().equals(community))
                .map(one -> new Ran(one.id(), one.name(), 0, 0, 0, 0, 0)))
        .toList();
  }

  /** By name, at most 200. */
  public List<Playbook> of(CommunityId community) {
    return store.of(community, MOST);
  }

  /**
   * @throws Problem 404 {@code playbook_not_found}
   */
  public Playbook get(long id, Caller caller) {
    return store
        .find(id)
        .filter(playbook -> caller.sees(playbook.community()))
        .orElseThrow(() -> Problem.missing("playbook", id));
  }

  @Transactional
  Playbook make(CommunityId community, String name, List<Step> steps, Caller by) {
    by.mustSee(community);
    if (store.of(community, MOST).size() >= MOST) {
      throw Problem.conflict(
          "too_many_playbooks", "A community has 200 playbooks at most; drop one first.");
    }
    try {
      long id = store.insert(community, name);
      return publish(id, 1, name, steps, "playbook_made", by);
    } catch (DuplicateKeyException e) {
      throw taken(name);
    }
  }

  /**
   * Where it runs, the version it was started with goes on.
   *
   * @param over the version the author looked at
   */
  @Transactional
  Playbook change(long id, int over, String name, List<Step> steps, Caller by) {
    get(id, by);
    int newest = store.hold(id);
    if (newest != over) {
      throw new Problem(
          409,
          "playbook_changed",
          "Version %d was saved meanwhile; this was written over version %d. Nothing was saved."
              .formatted(newest, over),
          Map.of("version", newest));
    }
    try {
      return publish(id, newest + 1, name, steps, "playbook_changed", by);
    } catch (DuplicateKeyException e) {
      throw taken(name);
    }
  }

  private Playbook publish(
      long id, int version, String name, List<Step> steps, String kind, Caller by) {
    store.publish(id, version, name, steps, by.actor().code(), clock.instant());
    Playbook made = get(id, by);
    places.named(
        made.community(),
        Places.Kind.PLAYBOOK,
        id,
        steps.stream().map(step -> new Places.Use(step.key(), name, step.arms())).toList());
    note(kind, made, by);
    return made;
  }

  /** One that never ran: what ran is history. */
  @Transactional
  void drop(long id, Caller by) {
    store.hold(id);
    Playbook playbook = get(id, by);
    if (playbook.running() + playbook.ran() > 0) {
      throw Problem.conflict(
          "playbook_ran", "This playbook has run; what it did stays. Nothing was dropped.");
    }
    places.named(playbook.community(), Places.Kind.PLAYBOOK, id, List.of());
    store.drop(id);
    note("playbook_dropped", playbook, by);
  }

  private void note(String kind, Playbook playbook, Caller by) {
    journal.append(
        new JournalEntry(
            clock.instant(),
            by.actor(),
            kind,
            playbook.community(),
            null,
            null,
            null,
            Map.of("playbook", playbook.id(), "version", playbook.version())));
  }

  private static Problem taken(String name) {
    return new Problem(
        409,
        "playbook_name_taken",
        "There is a playbook '%s' here already.".formatted(name),
        Map.of("name", name));
  }
}
