package io.liana.statistics;

/**
 * What one arm did, condensed to what every comparison needs.
 *
 * @param n units: members, or groups where groups were assigned
 * @param mean of the metric per unit, after any adjustment
 * @param variance of one unit's (linearised) value: {@code variance / n} is that of the mean
 * @param baseline the mean before adjustment; relative differences divide by the control's
 * @param baselineVariance of one unit before adjustment
 * @param covariance of one unit's value after and before adjustment
 * @param level the mean at which the slope of a relative difference is taken: GrowthBook takes the
 *     one before adjustment for means, the one after it for ratios
 */
public record Sample(
    long n,
    double mean,
    double variance,
    double baseline,
    double baselineVariance,
    double covariance,
    double level) {

  static Sample plain(long n, double mean, double variance) {
    return new Sample(n, mean, variance, mean, variance, variance, mean);
  }

  /** {@code hits} of {@code n} did it; variance p(1 − p). */
  public static Sample proportion(long n, long hits) {
    double p = n == 0 ? 0 : (double) hits / n;
    return plain(n, p, p * (1 - p));
  }

  /**
   * From sums over the units; variance with n − 1. Sums that contradict each other are refused
   * later.
   */
  public static Sample mean(long n, double sum, double sumOfSquares) {
    if (n == 0) {
      return plain(0, 0, 0);
    }
    return plain(n, sum / n, n < 2 ? 0 : (sumOfSquares - sum * sum / n) / (n - 1));
  }

  /** From what a spreadsheet shows: mean and sample standard deviation. */
  public static Sample moments(long n, double mean, double standardDeviation) {
    return plain(n, mean, standardDeviation * standardDeviation);
  }

  /** Variance of the mean. */
  double error() {
    return variance / n;
  }
}
