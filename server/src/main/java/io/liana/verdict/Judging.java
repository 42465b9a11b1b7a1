package io.liana.verdict;

import io.liana.experiment.Experiment;
import io.liana.experiment.Metric;
import io.liana.experiment.Unit;
import io.liana.statistics.Columns;
import io.liana.statistics.Cuped;
import io.liana.statistics.Ratio;
import io.liana.statistics.Readout;
import io.liana.statistics.Sample;
import io.liana.statistics.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Outcomes into arms, arms into a readout: pure. */
final class Judging {
  static final double ALPHA = 0.05;

  /**
   * @param adjusted whether what the same members did before was taken off
   */
  record Judged(
      Metric metric, List<Readout.Arm> arms, Readout readout, double alpha, boolean adjusted) {}

  private record Side(String name, double weight, List<Outcome> outcomes) {}

  private Judging() {}

  /** The primary metric first; guardrails share one α, so that they hold together. */
  static List<Judged> judge(Experiment experiment, List<Outcome> outcomes) {
    List<Side> sides = sides(experiment, outcomes);
    List<Judged> judged = new ArrayList<>();
    judged.add(judge(experiment, experiment.metric(), sides, ALPHA));
    experiment.guardrails().stream()
        .sorted()
        .forEach(
            metric ->
                judged.add(
                    judge(experiment, metric, sides, ALPHA / experiment.guardrails().size())));
    return judged;
  }

  private static List<Side> sides(Experiment experiment, List<Outcome> outcomes) {
    Map<String, List<Outcome>> byArm =
        outcomes.stream().collect(Collectors.groupingBy(Outcome::arm));
    double all = experiment.arms().stream().mapToDouble(Experiment.Arm::weight).sum();
    List<Side> sides = new ArrayList<>();
    for (Experiment.Arm arm : experiment.arms()) {
      sides.add(
          new Side(
              arm.name(),
              arm.weight() / all * (1 - experiment.holdout()),
              byArm.getOrDefault(arm.key(), List.of())));
    }
    if (experiment.holdout() > 0) {
      sides.add(
          new Side(
              Experiment.HOLDOUT,
              experiment.holdout(),
              byArm.getOrDefault(Experiment.HOLDOUT, List.of())));
    }
    return sides;
  }

  private static Judged judge(
      Experiment experiment, Metric metric, List<Side> sides, double alpha) {
    List<Sample> samples = sides.stream().map(side -> sample(experiment, metric, side)).toList();
    boolean adjusted = false;
    boolean enough = sides.stream().allMatch(side -> side.outcomes().size() > 1);
    if (enough && experiment.unit() == Unit.MEMBER && adjustable(metric)) {
      Cuped.Adjusted less = Cuped.mean(sides.stream().map(side -> both(metric, side)).toList());
      if (less.theta() != 0) {
        samples = less.arms();
        adjusted = true;
      }
    }
    List<Readout.Arm> arms = new ArrayList<>();
    for (int i = 0; i < sides.size(); i++) {
      Side side = sides.get(i);
      arms.add(
          experiment.unit() != Unit.GROUP && metric.isShare()
              ? Readout.Arm.ofShare(
                  side.name(), side.weight(), side.outcomes().size(), hits(metric, side))
              : Readout.Arm.ofMean(side.name(), side.weight(), samples.get(i)));
    }
    Long planned = experiment.planned();
    return new Judged(
        metric,
        arms,
        Readout.of(arms, alpha, planned == null ? Sequential.USUAL_TUNING : planned),
        alpha,
        adjusted);
  }

  private static boolean adjustable(Metric metric) {
    return switch (metric) {
      case MESSAGES, ACTIVE_DAYS -> true;
      case SPOKE, STAYED, MESSAGES_PER_ACTIVE_DAY, CAME_BACK, ANSWERED, ADMITTED, JOINED, ORDERED ->
          false;
    };
  }

  private static Sample sample(Experiment experiment, Metric metric, Side side) {
    ToDoubleFunction<Outcome> below =
        metric == Metric.MESSAGES_PER_ACTIVE_DAY ? one -> one.of(Metric.ACTIVE_DAYS) : one -> 1;
    double[][] units =
        switch (experiment.unit()) {
          case MEMBER, VISITOR ->
              side.outcomes().stream()
                  .map(one -> new double[] {one.of(metric), below.applyAsDouble(one)})
                  .toArray(double[][]::new);
          case GROUP -> groups(metric, side, below);
        };
    boolean ratio = experiment.unit() == Unit.GROUP || metric == Metric.MESSAGES_PER_ACTIVE_DAY;
    if (units.length == 0) {
      return Sample.mean(0, 0, 0);
    }
    if (ratio) {
      return Ratio.of(Columns.of(units));
    }
    double sum = 0;
    double squares = 0;
    for (double[] unit : units) {
      sum += unit[0];
      squares += unit[0] * unit[0];
    }
    return Sample.mean(units.length, sum, squares);
  }

  /** The members of a group resemble each other: the group is the unit, its sums are its value. */
  private static double[][] groups(Metric metric, Side side, ToDoubleFunction<Outcome> below) {
    Map<Long, double[]> sums = new TreeMap<>();
    for (Outcome one : side.outcomes()) {
      double[] sum =
          sums.computeIfAbsent(((Outcome.OfMember) one).group().value(), group -> new double[2]);
      sum[0] += one.of(metric);
      sum[1] += below.applyAsDouble(one);
    }
    return sums.values().toArray(double[][]::new);
  }

  private static Columns both(Metric metric, Side side) {
    return Columns.of(
        side.outcomes().stream()
            .map(one -> new double[] {one.of(metric), one.before(metric)})
            .toArray(double[][]::new));
  }

  private static long hits(Metric metric, Side side) {
    return side.outcomes().stream().filter(one -> one.of(metric) > 0).count();
  }
}
