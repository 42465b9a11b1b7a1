package io.liana.statistics;

import java.util.Arrays;

/**
 * Whether a few units carry the result. A mean of money is often decided by one buyer; then the
 * capped comparison belongs beside the plain one, with the cap chosen before the start.
 *
 * @param cap the 99th percentile of all arms together (nearest rank)
 * @param above how many units lie above it
 * @param share of the sum of absolute values that the top 1 % (at least one unit) holds
 */
public record Outliers(double cap, int above, double share) {
  /** From this share on the note is worth reading. */
  static final double HEAVY = 0.2;

  /** Of the units of all arms together; nobody gives zero everything. */
  public static Outliers of(double[] values) {
    if (values.length == 0) {
      return new Outliers(0, 0, 0);
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double cap = sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
    int above = (int) Arrays.stream(sorted).filter(value -> value > cap).count();
    double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
    int top = Math.max(1, sizes.length / 100);
    double all = Arrays.stream(sizes).sum();
    double held = Arrays.stream(sizes, sizes.length - top, sizes.length).sum();
    return new Outliers(cap, above, all == 0 ? 0 : held / all);
  }

  public boolean heavy() {
    return share >= HEAVY;
  }

  /** The values with everything above the cap set to it (winsorised). */
  public double[] capped(double[] values) {
    return Arrays.stream(values).map(value -> Math.min(value, cap)).toArray();
  }
}
