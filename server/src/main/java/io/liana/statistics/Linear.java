package io.liana.statistics;

import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.jspecify.annotations.Nullable;

/**
 * Least squares and the logistic model, by the normal equations over columns of like size. Null
 * where the columns say the same twice, or a logistic model has no end (perfect separation).
 */
final class Linear {
  private static final int ROUNDS = 50;
  private static final double CONVERGED = 1e-9;

  private Linear() {}

  /**
   * @param variances of the coefficients, for residuals of one variance
   */
  record Line(double[] coefficients, double[] variances) {
    double at(double[] row) {
      return dot(row, coefficients);
    }
  }

  /** Ordinary least squares of those rows that are {@code kept}. */
  static @Nullable Line fit(double[][] rows, double[] y, boolean[] kept) {
    int width = rows[0].length;
    double[][] gram = new double[width][width];
    double[] right = new double[width];
    int n = 0;
    for (int i = 0; i < rows.length; i++) {
      if (kept[i]) {
        add(gram, right, rows[i], 1, y[i]);
        n++;
      }
    }
    DecompositionSolver solver = solver(gram);
    if (solver == null || n <= width) {
      return null;
    }
    double[] coefficients = solver.solve(new ArrayRealVector(right)).toArray();
    double residual = 0;
    for (int i = 0; i < rows.length; i++) {
      if (kept[i]) {
        double off = y[i] - dot(rows[i], coefficients);
        residual += off * off;
      }
    }
    var inverse = solver.getInverse();
    double[] variances = new double[width];
    for (int j = 0; j < width; j++) {
      variances[j] = inverse.getEntry(j, j) * residual / (n - width);
    }
    return new Line(coefficients, variances);
  }

  /** Probabilities of {@code yes} by logistic regression (Newton's method). */
  static double @Nullable [] logistic(double[][] rows, boolean[] yes) {
    int width = rows[0].length;
    double[] coefficients = new double[width];
    for (int round = 0; round < ROUNDS; round++) {
      double[][] gram = new double[width][width];
      double[] right = new double[width];
      for (int i = 0; i < rows.length; i++) {
        double p = probability(rows[i], coefficients);
        double weight = p * (1 - p);
        // The gradient goes in as it is; add() would multiply it by the weight.
        add(gram, right, rows[i], weight, 0);
        for (int j = 0; j < width; j++) {
          right[j] += rows[i][j] * ((yes[i] ? 1 : 0) - p);
        }
      }
      DecompositionSolver solver = solver(gram);
      if (solver == null) {
        return null;
      }
      double[] step = solver.solve(new ArrayRealVector(right)).toArray();
      double largest = 0;
      for (int j = 0; j < width; j++) {
        coefficients[j] += step[j];
        largest = Math.max(largest, Math.abs(step[j]));
      }
      if (largest < CONVERGED) {
        double[] p = new double[rows.length];
        for (int i = 0; i < p.length; i++) {
          p[i] = probability(rows[i], coefficients);
        }
        return p;
      }
    }
    return null;
  }

  private static double probability(double[] row, double[] coefficients) {
    return 1 / (1 + Math.exp(-dot(row, coefficients)));
  }

  private static void add(double[][] gram, double[] right, double[] row, double weight, double y) {
    for (int j = 0; j < row.length; j++) {
      double weighted = weight * row[j];
      right[j] += weighted * y;
      for (int k = 0; k <= j; k++) {
        gram[j][k] += weighted * row[k];
      }
    }
  }

  private static @Nullable DecompositionSolver solver(double[][] lower) {
    for (int j = 0; j < lower.length; j++) {
      for (int k = 0; k < j; k++) {
        lower[k][j] = lower[j][k];
      }
    }
    try {
      return new CholeskyDecomposition(new Array2DRowRealMatrix(lower, false), 1e-12, 1e-9)
          .getSolver();
    } catch (MathRuntimeException e) {
      return null; // not positive definite
    }
  }

  private static double dot(double[] row, double[] coefficients) {
    double sum = 0;
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * coefficients[j];
    }
    return sum;
  }
}
