package io.liana.experiment;

import io.liana.experiment.ExperimentStore.Met;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
  private final Clock clock;

  Experiments(ExperimentStore store, Journal journal, Clock clock) {
    this.store = store;
    this.journal = journal;
    this.clock = clock;
  }

  /** Communities without one are absent. */
  public Map<CommunityId, List<Experiment>> running(Collection<CommunityId> communities) {
    return communities.isEmpty()
        ? Map.of()
        : store.running(communities).stream().collect(Collectors.groupingBy(Experiment::community));
  }

  /** Those that ran at some time of a period, the newest first; of the newest thousand. */
  public List<Experiment> ranBetween(CommunityId community, Instant from, Instant until) {
    return store.of(community, Long.MAX_VALUE, MOST_LOOKED_AT).stream()
        .filter(
            one ->
                switch (one.state()) {
                  case Experiment.State.Draft() -> false;
                  case Experiment.State.Running(Instant since) -> since.isBefore(until);
                  case Experiment.State.Stopped(Instant since, Instant at, String _) ->
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
    note(draft, "experiment_started", Map.of("metric", draft.metric().code()), by);
    return get(id, by);
  }

  /** From now on nobody meets it; who met it stays in the result. */
  @Transactional
  Experiment stop(long id, String why, Caller by) {
    Experiment experiment = get(id, by);
    if (!store.stop(id, why, clock.instant())) {
      throw Problem.conflict(
          "experiment_not_running", "This experiment does not run; nothing was changed.");
    }
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
