package io.liana.insight;

import io.liana.insight.GroupFacts.DayCount;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Will the group be dead: at most {@value #MAX_MESSAGES} messages in the next {@value
 * #HORIZON_DAYS} days? As of the end of the period; method and quality in docs/forecast.md.
 *
 * @param dead null together with {@code score} when the history is too short to say
 * @param score estimated probability of being dead
 * @param threshold scores from here on say dead
 * @param reasons what the score rests on, the weightiest first; empty where there is none
 */
record Forecast(
    @Nullable Boolean dead,
    @Nullable Double score,
    double threshold,
    int horizonDays,
    int maxMessages,
    @Nullable LocalDate asOf,
    String method,
    List<ForecastReason> reasons) {

  static final int HORIZON_DAYS = 60;
  static final int MAX_MESSAGES = 2;
  static final int SHORTEST_HISTORY_DAYS = 60; // one whole window has been lived through

  static Forecast of(Analysis analysis, ForecastModel model, Catalogue words) {
    String method =
        words.page(
            "method",
            Map.of(
                "months", model.origin().months(),
                "channels", model.origin().channels(),
                "f1", model.origin().f1(),
                "gap", model.origin().gap()));
    Period period = analysis.period();
    Daily daily = Daily.of(analysis.facts());
    if (period == null || period.last() - daily.first() + 1 < SHORTEST_HISTORY_DAYS) {
      return new Forecast(
          null, null, model.threshold(), HORIZON_DAYS, MAX_MESSAGES, null, method, List.of());
    }
    double[] known = features(daily, period.last() + 1);
    double score = model.score(known);
    return new Forecast(
        score >= model.threshold(),
        score,
        model.threshold(),
        HORIZON_DAYS,
        MAX_MESSAGES,
        period.lastDay(),
        method,
        ForecastReason.of(model, known, words));
  }

  /**
   * Messages of members per day.
   *
   * @param first day of {@code messages[0]}, the first day of the history
   */
  record Daily(int first, long[] messages) {
    static Daily of(GroupFacts facts) {
      int first = facts.days().stream().mapToInt(DayCount::day).min().orElse(0);
      int last = facts.days().stream().mapToInt(DayCount::day).max().orElse(-1);
      long[] messages = new long[Math.max(0, last - first + 1)];
      facts.days().stream()
          .filter(Activity::said)
          .forEach(day -> messages[day.day() - first] += day.events());
      return new Daily(first, messages);
    }

    private long messages(int from, int until) {
      long sum = 0;
      for (int day = Math.max(from, first); day < until && day - first < messages.length; day++) {
        sum += messages[day - first];
      }
      return sum;
    }

    private int activeDays(int from, int until) {
      int active = 0;
      for (int day = Math.max(from, first); day < until && day - first < messages.length; day++) {
        active += messages[day - first] > 0 ? 1 : 0;
      }
      return active;
    }
  }

  /**
   * What was known before {@code cutoff}: on how many of the last 30, 90 and 180 days somebody
   * spoke (logarithms, as ten days more matter to a quiet group only), and how many of the last six
   * 60-day windows, a month apart, were alive (with one of each added, so that a young group is
   * neither).
   */
  static double[] features(Daily daily, int cutoff) {
    int windows = 0;
    int alive = 0;
    for (int back = 0; back < 6; back++) {
      int until = cutoff - 30 * back;
      if (until - HORIZON_DAYS >= daily.first()) {
        windows++;
        alive += daily.messages(until - HORIZON_DAYS, until) > MAX_MESSAGES ? 1 : 0;
      }
    }
    return new double[] {
      Math.log1p(daily.activeDays(cutoff - 30, cutoff)),
      Math.log1p(daily.activeDays(cutoff - 90, cutoff)),
      Math.log1p(daily.activeDays(cutoff - 180, cutoff)),
      (alive + 1.0) / (windows + 2.0)
    };
  }
}
