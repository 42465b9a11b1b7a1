package io.liana.alert;

import io.liana.alert.Alert.Rule;
import io.liana.alert.Alert.Way;
import io.liana.alert.Alert.Wish;
import io.liana.statistics.Effect;
import io.liana.statistics.Sample;
import io.liana.statistics.Scale;
import io.liana.statistics.Side;
import io.liana.statistics.TwoProportions;
import io.liana.statistics.TwoProportions.Share;
import io.liana.statistics.Welch;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Pure: whether the last day of a series rings. */
final class Judge {
  // An alert looks every day: at 5 % it would cry wolf each third week.
  static final double ALPHA = 0.01;
  static final long FEW = 30;

  private Judge() {}

  /**
   * @param value of the last days; null when there is none
   * @param expected what it is held against: the threshold, the days before, or the band's middle
   * @param p of a change; null otherwise
   * @param why a code, when it cannot be said: no_data, too_short or few
   */
  record Verdict(
      boolean rings,
      @Nullable Double value,
      @Nullable Double expected,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double p,
      @Nullable String why) {
    static Verdict silent(@Nullable Double value, String why) {
      return new Verdict(false, value, null, null, null, null, why);
    }
  }

  /**
   * @param days whole days, the one looked at last; of a ratio of the review two periods
   */
  static Verdict judge(Wish wish, List<Day> days) {
    int window = window(wish);
    if (days.size() < window) {
      return Verdict.silent(null, "too_short");
    }
    List<Day> last = days.subList(days.size() - window, days.size());
    double value = value(wish.metric(), last);
    if (Double.isNaN(value)) {
      return Verdict.silent(null, "no_data");
    }
    return switch (wish.rule()) {
      case Rule.Threshold(Way way, double limit) ->
          new Verdict(way.rings(value - limit), value, limit, null, null, null, null);
      case Rule.Change change -> change(wish, change, days, last, value);
      case Rule.Outside(Way way) -> outside(way, wish.metric(), days, value);
    };
  }

  private static int window(Wish wish) {
    return wish.metric().kind == Metric.Kind.RATIO ? 1 : wish.days();
  }

  /** A count adds up over the days; a share is that of all of them. */
  private static double value(Metric metric, List<Day> days) {
    long hits = days.stream().mapToLong(Day::hits).sum();
    return metric.share() ? new Day(hits, days.stream().mapToLong(Day::of).sum()).value() : hits;
  }

  private static Verdict change(
      Wish wish, Rule.Change change, List<Day> days, List<Day> last, double value) {
    int from = days.size() - 2 * window(wish);
    if (from < 0) {
      return Verdict.silent(value, "too_short");
    }
    List<Day> then = days.subList(from, from + window(wish));
    double before = value(wish.metric(), then);
    if (Double.isNaN(before) || before == 0) {
      return Verdict.silent(value, "no_data");
    }
    if (wish.metric().share() && Math.min(of(last), of(then)) < FEW) {
      return Verdict.silent(value, "few");
    }
    Effect effect =
        wish.metric().share()
            ? TwoProportions.compare(share(then), share(last), ALPHA).effect()
            : Welch.compare(sample(then), sample(last), Scale.ABSOLUTE, Side.TWO_SIDED, ALPHA);
    Double p =
        switch (effect) {
          case Effect.Measured measured when !Double.isNaN(measured.p()) -> measured.p();
          // Every day alike before and every day alike now: nothing left to chance.
          case Effect.Measured _, Effect.Refused _ -> steady(then) && steady(last) ? 0.0 : 1.0;
        };
    double by = value / before - 1;
    return new Verdict(
        Math.abs(by) >= change.by() && change.way().rings(by) && p < ALPHA,
        value,
        before,
        null,
        null,
        p,
        null);
  }

  private static Verdict outside(Way way, Metric metric, List<Day> days, double value) {
    Band band = Band.of(days.subList(0, days.size() - 1), metric.share());
    if (band == null) {
      return Verdict.silent(value, "too_short");
    }
    if (metric.share() && days.getLast().of() < FEW) {
      return Verdict.silent(value, "few");
    }
    double more = value > band.high() ? 1 : value < band.low() ? -1 : 0;
    return new Verdict(
        way.rings(more), value, band.expected(), band.low(), band.high(), null, null);
  }

  private static boolean steady(List<Day> days) {
    return days.stream().mapToDouble(Day::value).distinct().count() == 1;
  }

  private static long of(List<Day> days) {
    return days.stream().mapToLong(Day::of).sum();
  }

  private static double of(List<Day> days, ToDoubleFunction<Day> what) {
    return days.stream().mapToDouble(what).sum();
  }

  private static Share share(List<Day> days) {
    return new Share(of(days), days.stream().mapToLong(Day::hits).sum());
  }

  private static Sample sample(List<Day> days) {
    return Sample.mean(
        days.size(),
        of(days, day -> day.hits()),
        of(days, day -> (double) day.hits() * day.hits()));
  }
}
