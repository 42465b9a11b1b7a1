package io.liana.customer;

import io.liana.customer.Books.Customer;
import io.liana.kernel.Problem;
import io.liana.statistics.BgNbd;
import io.liana.statistics.GammaGamma;
import io.liana.statistics.Purchases;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What customers will buy from a day on: BG/NBD for how often, Gamma-Gamma for how much; pure.
 *
 * @param spending null where too few bought again, or the values have no mean
 * @param units of the currency that are one of its whole units
 * @param customers who had bought by then
 * @param observed orders of theirs in the weeks after, when these are over; null when they are not
 */
record Lifetime(
    BgNbd.Fit buying,
    GammaGamma.@Nullable Fit spending,
    double units,
    List<Worth> customers,
    List<Point> curve,
    @Nullable Long observed) {
  private static final int MOST_POINTS = 120;

  /**
   * @param alive null for who bought once: nothing is known
   * @param purchases expected within the weeks
   * @param value of these, in the smallest unit; null without a model of spending
   */
  record Worth(
      long id,
      @Nullable Long member,
      BgNbd.History history,
      @Nullable Double alive,
      double purchases,
      @Nullable Double value) {}

  /**
   * @param week since the first purchase of all
   * @param observed repeat purchases so far; null after the last day known
   */
  record Point(double week, @Nullable Long observed, double expected) {}

  /**
   * @param until the models know nothing later
   * @param last the last day anything is known of
   * @throws Problem 409 {@code too_few_repeaters}, {@code no_fit}
   */
  static Lifetime of(Books books, LocalDate until, LocalDate last, int weeks, double units) {
    List<Customer> known = new ArrayList<>();
    List<Purchases> bought = new ArrayList<>();
    for (Customer one : books.customers()) {
      Books.purchases(one)
          .filter(days -> !days.days().getFirst().isAfter(until))
          .ifPresent(
              days -> {
                known.add(one);
                bought.add(days);
              });
    }
    List<BgNbd.History> histories = bought.stream().map(one -> one.history(until)).toList();
    List<GammaGamma.Spending> spent = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      spent.add(
          new GammaGamma.Spending(
              histories.get(i).repeats(), bought.get(i).repeatMean(until) / units));
    }
    BgNbd.Fit buying = buying(histories);
    GammaGamma.Fit spending = spending(spent);
    List<Worth> worth = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      BgNbd.History history = histories.get(i);
      OptionalDouble alive = buying.model().alive(history);
      double purchases = buying.model().expected(history, weeks);
      worth.add(
          new Worth(
              known.get(i).id(),
              known.get(i).member(),
              history,
              alive.isPresent() ? alive.getAsDouble() : null,
              purchases,
              spending == null
                  ? null
                  : purchases * spending.model().expected(spent.get(i)) * units));
    }
    LocalDate end = until.plusWeeks(weeks);
    return new Lifetime(
        buying,
        spending,
        units,
        worth,
        curve(bought, buying.model(), end, last),
        end.isAfter(last) ? null : between(bought, until, end));
  }

  private static BgNbd.Fit buying(List<BgNbd.History> histories) {
    try {
      return BgNbd.fit(histories);
    } catch (IllegalArgumentException e) {
      throw Problem.conflict(
          "too_few_repeaters", "Fewer than thirty customers have bought again: nothing to learn.");
    } catch (IllegalStateException e) {
      throw Problem.conflict("no_fit", "The model does not fit these customers.");
    }
  }

  private static GammaGamma.@Nullable Fit spending(List<GammaGamma.Spending> spent) {
    try {
      GammaGamma.Fit fit = GammaGamma.fit(spent);
      return fit.model().q() > 1 ? fit : null;
    } catch (IllegalArgumentException | IllegalStateException e) {
      return null;
    }
  }

  private static long between(List<Purchases> bought, LocalDate after, LocalDate to) {
    return bought.stream()
        .flatMap(one -> one.days().stream())
        .filter(day -> day.isAfter(after) && !day.isAfter(to))
        .count();
  }

  private static List<Point> curve(
      List<Purchases> bought, BgNbd model, LocalDate end, LocalDate last) {
    Map<LocalDate, Long> firsts = new TreeMap<>();
    Map<LocalDate, Long> repeats = new TreeMap<>();
    for (Purchases one : bought) {
      firsts.merge(one.days().getFirst(), 1L, Long::sum);
      one.days().stream().skip(1).forEach(day -> repeats.merge(day, 1L, Long::sum));
    }
    LocalDate start = firsts.keySet().iterator().next();
    long weeks = Math.max(1, ChronoUnit.WEEKS.between(start, end));
    long step = (weeks + MOST_POINTS - 1) / MOST_POINTS;
    List<Point> curve = new ArrayList<>();
    for (long week = step; week <= weeks; week += step) {
      LocalDate day = start.plusWeeks(week);
      double expected = 0;
      for (Map.Entry<LocalDate, Long> first : firsts.entrySet()) {
        long days = ChronoUnit.DAYS.between(first.getKey(), day);
        expected += days <= 0 ? 0 : first.getValue() * model.expected(days / 7.0);
      }
      Long observed =
          day.isAfter(last)
              ? null
              : repeats.entrySet().stream()
                  .filter(one -> !one.getKey().isAfter(day))
                  .mapToLong(Map.Entry::getValue)
                  .sum();
      curve.add(new Point(week, observed, expected));
    }
    return curve;
  }
}
