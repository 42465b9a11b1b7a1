package io.liana.alert;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a day lets expect: the median of the same weekday in the eight weeks before, and around it
 * 3.5 robust standard deviations of all days of those weeks from their own weekday's median. A
 * count is looked at by its square root, where chance is as large for many as for few. Medians and
 * MAD as outlier rule: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993, ch. 3 (3.5);
 * Leys et al., J. Exp. Soc. Psychol. 49 (2013). Pure.
 *
 * @param low never below nothing
 */
record Band(double low, double expected, double high) {
  static final int WEEKS = 8;
  static final int LEAST_WEEKS = 4;
  private static final int WEEK = 7;
  private static final double REACH = 3.5;
  private static final double NORMAL = 1.4826; // of the MAD, the standard deviation of a normal
  private static final double FINEST = 0.5; // standard deviation of the root of a Poisson count

  /**
   * Null with less than four weeks.
   *
   * @param before the days before, the last one last; NaN where nothing is known
   */
  static @Nullable Band of(List<Day> before, boolean share) {
    int weeks = Math.min(WEEKS, before.size() / WEEK);
    if (weeks < LEAST_WEEKS) {
      return null;
    }
    double[] days =
        before.subList(before.size() - weeks * WEEK, before.size()).stream()
            .mapToDouble(day -> share ? day.value() : Math.sqrt(day.value()))
            .toArray();
    double[] usual = new double[WEEK];
    for (int weekday = 0; weekday < WEEK; weekday++) {
      int of = weekday;
      usual[weekday] =
          median(IntStream.range(0, weeks).mapToDouble(i -> days[i * WEEK + of]).toArray());
    }
    double[] off =
        IntStream.range(0, days.length)
            .mapToDouble(i -> Math.abs(days[i] - usual[i % WEEK]))
            .toArray();
    // The day after the last is of the first's weekday. Days lie nearer to a median they had a part
    // in, and that median is itself uncertain by π/(2 weeks) of a day's variance.
    double spread =
        NORMAL
            * median(off)
            * Math.sqrt((double) weeks / (weeks - 1))
            * Math.sqrt(1 + Math.PI / 2 / weeks);
    double reach = REACH * (share ? spread : Math.max(spread, FINEST));
    if (Double.isNaN(usual[0]) || Double.isNaN(reach) || share && spread == 0) {
      return null;
    }
    return share
        ? new Band(Math.max(0, usual[0] - reach), usual[0], Math.min(1, usual[0] + reach))
        : new Band(
            square(Math.max(0, usual[0] - reach)), square(usual[0]), square(usual[0] + reach));
  }

  private static double square(double root) {
    return root * root;
  }

  /** Of the numbers among them; NaN when there is none. */
  private static double median(double[] values) {
    double[] known = Arrays.stream(values).filter(one -> !Double.isNaN(one)).sorted().toArray();
    return known.length == 0
        ? Double.NaN
        : (known[(known.length - 1) / 2] + known[known.length / 2]) / 2;
  }
}
