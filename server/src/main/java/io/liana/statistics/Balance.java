package io.liana.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * How alike members and others are in one covariate: standardised mean differences, by the standard
 * deviation of the members (Austin 2009; Stuart 2010).
 *
 * @param weighted after weighting the others by their odds of membership
 * @param matched after matching
 */
public record Balance(String name, double before, double weighted, double matched) {

  static List<Balance> of(Study study, double[] weights, int[] pairs) {
    List<Balance> balance = new ArrayList<>();
    double[] ones = new double[weights.length];
    java.util.Arrays.fill(ones, 1);
    double[] partners = new double[weights.length];
    for (int pair : pairs) {
      if (pair != Matching.ALONE) {
        partners[pair] = 1;
      }
    }
    for (int j = 0; j < study.names().size(); j++) {
      double[] column = new double[study.n()];
      for (int i = 0; i < column.length; i++) {
        column[i] = study.covariate(i, j);
      }
      Sample members = study.sample(column, true);
      double spread = Math.sqrt(members.variance());
      balance.add(
          new Balance(
              study.names().get(j),
              apart(study, column, ones, members.mean(), spread),
              apart(study, column, weights, members.mean(), spread),
              apart(study, column, partners, members.mean(), spread)));
    }
    return balance;
  }

  private static double apart(
      Study study, double[] column, double[] weights, double members, double spread) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < column.length; i++) {
      if (!study.member(i)) {
        sum += weights[i] * column[i];
        all += weights[i];
      }
    }
    double difference = members - sum / all;
    // Members all alike: any difference at all is as large as can be.
    return spread > 0
        ? difference / spread
        : difference == 0 ? 0 : Math.copySign(Double.MAX_VALUE, difference);
  }
}
