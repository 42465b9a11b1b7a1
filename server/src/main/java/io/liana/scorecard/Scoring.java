package io.liana.scorecard;

import io.liana.scorecard.Tally.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Pure: from shares to points, and what would raise them most. */
final class Scoring {
  private static final int LEVEL = 20; // points from one level to the next

  private Scoring() {}

  /**
   * @param points 0 to 100; null where the share is not known
   */
  record Measured(Measure measure, Tally tally, @Nullable Double points) {}

  /**
   * @param points mean of those measures that are known; null where none is
   */
  record Scored(Element element, @Nullable Double points, List<Measured> measures) {}

  /**
   * A measure brought to its next level, all others as they are.
   *
   * @param points of the measure at that level
   * @param share that is worth them
   * @param acts how many more it takes
   * @param gain of the overall points
   */
  record Step(Measure measure, double points, double share, long acts, double gain) {}

  /**
   * @param points mean of those elements that are known; null where none is
   * @param steps what raises them most first
   */
  record Sheet(@Nullable Double points, List<Scored> elements, List<Step> steps) {
    static final Sheet EMPTY = sheet(Map.of());
  }

  static Sheet sheet(Map<Measure, Tally> tallies) {
    List<Scored> elements =
        Arrays.stream(Element.values()).map(element -> scored(element, tallies)).toList();
    return new Sheet(
        mean(elements.stream().map(Scored::points).toList()), elements, steps(elements));
  }

  private static Scored scored(Element element, Map<Measure, Tally> tallies) {
    List<Measured> measures =
        Arrays.stream(Measure.values())
            .filter(measure -> measure.element == element)
            .map(
                measure -> {
                  Tally tally = tallies.getOrDefault(measure, new Tally.Unknown(measure.unknown));
                  return new Measured(measure, tally, points(measure, tally));
                })
            .toList();
    return new Scored(element, mean(measures.stream().map(Measured::points).toList()), measures);
  }

  /** Straight lines from nothing over the levels; beyond the last one it is 100. */
  static @Nullable Double points(Measure measure, Tally tally) {
    return switch (tally) {
      case Tally.Unknown _ -> null;
      case Counted counted -> {
        double share = counted.share();
        int level = level(measure, share);
        if (level == measure.levels.length) {
          yield 100.0;
        }
        double below = level == 0 ? 0 : measure.levels[level - 1];
        yield LEVEL * (level + (share - below) / (measure.levels[level] - below));
      }
    };
  }

  /** How many levels are reached. */
  private static int level(Measure measure, double share) {
    int level = 0;
    while (level < measure.levels.length && share >= measure.levels[level]) {
      level++;
    }
    return level;
  }

  private static List<Step> steps(List<Scored> elements) {
    long known = elements.stream().filter(element -> element.points() != null).count();
    List<Step> steps = new ArrayList<>();
    for (Scored element : elements) {
      long beside = element.measures().stream().filter(one -> one.points() != null).count();
      for (Measured one : element.measures()) {
        if (one.tally() instanceof Counted counted) {
          int level = level(one.measure(), counted.share());
          if (level < one.measure().levels.length) {
            double points = LEVEL * (level + 1);
            double share = one.measure().levels[level];
            steps.add(
                new Step(
                    one.measure(),
                    points,
                    share,
                    acts(one.measure(), counted, share),
                    (points - Objects.requireNonNull(one.points())) / beside / known));
          }
        }
      }
    }
    steps.sort(
        Comparator.comparingDouble((Step step) -> -step.gain())
            .thenComparingLong(Step::acts)
            .thenComparing(Step::measure));
    return List.copyOf(steps);
  }

  /** The smallest n with (hits + n·a) ÷ (of + n·b) ≥ share; at least one. */
  private static long acts(Measure measure, Counted counted, double share) {
    double each = measure.hitsPerAct - share * measure.ofPerAct;
    double missing = share * counted.of() - counted.hits();
    // A hair less, or a whole number that arithmetic made a little larger would be rounded up.
    return Math.max(1, (long) Math.ceil(missing / each - 1e-9));
  }

  private static @Nullable Double mean(List<? extends @Nullable Double> points) {
    OptionalDouble mean =
        points.stream().filter(Objects::nonNull).mapToDouble(Double::doubleValue).average();
    return mean.isPresent() ? mean.getAsDouble() : null;
  }
}
