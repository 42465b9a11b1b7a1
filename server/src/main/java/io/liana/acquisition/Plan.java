package io.liana.acquisition;

import io.liana.acquisition.Target.Door;
import io.liana.acquisition.Target.Pool;
import io.liana.experiment.Experiment;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the scans of a code are led: the first rule that fits the visit, otherwise {@code
 * otherwise}, and where there is no room {@code fallback}. Many codes may follow one plan and share
 * its seats.
 *
 * @param lowAt its owner is told when so few seats are free; null for a tenth
 * @param networkSeats how many new seats one network may get in an hour; null for the usual
 */
record Plan(
    List<Rule> rules,
    Target otherwise,
    Target.Last fallback,
    @Nullable Integer lowAt,
    @Nullable Integer networkSeats) {
  Plan {
    rules = List.copyOf(Objects.requireNonNull(rules, "rules are missing"));
    Objects.requireNonNull(otherwise, "otherwise is missing");
    Objects.requireNonNull(fallback, "fallback is missing");
  }

  /**
   * What a visit must be; an empty set or a null means any.
   *
   * @param arms of experiments on visitors, as {@link Experiment#code}: {@code 7:b}
   */
  record When(
      @Nullable LocalTime from,
      @Nullable LocalTime until,
      Set<DayOfWeek> days,
      Set<String> regions,
      Set<Visit.Device> devices,
      Set<Visit.App> apps,
      @Nullable Boolean returning,
      Set<String> tags,
      Set<String> arms) {
    public When {
      arms = given(arms);
      tags = given(tags);
      days = given(days);
      regions = given(regions);
      devices = given(devices);
      apps = given(apps);
    }

    private static <T> Set<T> given(@Nullable Set<T> set) {
      return set == null ? Set.of() : Set.copyOf(set);
    }

    /** Whether only an experiment stands between the visit and this, if anything does. */
    boolean fitsWithAnotherArm(Visit visit) {
      return fitsTime(visit)
          && (days.isEmpty() || days.contains(visit.day()))
          && (regions.isEmpty() || regions.stream().anyMatch(visit.region()::contains))
          && (devices.isEmpty() || devices.contains(visit.device()))
          && (apps.isEmpty() || apps.contains(visit.app()))
          && (returning == null || returning == visit.returning())
          && (tags.isEmpty() || visit.tags().get().stream().anyMatch(tags::contains));
    }

    /** From is in, until is out; until before from goes over midnight. */
    private boolean fitsTime(Visit visit) {
      if (from == null || until == null || from.equals(until)) {
        return true;
      }
      boolean begun = !visit.time().isBefore(from);
      boolean over = !visit.time().isBefore(until);
      return from.isBefore(until) ? begun && !over : begun || !over;
    }
  }

  record Rule(String name, When when, Target lead) {
    public Rule {
      Objects.requireNonNull(when, "when is missing");
      Objects.requireNonNull(lead, "lead is missing");
    }
  }

  /**
   * Which part of the plan decided: {@code rule} is null for {@code otherwise}.
   *
   * @param met arms that had a say in it: with another arm it may have been another target
   */
  record Choice(@Nullable Rule rule, Target target, Set<String> met) {}

  /** Pure: what a visit is led to before anybody looks for room. */
  Choice choose(Visit visit) {
    Set<Long> asked = new HashSet<>(0);
    for (Rule rule : rules) {
      if (rule.when().fitsWithAnotherArm(visit)) {
        Set<String> wanted = rule.when().arms();
        wanted.forEach(arm -> asked.add(Experiment.experimentOf(arm)));
        if (wanted.isEmpty() || visit.arms().get().stream().anyMatch(wanted::contains)) {
          return new Choice(rule, rule.lead(), met(visit, asked));
        }
      }
    }
    return new Choice(null, otherwise, met(visit, asked));
  }

  private static Set<String> met(Visit visit, Set<Long> asked) {
    return asked.isEmpty()
        ? Set.of()
        : visit.arms().get().stream()
            .filter(arm -> asked.contains(Experiment.experimentOf(arm)))
            .collect(Collectors.toSet());
  }

  /** Every arm a rule names. */
  Set<String> arms() {
    return rules.stream().flatMap(rule -> rule.when().arms().stream()).collect(Collectors.toSet());
  }

  Stream<Target> targets() {
    return Stream.concat(rules.stream().map(Rule::lead), Stream.of(otherwise));
  }

  /** The same with other doors, e.g. with the addresses the platform told since. */
  Plan with(UnaryOperator<Door> door) {
    return new Plan(
        rules.stream()
            .map(rule -> new Rule(rule.name(), rule.when(), with(rule.lead(), door)))
            .toList(),
        with(otherwise, door),
        fallback,
        lowAt,
        networkSeats);
  }

  private static Target with(Target target, UnaryOperator<Door> door) {
    return switch (target) {
      case Target.Page(long page, Target.Goal then) ->
          new Target.Page(page, then instanceof Pool pool ? with(pool, door) : then);
      case Pool pool -> with(pool, door);
      case Target.Code _, Target.Link _, Target.Words _ -> target;
    };
  }

  private static Pool with(Pool pool, UnaryOperator<Door> door) {
    return new Pool(pool.strategy(), pool.doors().stream().map(door).toList());
  }

  List<Door> doors() {
    return targets()
        .map(target -> target instanceof Target.Page page ? page.then() : target)
        .filter(Pool.class::isInstance)
        .flatMap(pool -> ((Pool) pool).doors().stream())
        .toList();
  }
}
