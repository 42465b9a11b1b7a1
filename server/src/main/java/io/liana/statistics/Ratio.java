package io.liana.statistics;

import java.util.List;

/**
 * A metric that is one sum over another, where the unit that was assigned is not what is divided
 * by: revenue per order when members were assigned, or messages per member when whole groups were.
 * Linearised by the delta method (Deng, Knoblich, Lu 2018, "Applying the Delta Method in Metric
 * Analytics", section 3): the value of a unit is (m − r·d) ÷ mean(d).
 */
public final class Ratio {
  private Ratio() {}

  /**
   * @param units column 0 is the numerator, column 1 the denominator
   */
  public static Sample of(Columns units) {
    if (units.n() < 2 || units.mean(1) == 0) {
      return Sample.plain(units.n(), 0, 0);
    }
    double[] slope = slope(units, 0, 1, 2);
    return Sample.plain(units.n(), units.mean(0) / units.mean(1), units.covariance(slope, slope));
  }

  /** One group of members that were assigned together: how many, and the sum of their values. */
  public record Group(long members, double sum) {}

  /**
   * The mean per member where groups were assigned. {@code n} is the number of groups, and so are
   * the degrees of freedom: the members of a group resemble each other and are not so many
   * observations (cluster-robust, the same linearisation). With fewer than ten groups an arm the
   * interval is still too narrow.
   */
  public static Sample ofGroups(List<Group> groups) {
    double[][] units = new double[groups.size()][];
    for (int i = 0; i < units.length; i++) {
      units[i] = new double[] {groups.get(i).sum(), groups.get(i).members()};
    }
    return units.length == 0 ? Sample.plain(0, 0, 0) : of(Columns.of(units));
  }

  /** Gradient of mean(m) ÷ mean(d) in all {@code width} columns. */
  static double[] slope(Columns units, int m, int d, int width) {
    double[] slope = new double[width];
    double below = units.mean(d);
    slope[m] = 1 / below;
    slope[d] = -units.mean(m) / (below * below);
    return slope;
  }
}
