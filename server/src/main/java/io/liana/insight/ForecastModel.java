package io.liana.insight;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A logistic model: standardised features, weights, and the score from which on it says yes.
 *
 * @param madeBy the command that trained it
 * @param origin what it was trained on and how good it was on channels it never saw
 * @param weights the intercept first
 */
record ForecastModel(
    String madeBy,
    Origin origin,
    List<String> features,
    double[] mean,
    double[] deviation,
    double[] weights,
    double threshold) {

  /**
   * @param gap mean distance between what was said and what came, on unseen channels; see {@link
   *     ForecastReliability}
   */
  record Origin(int months, int channels, double f1, double brier, double gap) {
    static final Origin UNKNOWN = new Origin(0, 0, 0, 0, 0);
  }

  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  static final List<String> FEATURES =
      List.of("active_days_30", "active_days_90", "active_days_180", "alive_windows");

  private static final int STEPS = 50; // Newton settles in about ten

  /** The committed one. */
  static ForecastModel load() {
    try (InputStream in = ForecastModel.class.getResourceAsStream("/insight/forecast.json")) {
      return JSON.readValue(
          Objects.requireNonNull(in, "insight/forecast.json"), ForecastModel.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double score(double[] x) {
    return 1 / (1 + Math.exp(-weights[0] - Arrays.stream(effects(x)).sum()));
  }

  /**
   * What each feature adds to the log-odds of being dead, against a month that is average in it.
   */
  double[] effects(double[] x) {
    double[] effects = new double[x.length];
    for (int j = 0; j < x.length; j++) {
      effects[j] = weights[j + 1] * (x[j] - mean[j]) / deviation[j];
    }
    return effects;
  }

  ForecastModel withThreshold(double chosen) {
    return new ForecastModel(madeBy, origin, features, mean, deviation, weights, chosen);
  }

  ForecastModel withOrigin(String command, Origin known) {
    return new ForecastModel(command, known, features, mean, deviation, weights, threshold);
  }

  /**
   * Maximum likelihood with a ridge penalty, by Newton's method.
   *
   * @param ridge weight of the squared coefficients; the intercept is free
   */
  static ForecastModel fit(double[][] x, boolean[] y, double ridge) {
    int n = x.length;
    int p = FEATURES.size();
    double[] mean = new double[p];
    double[] deviation = new double[p];
    for (int j = 0; j < p; j++) {
      int column = j;
      mean[j] = Arrays.stream(x).mapToDouble(row -> row[column]).average().orElse(0);
      double variance =
          Arrays.stream(x).mapToDouble(row -> square(row[column] - mean[column])).sum() / n;
      deviation[j] = Math.max(Math.sqrt(variance), 1e-9);
    }
    double[] weights = new double[p + 1];
    for (int step = 0; step < STEPS; step++) {
      double[][] curvature = new double[p + 1][p + 1];
      double[] slope = new double[p + 1];
      for (int j = 1; j <= p; j++) {
        curvature[j][j] = ridge;
        slope[j] = -ridge * weights[j];
      }
      for (int i = 0; i < n; i++) {
        double[] z = standardised(x[i], mean, deviation);
        double guess = 1 / (1 + Math.exp(-dot(weights, z)));
        for (int j = 0; j <= p; j++) {
          slope[j] += z[j] * ((y[i] ? 1 : 0) - guess);
          for (int k = 0; k <= p; k++) {
            curvature[j][k] += z[j] * z[k] * guess * (1 - guess);
          }
        }
      }
      double[] move = solve(curvature, slope);
      for (int j = 0; j <= p; j++) {
        weights[j] += move[j];
      }
      if (Arrays.stream(move).map(Math::abs).max().orElse(0) < 1e-10) {
        break;
      }
    }
    return new ForecastModel("", Origin.UNKNOWN, FEATURES, mean, deviation, weights, 0.5);
  }

  private static double[] standardised(double[] x, double[] mean, double[] deviation) {
    double[] z = new double[x.length + 1];
    z[0] = 1;
    for (int j = 0; j < x.length; j++) {
      z[j + 1] = (x[j] - mean[j]) / deviation[j];
    }
    return z;
  }

  /** Gauss with pivots; the matrix is symmetric and positive definite. */
  private static double[] solve(double[][] matrix, double[] right) {
    int n = right.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        pivot = Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column]) ? row : pivot;
      }
      double[] swapped = matrix[column];
      matrix[column] = matrix[pivot];
      matrix[pivot] = swapped;
      double value = right[column];
      right[column] = right[pivot];
      right[pivot] = value;
      for (int row = column + 1; row < n; row++) {
        double factor = matrix[row][column] / matrix[column][column];
        for (int k = column; k < n; k++) {
          matrix[row][k] -= factor * matrix[column][k];
        }
        right[row] -= factor * right[column];
      }
    }
    double[] solution = new double[n];
    for (int row = n - 1; row >= 0; row--) {
      double sum = right[row];
      for (int k = row + 1; k < n; k++) {
        sum -= matrix[row][k] * solution[k];
      }
      solution[row] = sum / matrix[row][row];
    }
    return solution;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[j];
    }
    return sum;
  }

  private static double square(double value) {
    return value * value;
  }
}
