package io.liana.customer;

import io.liana.customer.Books.Basis;
import io.liana.customer.Books.Customer;
import io.liana.customer.Books.Order;
import io.liana.statistics.Columns;
import io.liana.statistics.Effect;
import io.liana.statistics.Effect.Measured;
import io.liana.statistics.Late;
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
import org.jspecify.annotations.Nullable;

/** What a study by delayed invitation says once it is over; pure. */
final class HoldoutRead {
  static final int FEW = 30;
  static final double ALPHA = 0.05;

  // Columns of what one person did.
  private static final int JOINED = 0;
  private static final int BUYER = 1;
  private static final int ORDERS = 2;
  private static final int SPENT = 3;
  private static final int WIDTH = 4;

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

  /** How much of the outcome there is to read. */
  enum Window {
    OPEN,
    WHOLE,
    /** Stopped before its end. */
    CUT,
    /** Stopped before its first day was over. */
    EMPTY
  }

  /**
   * What came of one arm, by what the lot gave, whatever they did.
   *
   * @param people still known
   * @param joined of them became members within the days of the outcome
   * @param did null before the outcome is over: two columns side by side are compared by eye
   */
  record Arm(int people, int joined, @Nullable Did did) {}

  record Did(int buyers, double meanOrders, double meanSpend) {}

  record Estimate(double difference, double low, double high, double p) {}

  /**
   * What joining did to those who joined because they were invited; beside the difference by lot,
   * never instead of it.
   *
   * @param more of the invited joined than of the delayed, in shares
   * @param f null where there is no noise in it: everybody invited joined and nobody else
   * @param refused null where the effects are told
   */
  record Joiners(
      double more,
      @Nullable Double f,
      Late.@Nullable Why refused,
      @Nullable Estimate buyers,
      @Nullable Estimate orders,
      @Nullable Estimate spend) {}

  enum Conclusion {
    NOT_OVER,
    RATIO_WRONG,
    TOO_FEW,
    STOPPED_EARLY,
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
   * @param orders likewise of the orders per person
   * @param spend likewise of the money per person, in the smallest unit
   * @param joiners null while nothing is compared
   */
  record Result(
      Arm now,
      Arm later,
      double ratio,
      boolean alarm,
      @Nullable Estimate buyers,
      @Nullable Estimate orders,
      @Nullable Estimate spend,
      @Nullable Joiners joiners,
      Conclusion conclusion) {}

  /**
   * Nothing is compared before the outcome is over: who looks every day finds something.
   *
   * @param invited by person, what the lot gave
   * @param joined people who were members at some time within the days of the outcome
   */
  static Result result(
      Map<Long, Boolean> invited,
      int share,
      Collection<Long> joined,
      Map<Long, Bought> bought,
      Window window) {
    List<double[]> now = new ArrayList<>();
    List<double[]> later = new ArrayList<>();
    invited.forEach(
        (person, first) -> {
          Bought theirs = bought.getOrDefault(person, Bought.NOTHING);
          double[] row = new double[WIDTH];
          row[JOINED] = joined.contains(person) ? 1 : 0;
          row[BUYER] = theirs.orders() > 0 ? 1 : 0;
          row[ORDERS] = theirs.orders();
          row[SPENT] = theirs.spent();
          (first ? now : later).add(row);
        });
    double ratio =
        SampleRatio.p(new long[] {now.size(), later.size()}, new double[] {share, 100.0 - share});
    boolean alarm = ratio < SampleRatio.ALARM;
    boolean compared = window == Window.WHOLE || window == Window.CUT;
    Estimate buyers =
        compared
            ? estimate(TwoProportions.compare(share(later), share(now), ALPHA).effect())
            : null;
    Estimate orders = compared ? difference(now, later, ORDERS) : null;
    Estimate spend = compared ? difference(now, later, SPENT) : null;
    boolean few = Math.min(now.size(), later.size()) < FEW;
    return new Result(
        arm(now, compared),
        arm(later, compared),
        ratio,
        alarm,
        buyers,
        orders,
        spend,
        compared ? joiners(now, later, buyers, orders, spend) : null,
        conclusion(window, alarm, few, buyers));
  }

  private static Arm arm(List<double[]> rows, boolean compared) {
    return new Arm(
        rows.size(),
        count(rows, JOINED),
        compared
            ? new Did(count(rows, BUYER), sample(rows, ORDERS).mean(), sample(rows, SPENT).mean())
            : null);
  }

  private static @Nullable Estimate difference(
      List<double[]> now, List<double[]> later, int column) {
    return estimate(
        Welch.compare(
            sample(later, column), sample(now, column), Scale.ABSOLUTE, Side.TWO_SIDED, ALPHA));
  }

  /** An effect on who joined only where the difference by lot is told: it never stands alone. */
  private static Joiners joiners(
      List<double[]> now,
      List<double[]> later,
      @Nullable Estimate buyers,
      @Nullable Estimate orders,
      @Nullable Estimate spend) {
    return switch (Late.of(columns(later), columns(now), JOINED)) {
      case Late.Refused(double more, double f, Late.Why why) ->
          new Joiners(more, finite(f), why, null, null, null);
      case Late.Strong strong ->
          new Joiners(
              strong.more(),
              finite(strong.f()),
              null,
              buyers == null ? null : estimate(strong.on(BUYER, ALPHA)),
              orders == null ? null : estimate(strong.on(ORDERS, ALPHA)),
              spend == null ? null : estimate(strong.on(SPENT, ALPHA)));
    };
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static Columns columns(List<double[]> rows) {
    return Columns.of(rows.toArray(double[][]::new));
  }

  private static Share share(List<double[]> rows) {
    return new Share(rows.size(), count(rows, BUYER));
  }

  private static int count(List<double[]> rows, int column) {
    return (int) rows.stream().filter(row -> row[column] > 0).count();
  }

  static Sample sample(Collection<Double> values) {
    double sum = 0;
    double squares = 0;
    for (double value : values) {
      sum += value;
      squares += value * value;
    }
    return Sample.mean(values.size(), sum, squares);
  }

  private static Sample sample(List<double[]> rows, int column) {
    return sample(rows.stream().map(row -> row[column]).toList());
  }

  private static Conclusion conclusion(
      Window window, boolean alarm, boolean few, @Nullable Estimate buyers) {
    return switch (window) {
      case OPEN -> Conclusion.NOT_OVER;
      case EMPTY -> Conclusion.STOPPED_EARLY;
      case CUT, WHOLE -> {
        if (alarm) {
          yield Conclusion.RATIO_WRONG;
        }
        if (few || buyers == null) {
          yield Conclusion.TOO_FEW;
        }
        if (window == Window.CUT) {
          yield Conclusion.STOPPED_EARLY;
        }
        yield buyers.low() > 0
            ? Conclusion.MORE
            : buyers.high() < 0 ? Conclusion.LESS : Conclusion.UNCLEAR;
      }
    };
  }

  private static @Nullable Estimate estimate(Effect effect) {
    return switch (effect) {
      case Measured(double estimate, double error, var interval, double p) ->
          new Estimate(estimate, interval.low(), interval.high(), p);
      case Effect.Refused refused -> null;
    };
  }
}
