package io.liana.experiment;

import io.liana.experiment.Experiment.State;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where arms are named. Two experiments that are not over may not be named in one place: of whom
 * the one decides about, the other would see a part only, and neither could be read.
 */
@Component
public class Places {
  private final ExperimentStore experiments;
  private final PlaceStore store;

  Places(ExperimentStore experiments, PlaceStore store) {
    this.experiments = experiments;
    this.store = store;
  }

  /** What names arms, and whom it knows when it decides. */
  public enum Kind {
    PLAN(Set.of(Unit.VISITOR)),
    PAGE(Set.of(Unit.VISITOR)),
    /** Goes on with what a visitor got, where it is certain whose browser it was. */
    FIRST_WEEK(Set.of(Unit.VISITOR, Unit.MEMBER, Unit.GROUP)),
    RULE(Set.of(Unit.MEMBER, Unit.GROUP)),
    /** Sent once, to members one by one. */
    BROADCAST(Set.of(Unit.MEMBER)),
    /** Speaks to a whole group; each step decides by itself. */
    PLAYBOOK(Set.of(Unit.GROUP));

    private final Set<Unit> knows;

    Kind(Set<Unit> knows) {
      this.knows = knows;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param part of a place that decides by itself, e.g. one of many rules; otherwise empty
   * @param arms as conditions there name them
   */
  public record Use(String part, String name, Set<String> arms) {}

  /**
   * In the caller's transaction: from now on these arms are named there, and no others.
   *
   * @param place its number; the community's where it has one only
   * @throws Problem 400 {@code invalid_request} for what is no arm here, 409 {@code
   *     experiment_unit_wrong}, {@code place_tried_twice}
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void named(CommunityId community, Kind kind, long place, List<Use> uses) {
    store.clear(kind.code(), place);
    for (Use use : uses) {
      List<Experiment> named = read(community, kind, use);
      named.stream()
          .map(Experiment::id)
          .forEach(id -> store.insert(id, community, kind.code(), place, use));
    }
  }

  /**
   * The one running experiment of arms that decide now and never again; nothing is kept.
   *
   * @throws Problem like {@link #named}, and 409 {@code experiment_not_running}
   */
  public Experiment running(Kind kind, Use use) {
    List<Experiment> named = read(null, kind, use);
    if (named.isEmpty()) {
      throw Given.wrong("arms", "are none");
    }
    if (named.size() > 1) {
      throw twice(use, named);
    }
    if (!(named.getFirst().state() instanceof State.Running)) {
      throw Problem.conflict(
          "experiment_not_running", "This experiment does not run; nothing was changed.");
    }
    return named.getFirst();
  }

  /** By number. */
  private List<Experiment> read(@Nullable CommunityId community, Kind kind, Use use) {
    Map<Long, Experiment> named = new TreeMap<>();
    for (String arm : new TreeSet<>(use.arms())) {
      Experiment experiment = experiment(community, arm);
      if (!kind.knows.contains(experiment.unit())) {
        throw unit(experiment);
      }
      named.put(experiment.id(), experiment);
    }
    List<Experiment> open =
        named.values().stream().filter(one -> !(one.state() instanceof State.Stopped)).toList();
    if (open.size() > 1) {
      throw twice(use, open);
    }
    return List.copyOf(named.values());
  }

  /**
   * @param community null for any
   */
  private Experiment experiment(@Nullable CommunityId community, String code) {
    if (Experiment.isCode(code)) {
      String arm = code.substring(code.indexOf(':') + 1);
      var found =
          experiments
              .find(Experiment.experimentOf(code))
              .filter(one -> community == null || one.community().equals(community))
              .filter(one -> one.has(arm));
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw Given.wrong("arms", "name '%s', which is no arm of an experiment here".formatted(code));
  }

  private static Problem unit(Experiment experiment) {
    return new Problem(
        409,
        "experiment_unit_wrong",
        "'%s' is assigned by %s, which is not known here. Nothing was saved. Plan an experiment with another unit."
            .formatted(experiment.name(), experiment.unit().code()),
        Map.of("name", experiment.name(), "unit", experiment.unit().code()));
  }

  private static Problem twice(Use use, List<Experiment> open) {
    String first = open.getFirst().name();
    String second = open.getLast().name();
    return new Problem(
        409,
        "place_tried_twice",
        "'%s' would be decided by '%s' and by '%s' at once, and neither could be read. Nothing was saved. Stop one of them first."
            .formatted(use.name(), first, second),
        Map.of("name", use.name(), "first", first, "second", second));
  }
}
