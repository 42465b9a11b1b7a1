package io.liana.customer;

import io.liana.customer.Books.Basis;
import io.liana.customer.Books.Customer;
import io.liana.customer.Books.Order;
import io.liana.statistics.Effect;
import io.liana.statistics.Effect.Measured;
import io.liana.statistics.Power;
import io.liana.statistics.Sample;
import io.liana.statistics.SampleRatio;
import io.liana.statistics.Scale;
import io.liana.statistics.Side;
import io.liana.statistics.TwoProportions;
import io.liana.statistics.TwoProportions.Share;
import io.liana.statistics.Welch;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a study by delayed invitation can see before it starts, and what it says after; pure. */
final class HoldoutRead {
  static final int FEW = 30;
  private static final double ALPHA = 0.05;
  private static final double POWER = 0.8;

  private HoldoutRead() {}

  /**
   * What somebody bought within some days.
   *
   * @param spent net of what was given back of these orders within the days
   */
  record Bought(int orders, long spent) {
    static final Bought NOTHING = new Bought(0, 0);
  }

  /** By person; who bought nothing is absent. */
  static Map<Long, Bought> between(Books books, LocalDate first, LocalDate last) {
    Map<Long, Bought> bought = new HashMap<>();
    for (Customer one : books.customers()) {
      List<Order> orders =
          Books.orders(one, last, Basis.NET).stream()
              .filter(order -> !order.day().isBefore(first))
              .toList();
      if (!orders.isEmpty()) {
        bought.put(
            one.id(), new Bought(orders.size(), orders.stream().mapToLong(Order::amount).sum()));
      }
    }
    return bought;
  }

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
    return sample(values);
  }

  private static Sample sample(Collection<Double> values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    return Sample.mean(values.size(), sum, squares);
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
    double each = 2.0 / (1.0 / now + 1.0 / later);
    OptionalDouble rise =
        Power.detectable(Power.Plan.ofShare(share, 2, Scale.ABSOLUTE, ALPHA), 2 * each, POWER);
    return rise.isEmpty() ? null : rise.getAsDouble() * share;
  }

  /**
   * What came of one arm, by what the lot gave, whatever they did.
   *
   * @param people still known
   * @param joined of them became members within the days of the outcome
   */
  record Arm(int people, int joined, int buyers, double meanSpend) {}

  record Estimate(double difference, double low, double high, double p) {}

  enum Conclusion {
    NOT_OVER,
    RATIO_WRONG,
    TOO_FEW,
    MORE,
    LESS,
    UNCLEAR;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param ratio p of the sizes against the promised shares
   * @param buyers difference of the shares, invited − delayed; null where nothing can be said
   * @param spend likewise of the money per person, in the smallest unit
   */
  record Result(
      Arm now,
      Arm later,
      double ratio,
      boolean alarm,
      @Nullable Estimate buyers,
      @Nullable Estimate spend,
      Conclusion conclusion) {}

  /**
   * Nothing is compared before the outcome is over: who looks every day finds something.
   *
   * @param invited by person, what the lot gave
   * @param joined people who became members within the days of the outcome
   */
  static Result result(
      Map<Long, Boolean> invited,
      int share,
      Collection<Long> joined,
      Map<Long, Bought> bought,
      boolean over) {
    List<Double> now = new ArrayList<>();
    List<Double> later = new ArrayList<>();
    int[] buyers = new int[2];
    int[] members = new int[2];
    invited.forEach(
        (person, first) -> {
          Bought theirs = bought.getOrDefault(person, Bought.NOTHING);
          (first ? now : later).add((double) theirs.spent());
          buyers[first ? 0 : 1] += theirs.orders() > 0 ? 1 : 0;
          members[first ? 0 : 1] += joined.contains(person) ? 1 : 0;
        });
    Sample spentNow = sample(now);
    Sample spentLater = sample(later);
    double ratio =
        SampleRatio.p(new long[] {now.size(), later.size()}, new double[] {share, 100.0 - share});
    boolean alarm = ratio < SampleRatio.ALARM;
    Estimate ofBuyers = null;
    Estimate ofSpend = null;
    if (over) {
      ofBuyers =
          estimate(
              TwoProportions.compare(
                      new Share(later.size(), buyers[1]), new Share(now.size(), buyers[0]), ALPHA)
                  .effect());
      ofSpend =
          estimate(Welch.compare(spentLater, spentNow, Scale.ABSOLUTE, Side.TWO_SIDED, ALPHA));
    }
    boolean few = Math.min(now.size(), later.size()) < FEW;
    return new Result(
        new Arm(now.size(), members[0], buyers[0], spentNow.mean()),
        new Arm(later.size(), members[1], buyers[1], spentLater.mean()),
        ratio,
        alarm,
        ofBuyers,
        ofSpend,
        conclusion(over, alarm, few, ofBuyers));
  }

  private static Conclusion conclusion(
      boolean over, boolean alarm, boolean few, @Nullable Estimate buyers) {
    if (!over) {
      return Conclusion.NOT_OVER;
    }
    if (alarm) {
      return Conclusion.RATIO_WRONG;
    }
    if (few || buyers == null) {
      return Conclusion.TOO_FEW;
    }
    return buyers.low() > 0
        ? Conclusion.MORE
        : buyers.high() < 0 ? Conclusion.LESS : Conclusion.UNCLEAR;
  }

  private static @Nullable Estimate estimate(Effect effect) {
    return switch (effect) {
      case Measured(double estimate, double error, var interval, double p) ->
          new Estimate(estimate, interval.low(), interval.high(), p);
      case Effect.Refused refused -> null;
    };
  }
}
