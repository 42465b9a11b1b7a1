package io.liana.question;

import io.liana.statistics.Effect;
import io.liana.statistics.TwoProportions;
import io.liana.statistics.TwoProportions.Share;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Journeys into an answer: pure. */
final class Answers {
  /** A change as large as this is seen by chance once in twenty such questions. */
  private static final double ALPHA = 0.05;

  /** Fewer people before and after say nothing. */
  private static final int ENOUGH = 30;

  /**
   * @param people who came at least so far
   * @param medianSeconds from the step before, of those who made it; null for the first step
   */
  record Step(long people, @Nullable Double medianSeconds) {}

  /**
   * @param people by step
   */
  record Bucket(LocalDate from, List<Long> people) {}

  /**
   * The share that goes on from one step to the next was another before and after this day.
   *
   * @param step that was reached or not, from 1
   * @param p corrected for all the days and steps that were looked at
   */
  record Change(int step, LocalDate at, double before, double after, double p) {}

  private Answers() {}

  static List<Step> steps(int steps, List<long[]> ends) {
    List<Step> answer = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      int now = step;
      List<long[]> there = ends.stream().filter(end -> end.length > now).toList();
      double[] seconds =
          now == 0
              ? new double[0]
              : there.stream().mapToDouble(end -> (end[now] - end[now - 1]) / 1000.0).toArray();
      answer.add(new Step(there.size(), seconds.length == 0 ? null : median(seconds)));
    }
    return answer;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** By the period in which their attempt began; periods with nobody are there, too. */
  static List<Bucket> trend(
      int steps, List<long[]> ends, Calendar calendar, LocalDate from, LocalDate to) {
    SortedMap<LocalDate, long[]> counts = new TreeMap<>();
    for (LocalDate day = calendar.start(from); !day.isAfter(to); day = calendar.next(day)) {
      counts.put(day, new long[steps]);
    }
    for (long[] end : ends) {
      long[] people =
          counts.computeIfAbsent(calendar.start(calendar.day(end[0])), day -> new long[steps]);
      for (int step = 0; step < end.length; step++) {
        people[step]++;
      }
    }
    return counts.entrySet().stream()
        .map(
            bucket ->
                new Bucket(bucket.getKey(), Arrays.stream(bucket.getValue()).boxed().toList()))
        .toList();
  }

  /**
   * For each step the day that parts the shares before and after it most, where that is no chance:
   * two proportions at each day, p times the number of looks (Bonferroni).
   *
   * @param trend whose last period may be cut off: it is left out
   */
  static List<Change> changes(int steps, List<Bucket> trend) {
    List<Bucket> whole = trend.isEmpty() ? trend : trend.subList(0, trend.size() - 1);
    int looks = Math.max(1, (whole.size() - 1) * (steps - 1));
    List<Change> changes = new ArrayList<>();
    for (int step = 1; step < steps; step++) {
      Change found = null;
      for (int cut = 1; cut < whole.size(); cut++) {
        Change one = change(step, whole, cut, looks);
        if (one != null && (found == null || one.p() < found.p())) {
          found = one;
        }
      }
      if (found != null && found.p() < ALPHA) {
        changes.add(found);
      }
    }
    return changes;
  }

  private static @Nullable Change change(int step, List<Bucket> whole, int cut, int looks) {
    long before = sum(whole.subList(0, cut), step - 1);
    long after = sum(whole.subList(cut, whole.size()), step - 1);
    if (before < ENOUGH || after < ENOUGH) {
      return null;
    }
    long wentOnBefore = sum(whole.subList(0, cut), step);
    long wentOnAfter = sum(whole.subList(cut, whole.size()), step);
    Effect effect =
        TwoProportions.compare(
                new Share(before, wentOnBefore), new Share(after, wentOnAfter), ALPHA)
            .effect();
    return switch (effect) {
      case Effect.Measured measured ->
          new Change(
              step,
              whole.get(cut).from(),
              (double) wentOnBefore / before,
              (double) wentOnAfter / after,
              Math.min(1, measured.p() * looks));
      case Effect.Refused _ -> null;
    };
  }

  private static long sum(List<Bucket> buckets, int step) {
    return buckets.stream().mapToLong(bucket -> bucket.people().get(step)).sum();
  }
}
