package io.liana.customer;

import io.liana.statistics.Purchases;
import io.liana.statistics.Rfm;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What customers of one community did in one currency; pure. A day is one of the community's time
 * zone.
 */
record Books(List<Customer> customers) {

  /** What counts, and for how much. */
  enum Basis {
    /**
     * Orders of which something is left after what was given back of them; money net of refunds.
     */
    NET,
    /** Orders that were paid, whatever was given back later. */
    GROSS,
    /** Whatever moved, a refund as well: as many tutorials count. */
    ALL
  }

  /**
   * @param number of the order
   * @param amount not positive for a refund
   */
  record Entry(LocalDate day, String number, boolean refund, long amount) {}

  /**
   * @param entries in the order they happened
   */
  record Customer(long id, @Nullable Long member, List<Entry> entries) {}

  /**
   * What counts once: an order, or a refund under {@link Basis#ALL}.
   *
   * @param back something was given back
   */
  record Order(LocalDate day, long amount, boolean back) {}

  /** The last day anything is known of; null where nothing is. */
  @Nullable LocalDate last() {
    return customers.stream()
        .flatMap(one -> one.entries().stream())
        .map(Entry::day)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  /** Up to a day, that day included; in the order they happened. */
  static List<Order> orders(Customer customer, LocalDate until, Basis basis) {
    Map<String, Order> byNumber = new LinkedHashMap<>();
    for (Entry entry : customer.entries()) {
      if (entry.day().isAfter(until) || (basis == Basis.GROSS && entry.refund())) {
        continue;
      }
      byNumber.merge(
          entry.number(),
          new Order(entry.day(), entry.amount(), entry.refund()),
          (a, b) -> new Order(a.day(), a.amount() + b.amount(), a.back() || b.back()));
    }
    return byNumber.values().stream()
        .filter(one -> basis == Basis.ALL || one.amount() > 0)
        .toList();
  }

  /** Net of every refund up to that day unless refunds are ignored. */
  static long money(Customer customer, LocalDate until, Basis basis) {
    return customer.entries().stream()
        .filter(one -> !one.day().isAfter(until) && !(basis == Basis.GROSS && one.refund()))
        .mapToLong(Entry::amount)
        .sum();
  }

  /** Who had bought by that day. */
  List<Rfm.Customer> bought(LocalDate until, Basis basis) {
    List<Rfm.Customer> bought = new ArrayList<>();
    for (Customer one : customers) {
      List<Order> orders = orders(one, until, basis);
      if (!orders.isEmpty()) {
        LocalDate last =
            orders.stream().map(Order::day).max(Comparator.naturalOrder()).orElseThrow();
        bought.add(new Rfm.Customer(one.id(), last, orders.size(), money(one, until, basis)));
      }
    }
    return bought;
  }

  /**
   * @param from null for who had not bought by then
   */
  record Move(Rfm.@Nullable Cell from, Rfm.Cell to, int customers) {}

  List<Move> moves(LocalDate before, LocalDate until, Basis basis) {
    Map<Long, Rfm.Cell> then = new TreeMap<>();
    for (Rfm.Scored one : Rfm.score(bought(before, basis), before)) {
      then.put(one.customer().id(), one.cell());
    }
    Map<Optional<Rfm.Cell>, Map<Rfm.Cell, Integer>> counts = new LinkedHashMap<>();
    for (Rfm.Scored one : Rfm.score(bought(until, basis), until)) {
      counts
          .computeIfAbsent(
              Optional.ofNullable(then.get(one.customer().id())), any -> new TreeMap<>())
          .merge(one.cell(), 1, Integer::sum);
    }
    List<Move> moves = new ArrayList<>();
    counts.forEach(
        (from, to) -> to.forEach((cell, n) -> moves.add(new Move(from.orElse(null), cell, n))));
    moves.sort(Comparator.comparingInt(Move::customers).reversed());
    return moves;
  }

  /**
   * @param size customers whose first month this is
   * @param active of them, and {@code money} they brought, in this month and those after it
   */
  record Cohort(YearMonth month, int size, int[] active, long[] money) {}

  List<Cohort> cohorts(LocalDate until, Basis basis) {
    YearMonth end = YearMonth.from(until);
    Map<YearMonth, Cohort> cohorts = new TreeMap<>();
    for (Customer one : customers) {
      Map<YearMonth, Long> months = new TreeMap<>();
      orders(one, until, basis)
          .forEach(order -> months.merge(YearMonth.from(order.day()), order.amount(), Long::sum));
      if (months.isEmpty()) {
        continue;
      }
      YearMonth first = months.keySet().iterator().next();
      int length = monthsBetween(first, end) + 1;
      Cohort cohort =
          cohorts.computeIfAbsent(
              first, month -> new Cohort(month, 0, new int[length], new long[length]));
      months.forEach(
          (month, money) -> {
            int at = monthsBetween(first, month);
            cohort.active()[at]++;
            cohort.money()[at] += money;
          });
    }
    return cohorts.values().stream()
        .map(one -> new Cohort(one.month(), one.active()[0], one.active(), one.money()))
        .toList();
  }

  private static int monthsBetween(YearMonth from, YearMonth to) {
    return (to.getYear() - from.getYear()) * 12 + to.getMonthValue() - from.getMonthValue();
  }

  /**
   * @param again customers with two orders or more
   * @param days between one day with an order and the next: quartiles, null when nobody came again
   */
  record Repurchase(int customers, int again, int intervals, int @Nullable [] days) {}

  Repurchase repurchase(LocalDate until, Basis basis) {
    int all = 0;
    int again = 0;
    List<Integer> gaps = new ArrayList<>();
    for (Customer one : customers) {
      List<Order> orders = orders(one, until, basis);
      all += orders.isEmpty() ? 0 : 1;
      again += orders.size() > 1 ? 1 : 0;
      List<LocalDate> days = orders.stream().map(Order::day).distinct().sorted().toList();
      for (int i = 1; i < days.size(); i++) {
        gaps.add((int) (days.get(i).toEpochDay() - days.get(i - 1).toEpochDay()));
      }
    }
    int[] sorted = gaps.stream().mapToInt(Integer::intValue).sorted().toArray();
    int n = sorted.length;
    return new Repurchase(
        all, again, n, n == 0 ? null : new int[] {sorted[n / 4], sorted[n / 2], sorted[3 * n / 4]});
  }

  /**
   * What the next order cost compared with the one before.
   *
   * @param steps the price at which each higher step begins
   * @param moves from step (row) to step (column), 0 the cheapest
   */
  record Ladder(long[] steps, int[][] moves) {}

  /**
   * @param given null for the quartiles of all orders
   */
  Ladder ladder(LocalDate until, long @Nullable [] given) {
    List<List<Order>> all = customers.stream().map(one -> orders(one, until, Basis.NET)).toList();
    long[] amounts = all.stream().flatMap(List::stream).mapToLong(Order::amount).sorted().toArray();
    int n = amounts.length;
    long[] steps =
        given != null
            ? given
            : n == 0
                ? new long[0]
                : Arrays.stream(new long[] {amounts[n / 4], amounts[n / 2], amounts[3 * n / 4]})
                    .distinct()
                    .toArray();
    int[][] moves = new int[steps.length + 1][steps.length + 1];
    for (List<Order> orders : all) {
      for (int i = 1; i < orders.size(); i++) {
        moves[step(steps, orders.get(i - 1).amount())][step(steps, orders.get(i).amount())]++;
      }
    }
    return new Ladder(steps, moves);
  }

  private static int step(long[] steps, long amount) {
    return (int) Arrays.stream(steps).filter(one -> one <= amount).count();
  }

  /**
   * The days with an order, as the models want them; empty for who has none. What was free counts:
   * somebody came for it.
   */
  static Optional<Purchases> purchases(Customer customer) {
    Map<LocalDate, Long> days = new TreeMap<>();
    orders(customer, LocalDate.MAX, Basis.ALL).stream()
        .filter(order -> order.amount() > 0 || (order.amount() == 0 && !order.back()))
        .forEach(order -> days.merge(order.day(), order.amount(), Long::sum));
    return days.isEmpty() ? Optional.empty() : Optional.of(Purchases.of(days));
  }
}
