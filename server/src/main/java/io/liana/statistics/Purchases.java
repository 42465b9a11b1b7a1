package io.liana.statistics;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One customer's days with a purchase: everything customer models want to know. Several purchases
 * on one day are one.
 *
 * @param days distinct days, ascending, at least one
 * @param amounts of the same days, in 分, net of refunds
 */
public record Purchases(List<LocalDate> days, List<Long> amounts) {
  public Purchases {
    if (days.isEmpty() || days.size() != amounts.size()) {
      throw new IllegalArgumentException("as many amounts as days, and at least one");
    }
    days = List.copyOf(days);
    amounts = List.copyOf(amounts);
  }

  /** Of the amounts of each day. */
  public static Purchases of(Map<LocalDate, Long> byDay) {
    var sorted = new TreeMap<>(byDay);
    return new Purchases(new ArrayList<>(sorted.keySet()), new ArrayList<>(sorted.values()));
  }

  /**
   * The customer as {@link BgNbd} sees them at the end of {@code last}: repeat purchases, and
   * weeks.
   *
   * @param last the last day looked at; later days are left out; not before the first purchase
   */
  public BgNbd.History history(LocalDate last) {
    LocalDate first = days.getFirst();
    int seen = (int) days.stream().filter(day -> !day.isAfter(last)).count();
    return new BgNbd.History(seen - 1, weeks(first, days.get(seen - 1)), weeks(first, last));
  }

  /** Mean of the repeat purchases up to {@code last}, the first one left out; 0 without any. */
  public double repeatMean(LocalDate last) {
    long sum = 0;
    int count = 0;
    for (int i = 1; i < days.size() && !days.get(i).isAfter(last); i++) {
      sum += amounts.get(i);
      count++;
    }
    return count == 0 ? 0 : (double) sum / count;
  }

  public long total() {
    return amounts.stream().mapToLong(Long::longValue).sum();
  }

  private static double weeks(LocalDate from, LocalDate to) {
    return ChronoUnit.DAYS.between(from, to) / 7.0;
  }
}
