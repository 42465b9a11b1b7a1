package io.liana.customer;

import io.liana.statistics.Power;
import io.liana.statistics.Sample;
import io.liana.statistics.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a study by delayed invitation can see before it starts; pure. */
final class HoldoutOutlook {
  private static final double POWER = 0.8;

  private HoldoutOutlook() {}

  /**
   * How alike the arms are in something known before.
   *
   * @param apart difference of the means by the pooled standard deviation
   */
  record Difference(String name, double now, double later, double apart) {}

  /**
   * @param names of the columns
   * @param rows of one person each, null for whom one is unknown of; likewise {@code now}
   */
  static List<Difference> balance(
      List<String> names, List<double @Nullable []> rows, List<Boolean> now) {
    List<Difference> balance = new ArrayList<>();
    for (int column = 0; column < names.size(); column++) {
      Sample invited = sample(rows, now, column, true);
      Sample delayed = sample(rows, now, column, false);
      double spread = Math.sqrt((invited.variance() + delayed.variance()) / 2);
      double difference = invited.mean() - delayed.mean();
      balance.add(
          new Difference(
              names.get(column),
              invited.mean(),
              delayed.mean(),
              spread > 0 ? difference / spread : 0));
    }
    return balance;
  }

  private static Sample sample(
      List<double @Nullable []> rows, List<Boolean> now, int column, boolean arm) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      double[] row = rows.get(i);
      if (row != null && now.get(i) == arm) {
        values.add(row[column]);
      }
    }
    return HoldoutRead.sample(values);
  }

  /**
   * The smallest rise of the share of buyers that would be seen four times in five, in points; null
   * where none would. Arms of different size see as much as two of their harmonic mean.
   *
   * @param share of buyers in as many days before
   */
  static @Nullable Double detectable(int now, int later, double share) {
    if (now == 0 || later == 0 || !(share > 0 && share < 1)) {
      return null;
    }
    return rise(Power.Plan.ofShare(share, 2, Scale.ABSOLUTE, HoldoutRead.ALPHA), now, later);
  }

  /**
   * Likewise of the money per person, in its unit: as uneven as it was in as many days before, who
   * bought nothing included.
   *
   * @param before of everybody
   */
  static @Nullable Double detectableSpend(int now, int later, List<Long> before) {
    Sample spent = HoldoutRead.sample(before.stream().map(Long::doubleValue).toList());
    if (now == 0 || later == 0 || !(spent.mean() > 0) || !(spent.variance() > 0)) {
      return null;
    }
    return rise(
        Power.Plan.ofMean(
            spent.mean(), Math.sqrt(spent.variance()), 2, Scale.ABSOLUTE, HoldoutRead.ALPHA),
        now,
        later);
  }

  private static @Nullable Double rise(Power.Plan plan, int now, int later) {
    double each = 2.0 / (1.0 / now + 1.0 / later);
    OptionalDouble rise = Power.detectable(plan, 2 * each, POWER);
    return rise.isEmpty() ? null : rise.getAsDouble() * plan.baseline();
  }
}
