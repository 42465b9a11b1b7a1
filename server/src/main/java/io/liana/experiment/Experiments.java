package io.liana.experiment;

import io.liana.experiment.ExperimentStore.Met;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Plans, starts and stops experiments, and keeps who met which arm. */
@Component
public class Experiments {
  private static final int MOST_LOOKED_AT = 1000;

  private final ExperimentStore store;
  private final Journal journal;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Experiments(
      ExperimentStore store, Journal journal, ApplicationEventPublisher events, Clock clock) {
    this.store = store;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Those whose arms conditions may fit: they run, or were settled for an arm. Communities without
   * one are absent.
   */
  public Map<CommunityId, List<Experiment>> deciding(Collection<CommunityId> communities) {
    return communities.isEmpty()
        ? Map.of()
        : store.deciding(communities).stream()
            .collect(Collectors.groupingBy(Experiment::community));
  }

  /** Of these, what is assigned to visitors. */
  public List<Experiment> ofVisitors(CommunityId community) {
    return store.deciding(List.of(community)).stream()
        .filter(one -> one.unit() == Unit.VISITOR)
        .toList();
  }

  /** Those that ran at some time of a period, the newest first; of the newest thousand. */
  public List<Experiment> ranBetween(CommunityId community, Instant from, Instant until) {
    return store.of(community, Long.MAX_VALUE, MOST_LOOKED_AT).stream()
        .filter(
            one ->
                switch (one.state()) {
                  case Experiment.State.Draft() -> false;
                  case Experiment.State.Running(Instant since) -> since.isBefore(until);
                  case Experiment.State.Stopped(Instant since, Instant at, String _, String _) ->
                      since.isBefore(until) && !at.isBefore(from);
                })
        .toList();
  }

  /**
   * In the caller's transaction: the arm decided something for these members. The first time in a
   * group counts.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void expose(List<Exposure> exposures) {
    if (!exposures.isEmpty()) {
      store.expose(exposures);
    }
  }

  /** In the caller's transaction: the arm decided something for these visitors. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void meet(Collection<Meeting> meetings) {
    if (!meetings.isEmpty()) {
      store.meet(meetings);
    }
  }

  /** Whose browsers these are was erased: they met nothing. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void forget(Collection<Long> visitors) {
    store.forget(visitors, clock.instant());
  }

  /**
   * @throws Problem 404 {@code experiment_not_found}
   */
  public Experiment get(long id, Caller caller) {
    return store
        .find(id)
        .filter(experiment -> caller.sees(experiment.community()))
        .orElseThrow(() -> Problem.missing("experiment", id));
  }

  /** Everybody who met an arm, ordered by member and time. */
  public List<Exposure> exposures(Experiment experiment) {
    return store.exposures(experiment.id());
  }

  /** Every visitor who met an arm, ordered by visitor. */
  public List<Meeting> meetings(Experiment experiment) {
    return store.meetings(experiment.id());
  }

  /** The newest first. */
  List<Experiment> of(CommunityId community, long before, int most) {
    return store.of(community, before, most);
  }

  Map<Long, List<Met>> met(List<Experiment> experiments) {
    return experiments.isEmpty()
        ? Map.of()
        : store.met(experiments.stream().map(Experiment::id).toList());
  }

  @Transactional
  Experiment plan(Experiment draft, Caller by) {
    by.mustSee(draft.community());
    try {
      return get(store.insert(draft, clock.instant()), by);
    } catch (DuplicateKeyException e) {
      throw taken(draft);
    }
  }

  @Transactional
  Experiment change(Experiment draft, Caller by) {
    get(draft.id(), by);
    try {
      if (!store.replace(draft)) {
        throw begun();
      }
    } catch (DuplicateKeyException e) {
      throw taken(draft);
    }
    return get(draft.id(), by);
  }

  @Transactional
  void drop(long id, Caller by) {
    get(id, by);
    if (!store.drop(id)) {
      throw begun();
    }
  }

  @Transactional
  Experiment start(long id, Caller by) {
    Experiment draft = get(id, by);
    if (!store.start(id, clock.instant())) {
      throw begun();
    }
    events.publishEvent(new ExperimentsChanged(draft.community()));
    note(draft, "experiment_started", Map.of("metric", draft.metric().code()), by);
    return get(id, by);
  }

  /**
   * From now on nobody meets it; who met it stays in the result.
   *
   * @param arm what everybody gets from now on; null for none of the arms
   */
  @Transactional
  Experiment stop(long id, String why, @Nullable String arm, Caller by) {
    Experiment experiment = get(id, by);
    if (arm != null && !experiment.has(arm)) {
      throw Given.wrong("arm", "is none of this experiment");
    }
    if (!store.stop(id, why, arm, clock.instant())) {
      throw Problem.conflict(
          "experiment_not_running", "This experiment does not run; nothing was changed.");
    }
    events.publishEvent(new ExperimentsChanged(experiment.community()));
    note(experiment, "experiment_stopped", Map.of("why", why), by);
    return get(id, by);
  }

  private void note(Experiment experiment, String kind, Map<String, Object> more, Caller by) {
    Map<String, Object> reason = new HashMap<>(more);
    reason.put("experiment", experiment.id());
    journal.append(
        new JournalEntry(
            clock.instant(), by.actor(), kind, experiment.community(), null, null, null, reason));
  }

  private static Problem begun() {
    return Problem.conflict(
        "experiment_begun",
        "This experiment has begun: its plan stays as it was. Stop it and plan another.");
  }

  private static Problem taken(Experiment draft) {
    return new Problem(
        409,
        "experiment_name_taken",
        "There is an experiment '%s' here already.".formatted(draft.name()),
        Map.of("name", draft.name()));
  }
}
