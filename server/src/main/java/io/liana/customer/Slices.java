package io.liana.customer;

import io.liana.customer.Lifetime.Worth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one model, fitted once over everybody, says of parts of the customers, and how unequal they
 * are; pure. No part has a model of its own: a channel of eighty has nothing to learn one from.
 */
final class Slices {
  private static final int MOST_BINS = 13; // 1, 2, 5, 10 …: a little more than four tenfolds
  private static final double FIFTH = 0.2;

  private Slices() {}

  /** What a part is. */
  enum Kind {
    CHANNEL,
    /** Came by a code that belongs to no channel. */
    NO_CHANNEL,
    /** Members of whom nobody knows how they came. */
    UNEXPLAINED,
    GROUP,
    /** Members who were in none of the groups. */
    NO_GROUP,
    /** Customers who are no members, or not known to be. */
    NO_MEMBER;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param id of the channel or the group; 0 for other kinds
   */
  record Part(Kind kind, long id) {}

  /**
   * @param unknown bought once: whether they are still active is unknown; the value the model
   *     expects of them is counted
   * @param purchases expected of all within the weeks
   * @param total of their values in the smallest unit, likewise {@code mean} and {@code median};
   *     null without a model of spending
   */
  record Slice(
      Part part,
      int customers,
      int unknown,
      double purchases,
      @Nullable Long total,
      @Nullable Long mean,
      @Nullable Long median) {}

  /** The most valuable part first; a customer may be in several parts. */
  static List<Slice> by(List<Worth> all, Function<Worth, List<Part>> parts) {
    return all.stream()
        .flatMap(one -> parts.apply(one).stream().map(part -> new In(part, one)))
        .collect(
            Collectors.groupingBy(In::part, Collectors.mapping(In::worth, Collectors.toList())))
        .entrySet()
        .stream()
        .map(entry -> slice(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingDouble((Slice one) -> -(one.total() == null ? 0 : one.total()))
                .thenComparing(one -> -one.purchases())
                .thenComparing(one -> one.part().kind())
                .thenComparing(one -> one.part().id()))
        .toList();
  }

  private record In(Part part, Worth worth) {}

  private static Slice slice(Part part, List<Worth> in) {
    double[] values = values(in);
    boolean valued = values.length == in.size();
    double total = sum(values, values.length);
    return new Slice(
        part,
        in.size(),
        (int) in.stream().filter(one -> one.alive() == null).count(),
        in.stream().mapToDouble(Worth::purchases).sum(),
        valued ? Math.round(total) : null,
        valued ? Math.round(total / values.length) : null,
        valued ? Math.round(median(values)) : null);
  }

  /**
   * @param low the least value in it, in the smallest unit
   * @param high what is no longer in it
   */
  record Bin(long low, long high, int customers) {}

  /**
   * @param below customers whose value is under the first bin
   * @param topFifth share of the total that the ⌈20 %⌉ worth most are expected to bring
   */
  record Distribution(int customers, int below, List<Bin> bins, @Nullable Double topFifth) {}

  /**
   * In steps of 1, 2, 5, 10, which are even on a logarithmic axis; null without a model of
   * spending.
   */
  static @Nullable Distribution distribution(List<Worth> all) {
    double[] values = values(all);
    int n = values.length;
    if (n == 0 || n < all.size()) {
      return null;
    }
    double total = sum(values, n);
    int top = (int) Math.ceil(n * FIFTH);
    double rest = sum(values, n - top);
    List<Long> edges = new ArrayList<>();
    edges.add(1L);
    for (long ten = 1; edges.getLast() <= values[n - 1]; ten *= 10) {
      edges.addAll(List.of(2 * ten, 5 * ten, 10 * ten));
    }
    while (edges.size() > 2 && edges.get(edges.size() - 2) > values[n - 1]) {
      edges.removeLast();
    }
    int least = 0; // leaves out empty ones at the low end
    while (least < edges.size() - 2
        && (edges.size() - 1 - least > MOST_BINS || edges.get(least + 1) <= values[0])) {
      least++;
    }
    List<Bin> bins = new ArrayList<>();
    for (int i = least; i + 1 < edges.size(); i++) {
      bins.add(bin(values, edges.get(i), edges.get(i + 1)));
    }
    long lowest = edges.get(least);
    int below = (int) Arrays.stream(values).filter(value -> value < lowest).count();
    return new Distribution(n, below, bins, total > 0 ? (total - rest) / total : null);
  }

  /** Of what they are expected to bring; null without a model of spending. */
  static @Nullable Lorenz lorenz(List<Worth> all) {
    double[] values = values(all);
    return values.length < all.size() ? null : Lorenz.of(values);
  }

  private static Bin bin(double[] values, long low, long high) {
    return new Bin(
        low, high, (int) Arrays.stream(values).filter(one -> one >= low && one < high).count());
  }

  private static double[] values(List<Worth> of) {
    return of.stream()
        .map(Worth::value)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  private static double sum(double[] sorted, int smallest) {
    return Arrays.stream(sorted, 0, smallest).sum();
  }

  private static double median(double[] sorted) {
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
