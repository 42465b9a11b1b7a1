package io.liana.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liana.insight.Cohort.Start;
import io.liana.insight.GroupFacts.Speech;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The section <em>Retention</em> of docs/metrics.md. */
final class Retention {
  private static final int[] DAYS = {1, 7, 30};
  private static final int[] WEEKS = {1, 4};

  private static final int WEEKLY_UP_TO_DAYS = 190; // a longer span is shown by month
  private static final int COHORTS = 24; // rows of the heat map, the newest ones
  private static final int STEPS = 13; // columns of the heat map

  /** A quantity per base; ratios are null when nobody is in the base. */
  sealed interface Rate {
    int base();

    record OnDay(int base, @Nullable Double exact, @Nullable Double rolling) implements Rate {}

    record InWeek(int base, @Nullable Double window) implements Rate {}
  }

  /**
   * Members by the week or month of their first day.
   *
   * @param active share of them active in each unit since; index 0 is the first unit itself; null
   *     where the unit lies beyond the last day
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record HeatRow(LocalDate start, int size, List<Double> active) {}

  record HeatMap(String unit, List<HeatRow> rows) {}

  private Retention() {}

  static Map<String, Rate> of(GroupFacts facts, @Nullable Period period, Cohort cohort) {
    Map<String, Rate> rates = new LinkedHashMap<>();
    List<Start> starts = period == null ? List.of() : cohort.starts(facts, period);
    int last = period == null ? 0 : period.last();
    for (int n : DAYS) {
      rates.put("D" + n, onDay(facts.speech(), starts, n, last));
    }
    for (int k : WEEKS) {
      rates.put("W" + k, inWeek(facts.speech(), starts, 7 * k, last));
    }
    return rates;
  }

  static @Nullable Double ratio(long part, long whole) {
    return whole == 0 ? null : (double) part / whole;
  }

  private static Rate onDay(Speech speech, List<Start> starts, int n, int last) {
    int base = 0;
    int exact = 0;
    int rolling = 0;
    for (Start start : starts) {
      int day = start.day() + n;
      if (day <= last) {
        base++;
        exact += active(speech, start, day, day) ? 1 : 0;
        rolling += active(speech, start, day, last) ? 1 : 0;
      }
    }
    return new Rate.OnDay(base, ratio(exact, base), ratio(rolling, base));
  }

  private static Rate inWeek(Speech speech, List<Start> starts, int end, int last) {
    int base = 0;
    int window = 0;
    for (Start start : starts) {
      if (start.day() + end <= last) {
        base++;
        window += active(speech, start, start.day() + end - 6, start.day() + end) ? 1 : 0;
      }
    }
    return new Rate.InWeek(base, ratio(window, base));
  }

  private static boolean active(Speech speech, Start start, int first, int last) {
    return start.m() >= 0 && speech.activeBetween(start.m(), first, last);
  }

  static HeatMap heatMap(GroupFacts facts, Period period, Cohort cohort) {
    boolean weekly = period.days() <= WEEKLY_UP_TO_DAYS;
    TreeMap<LocalDate, List<Start>> units = new TreeMap<>();
    for (Start start : cohort.starts(facts, period)) {
      units.computeIfAbsent(unitOf(start.day(), weekly), unit -> new ArrayList<>()).add(start);
    }
    while (units.size() > COHORTS) {
      units.pollFirstEntry();
    }
    List<HeatRow> rows = new ArrayList<>();
    units.forEach(
        (unit, starts) ->
            rows.add(
                new HeatRow(
                    unit, starts.size(), shares(facts.speech(), unit, starts, weekly, period))));
    return new HeatMap(weekly ? "week" : "month", rows);
  }

  private static List<Double> shares(
      Speech speech, LocalDate unit, List<Start> starts, boolean weekly, Period period) {
    List<Double> shares = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      LocalDate from = later(unit, step, weekly);
      int first = Period.day(from);
      int last = Period.day(later(unit, step + 1, weekly)) - 1;
      if (first > period.last()) {
        break; // not lived through yet; a unit that has begun is shown as it stands
      }
      long active = starts.stream().filter(start -> active(speech, start, first, last)).count();
      shares.add((double) active / starts.size());
    }
    return shares;
  }

  private static LocalDate unitOf(int day, boolean weekly) {
    LocalDate date = LocalDate.ofEpochDay(day);
    return weekly
        ? date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
        : date.withDayOfMonth(1);
  }

  private static LocalDate later(LocalDate unit, int steps, boolean weekly) {
    return unit.plus(steps, weekly ? ChronoUnit.WEEKS : ChronoUnit.MONTHS);
  }
}
