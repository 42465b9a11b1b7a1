package io.liana.customer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How unequal amounts are: the share of the total that the least so many customers bring (Lorenz
 * 1905), and Gini's coefficient, twice the area between that curve and equality.
 *
 * @param points from (0, 0) to (1, 1): every customer, or every hundredth part of them
 */
record Lorenz(int customers, double gini, List<Point> points) {
  private static final int MOST_POINTS = 100;

  record Point(double customers, double value) {}

  /**
   * Null where there is nothing to share out. Who got back more than they paid counts as nothing:
   * with negative amounts neither the curve nor the coefficient means anything.
   */
  static @Nullable Lorenz of(double[] amounts) {
    double[] sorted = Arrays.stream(amounts).map(one -> Math.max(0, one)).sorted().toArray();
    int n = sorted.length;
    double total = Arrays.stream(sorted).sum();
    if (!(total > 0)) {
      return null;
    }
    double weighted = 0;
    double[] sums = new double[n + 1];
    for (int i = 1; i <= n; i++) {
      weighted += (2.0 * i - n - 1) * sorted[i - 1];
      sums[i] = sums[i - 1] + sorted[i - 1];
    }
    int steps = Math.min(n, MOST_POINTS);
    List<Point> points = new ArrayList<>();
    for (int step = 0; step <= steps; step++) {
      int i = (int) Math.round((double) step * n / steps);
      points.add(new Point((double) i / n, i == n ? 1 : sums[i] / total));
    }
    return new Lorenz(n, weighted / (n * total), points);
  }
}
