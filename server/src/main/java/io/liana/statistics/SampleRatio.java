package io.liana.statistics;

import org.hipparchus.distribution.continuous.ChiSquaredDistribution;

/**
 * Did the arms get the shares they were promised? Pearson's chi-square on the counts (Fabijan et
 * al. 2019, "Diagnosing Sample Ratio Mismatch"). A mismatch means that something drops or doubles
 * units in one arm, and no result can be trusted before it is found.
 */
public final class SampleRatio {
  /** Checked every day in every experiment, so it may rarely cry wolf. */
  public static final double ALARM = 0.001;

  private SampleRatio() {}

  /**
   * p of the counts. Arms of weight 0 are left out; 1 when fewer than two arms or nobody is there.
   *
   * @param weights promised shares, in any unit
   */
  public static double p(long[] observed, double[] weights) {
    double total = 0;
    double promised = 0;
    int arms = 0;
    for (int i = 0; i < observed.length; i++) {
      if (weights[i] > 0) {
        total += observed[i];
        promised += weights[i];
        arms++;
      }
    }
    if (arms < 2 || total == 0) {
      return 1;
    }
    double sum = 0;
    for (int i = 0; i < observed.length; i++) {
      if (weights[i] > 0) {
        double expected = total * weights[i] / promised;
        sum += (observed[i] - expected) * (observed[i] - expected) / expected;
      }
    }
    return 1 - new ChiSquaredDistribution(arms - 1).cumulativeProbability(sum);
  }
}
