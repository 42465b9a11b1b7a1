package io.liana.statistics;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Members and people who never joined, side by side: what they did, and what was known of them
 * before. Covariates must be older than the membership; what came later is part of the effect.
 */
public final class Study {
  private final List<String> names;
  private final double[][] covariates;
  private final boolean[] member;
  private final double[] outcome;
  private final double @Nullable [] before;

  /**
   * @param names of the covariates
   * @param covariates one row a person
   * @param before the outcome in the period before anybody joined; null when unknown
   */
  public Study(
      List<String> names,
      double[][] covariates,
      boolean[] member,
      double[] outcome,
      double @Nullable [] before) {
    int n = outcome.length;
    if (covariates.length != n
        || member.length != n
        || (before != null && before.length != n)
        || Arrays.stream(covariates).anyMatch(row -> row.length != names.size())) {
      throw new IllegalArgumentException("rows of different length");
    }
    boolean finite =
        Arrays.stream(outcome).allMatch(Double::isFinite)
            && (before == null || Arrays.stream(before).allMatch(Double::isFinite))
            && Arrays.stream(covariates).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite);
    if (!finite) {
      throw new IllegalArgumentException("a value is missing: leave the person or the column out");
    }
    this.names = List.copyOf(names);
    this.covariates = Arrays.stream(covariates).map(double[]::clone).toArray(double[][]::new);
    this.member = member.clone();
    this.outcome = outcome.clone();
    this.before = before == null ? null : before.clone();
  }

  List<String> names() {
    return names;
  }

  int n() {
    return outcome.length;
  }

  int members() {
    int count = 0;
    for (boolean one : member) {
      count += one ? 1 : 0;
    }
    return count;
  }

  boolean member(int person) {
    return member[person];
  }

  double outcome(int person) {
    return outcome[person];
  }

  double covariate(int person, int column) {
    return covariates[person][column];
  }

  boolean knowsBefore() {
    return before != null;
  }

  /** Outcome − outcome before. */
  double[] change() {
    if (before == null) {
      throw new IllegalStateException("nothing is known of before");
    }
    double[] change = outcome.clone();
    for (int i = 0; i < change.length; i++) {
      change[i] -= before[i];
    }
    return change;
  }

  double[] outcomes() {
    return outcome.clone();
  }

  /**
   * The covariates with mean 0 and variance 1 and a leading 1: what the models are fitted to. A
   * column without any spread stays 0 and makes the fit refuse.
   */
  double[][] design() {
    int width = names.size();
    double[] mean = new double[width];
    double[] spread = new double[width];
    for (int j = 0; j < width; j++) {
      int column = j;
      mean[j] = Arrays.stream(covariates).mapToDouble(row -> row[column]).average().orElse(0);
      double sum =
          Arrays.stream(covariates)
              .mapToDouble(row -> (row[column] - mean[column]) * (row[column] - mean[column]))
              .sum();
      spread[j] = sum == 0 ? 1 : Math.sqrt(sum / covariates.length);
    }
    double[][] design = new double[covariates.length][width + 1];
    for (int i = 0; i < design.length; i++) {
      design[i][0] = 1;
      for (int j = 0; j < width; j++) {
        design[i][j + 1] = (covariates[i][j] - mean[j]) / spread[j];
      }
    }
    return design;
  }

  /** Mean and variance of a column of numbers among members, or among the others. */
  Sample sample(double[] values, boolean members) {
    double sum = 0;
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (member[i] == members) {
        sum += values[i];
        n++;
      }
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      if (member[i] == members) {
        squares += (values[i] - mean) * (values[i] - mean);
      }
    }
    return Sample.plain(n, mean, n < 2 ? 0 : squares / (n - 1));
  }
}
