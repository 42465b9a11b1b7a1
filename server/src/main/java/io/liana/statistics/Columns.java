package io.liana.statistics;

/**
 * Several columns over the same units as sums and sums of products: enough for every mean, variance
 * and covariance, and two can be added. Sums lose digits where a mean is huge against its spread;
 * money in 分 and counts are far from there.
 */
public final class Columns {
  private final long n;
  private final double[] sums;
  private final double[][] products;

  /**
   * @param products symmetric: [i][j] is the sum over units of column i times column j
   */
  public Columns(long n, double[] sums, double[][] products) {
    this.n = n;
    this.sums = sums.clone();
    this.products = new double[sums.length][];
    for (int i = 0; i < sums.length; i++) {
      this.products[i] = products[i].clone();
    }
  }

  /** From the units themselves: one row a unit. */
  public static Columns of(double[][] units) {
    int width = units.length == 0 ? 0 : units[0].length;
    double[] sums = new double[width];
    double[][] products = new double[width][width];
    for (double[] unit : units) {
      for (int i = 0; i < width; i++) {
        sums[i] += unit[i];
        for (int j = 0; j < width; j++) {
          products[i][j] += unit[i] * unit[j];
        }
      }
    }
    return new Columns(units.length, sums, products);
  }

  long n() {
    return n;
  }

  double mean(int column) {
    return sums[column] / n;
  }

  double covariance(int i, int j) {
    return (products[i][j] - sums[i] * sums[j] / n) / (n - 1);
  }

  /** Covariance of two linear combinations of the columns. */
  double covariance(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      for (int j = 0; j < right.length; j++) {
        if (left[i] != 0 && right[j] != 0) {
          sum += left[i] * right[j] * covariance(i, j);
        }
      }
    }
    return sum;
  }

  Columns plus(Columns other) {
    double[] allSums = sums.clone();
    double[][] allProducts = new double[sums.length][];
    for (int i = 0; i < sums.length; i++) {
      allSums[i] += other.sums[i];
      allProducts[i] = products[i].clone();
      for (int j = 0; j < sums.length; j++) {
        allProducts[i][j] += other.products[i][j];
      }
    }
    return new Columns(n + other.n, allSums, allProducts);
  }
}
