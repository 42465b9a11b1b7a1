package io.liana.insight;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.liana.insight.GroupFacts.Exchange;
import io.liana.insight.GroupFacts.Speech;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The section <em>Connections</em> of docs/metrics.md; {@code graph} in JSON. */
record Connections(
    int nodes,
    int edges,
    long directedMessages,
    @Nullable Double reciprocity,
    @Nullable Double density,
    int maxIn,
    int maxOut,
    @JsonIgnore List<Ties> ties) {

  static final Connections NONE = new Connections(0, 0, 0, null, null, 0, 0, List.of());

  /**
   * One member among the others, in docs/metrics.md <em>dimension, frequency, duration</em>.
   *
   * @param dimension distinct partners
   * @param frequency directed messages sent per active day; null when the member only received
   * @param duration median over partners of the days between first and last exchange
   */
  record Ties(
      long member, int dimension, @Nullable Double frequency, double duration, long exchanged) {}

  private record Pair(long one, long other) {
    static Pair of(long a, long b) {
      return a < b ? new Pair(a, b) : new Pair(b, a);
    }
  }

  static Connections of(GroupFacts facts, Period period) {
    Set<List<Long>> directed = new HashSet<>();
    Map<Long, Integer> in = new HashMap<>();
    Map<Long, Integer> out = new HashMap<>();
    for (Exchange exchange : facts.exchanges()) {
      directed.add(List.of(exchange.from(), exchange.to()));
      out.merge(exchange.from(), 1, Integer::sum);
      in.merge(exchange.to(), 1, Integer::sum);
    }
    long mutual = directed.stream().filter(edge -> directed.contains(edge.reversed())).count();
    Set<Long> nodes = new HashSet<>(in.keySet());
    nodes.addAll(out.keySet());
    long possible = (long) nodes.size() * (nodes.size() - 1);
    return new Connections(
        nodes.size(),
        directed.size(),
        facts.sent().values().stream().mapToLong(Long::longValue).sum(),
        Retention.ratio(mutual, directed.size()),
        Retention.ratio(directed.size(), possible),
        max(in),
        max(out),
        ties(facts, period));
  }

  /** Every member with an edge, the best connected first. */
  private static List<Ties> ties(GroupFacts facts, Period period) {
    Map<Pair, int[]> days = new HashMap<>();
    Map<Long, Long> exchanged = new HashMap<>();
    for (Exchange exchange : facts.exchanges()) {
      days.merge(
          Pair.of(exchange.from(), exchange.to()),
          new int[] {exchange.first(), exchange.last()},
          (a, b) -> new int[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
      exchanged.merge(exchange.from(), exchange.messages(), Long::sum);
      exchanged.merge(exchange.to(), exchange.messages(), Long::sum);
    }
    Map<Long, List<Integer>> durations = new HashMap<>();
    days.forEach(
        (pair, ends) -> {
          durations.computeIfAbsent(pair.one(), id -> new ArrayList<>()).add(ends[1] - ends[0]);
          durations.computeIfAbsent(pair.other(), id -> new ArrayList<>()).add(ends[1] - ends[0]);
        });
    List<Ties> ties = new ArrayList<>();
    durations.forEach(
        (member, each) ->
            ties.add(
                new Ties(
                    member,
                    each.size(),
                    frequency(facts, period, member),
                    median(each),
                    exchanged.getOrDefault(member, 0L))));
    ties.sort(
        Comparator.comparingInt(Ties::dimension)
            .thenComparingLong(Ties::exchanged)
            .reversed()
            .thenComparingLong(Ties::member));
    return List.copyOf(ties);
  }

  private static @Nullable Double frequency(GroupFacts facts, Period period, long member) {
    Speech speech = facts.speech();
    int m = Arrays.binarySearch(speech.member(), member);
    int activeDays = 0;
    for (int row = m < 0 ? 0 : speech.start()[m]; m >= 0 && row < speech.start()[m + 1]; row++) {
      activeDays += period.holds(speech.day()[row]) ? 1 : 0;
    }
    return Retention.ratio(facts.sent().getOrDefault(member, 0L), activeDays);
  }

  private static double median(List<Integer> values) {
    int[] sorted = values.stream().mapToInt(Integer::intValue).sorted().toArray();
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
  }

  private static int max(Map<Long, Integer> degrees) {
    return degrees.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }
}
