package io.liana.statistics;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Customers by how lately, how often and for how much they bought (Hughes 1994): each in quintiles
 * of the customers given, 5 the best. Equal values get equal scores, the one of the share of
 * customers who are worse, so a fifth may be larger than a fifth where many are alike.
 */
public final class Rfm {
  private Rfm() {}

  /**
   * What one customer did up to a day.
   *
   * @param orders with something paid
   * @param money of these, net of refunds, in 分
   */
  public record Customer(long id, LocalDate last, int orders, long money) {}

  /** Nine cells with names an operator can act on; the console has the words. */
  public enum Cell {
    CHAMPION,
    LOYAL,
    PROMISING,
    NEW,
    WAVERING,
    AT_RISK,
    MUST_NOT_LOSE,
    SLEEPING,
    LOST
  }

  /**
   * @param recency days since the last purchase
   */
  public record Scored(Customer customer, long recency, int r, int f, int m, Cell cell) {}

  /**
   * @param today recency is counted to this day; not before any last purchase
   */
  public static List<Scored> score(List<Customer> customers, LocalDate today) {
    int n = customers.size();
    double[] recency = new double[n];
    double[] orders = new double[n];
    double[] money = new double[n];
    for (int i = 0; i < n; i++) {
      Customer one = customers.get(i);
      recency[i] = -ChronoUnit.DAYS.between(one.last(), today); // the later the better
      orders[i] = one.orders();
      money[i] = one.money();
    }
    int[] r = quintiles(recency);
    int[] f = quintiles(orders);
    int[] m = quintiles(money);
    List<Scored> scored = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      scored.add(
          new Scored(
              customers.get(i), (long) -recency[i], r[i], f[i], m[i], cell(r[i], f[i], m[i])));
    }
    return scored;
  }

  static int[] quintiles(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int[] scores = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      scores[i] = 1 + (int) (5L * worse(sorted, values[i]) / values.length);
    }
    return scores;
  }

  /** How many lie below. */
  private static int worse(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** By recency, and the better of frequency and money. */
  public static Cell cell(int r, int f, int m) {
    int worth = Math.max(f, m);
    if (r == 5) {
      return worth >= 4 ? Cell.CHAMPION : worth >= 2 ? Cell.PROMISING : Cell.NEW;
    }
    if (r == 4) {
      return worth >= 4 ? Cell.LOYAL : worth >= 2 ? Cell.PROMISING : Cell.NEW;
    }
    if (r == 3) {
      return worth >= 4 ? Cell.LOYAL : Cell.WAVERING;
    }
    if (worth == 5) {
      return Cell.MUST_NOT_LOSE;
    }
    return worth >= 3 ? Cell.AT_RISK : r == 2 ? Cell.SLEEPING : Cell.LOST;
  }

  public static Map<Cell, Long> count(List<Scored> scored) {
    return scored.stream().collect(Collectors.groupingBy(Scored::cell, Collectors.counting()));
  }

  /** Share of all money that the top fifth of customers (rounded up) brought; 0 of nothing. */
  public static double topFifth(List<Customer> customers) {
    long[] sorted = customers.stream().mapToLong(Customer::money).sorted().toArray();
    long all = Arrays.stream(sorted).sum();
    int top = (sorted.length + 4) / 5;
    return all == 0
        ? 0
        : (double) Arrays.stream(sorted, sorted.length - top, sorted.length).sum() / all;
  }
}
