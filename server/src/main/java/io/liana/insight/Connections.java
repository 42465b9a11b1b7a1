package io.liana.insight;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.liana.insight.GroupFacts.Exchange;
import io.liana.insight.GroupFacts.Speech;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The section <em>Connections</em> of docs/metrics.md; {@code graph} in JSON. */
public record Connections(
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
  public record Ties(
      long member, int dimension, @Nullable Double frequency, double duration, long exchanged) {}

  static Connections of(GroupFacts facts, Period period) {
    Web web = Web.of(facts.exchanges());
    int n = web.members().length;
    int edges = web.keys().length;
    int[] in = new int[n];
    int[] out = new int[n];
    int mutual = 0;
    for (int e = 0; e < edges; e++) {
      out[web.from(e)]++;
      in[web.to(e)]++;
      mutual += web.reverse(e) >= 0 ? 1 : 0;
    }
    return new Connections(
        n,
        edges,
        facts.sent().values().stream().mapToLong(Long::longValue).sum(),
        Retention.ratio(mutual, edges),
        Retention.ratio(edges, (long) n * (n - 1)),
        Arrays.stream(in).max().orElse(0),
        Arrays.stream(out).max().orElse(0),
        ties(facts, period, web));
  }

  /**
   * The directed graph in columns: members are numbered in the order of their ids, edges sorted by
   * who speaks and who is addressed.
   *
   * @param keys number of the speaker in the upper half, of the addressed in the lower
   */
  private record Web(long[] members, long[] keys, List<Exchange> exchanges) {
    static Web of(List<Exchange> exchanges) {
      long[] members =
          exchanges.stream()
              .flatMapToLong(e -> LongStream.of(e.from(), e.to()))
              .sorted()
              .distinct()
              .toArray();
      List<Exchange> sorted =
          exchanges.stream()
              .sorted(Comparator.comparingLong(Exchange::from).thenComparingLong(Exchange::to))
              .toList();
      long[] keys = new long[sorted.size()];
      for (int e = 0; e < keys.length; e++) {
        long from = Arrays.binarySearch(members, sorted.get(e).from());
        keys[e] = from << 32 | Arrays.binarySearch(members, sorted.get(e).to());
      }
      return new Web(members, keys, sorted);
    }

    int from(int edge) {
      return (int) (keys[edge] >>> 32);
    }

    int to(int edge) {
      return (int) keys[edge];
    }

    /** The edge back; negative when there is none. */
    int reverse(int edge) {
      return Arrays.binarySearch(keys, (long) to(edge) << 32 | from(edge));
    }
  }

  /** Every member with an edge, the best connected first. */
  private static List<Ties> ties(GroupFacts facts, Period period, Web web) {
    int n = web.members().length;
    long[] exchanged = new long[n];
    IntList[] durations = new IntList[n];
    Arrays.setAll(durations, m -> new IntList());
    for (int e = 0; e < web.keys().length; e++) {
      Exchange there = web.exchanges().get(e);
      exchanged[web.from(e)] += there.messages();
      exchanged[web.to(e)] += there.messages();
      int back = web.reverse(e);
      if (back < 0 || web.from(e) < web.to(e)) { // a pair that talks both ways is one partner
        int first = there.first();
        int last = there.last();
        if (back >= 0) {
          first = Math.min(first, web.exchanges().get(back).first());
          last = Math.max(last, web.exchanges().get(back).last());
        }
        durations[web.from(e)].add(last - first);
        durations[web.to(e)].add(last - first);
      }
    }
    List<Ties> ties = new ArrayList<>(n);
    for (int m = 0; m < n; m++) {
      long member = web.members()[m];
      ties.add(
          new Ties(
              member,
              durations[m].size,
              frequency(facts, period, member),
              durations[m].median(),
              exchanged[m]));
    }
    ties.sort(
        Comparator.comparingInt(Ties::dimension)
            .thenComparingLong(Ties::exchanged)
            .reversed()
            .thenComparingLong(Ties::member));
    return List.copyOf(ties);
  }

  /** Numbers without boxes: there are two for every pair of members. */
  private static final class IntList {
    private int[] values = new int[4];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    double median() {
      int[] sorted = Arrays.copyOf(values, size);
      Arrays.sort(sorted);
      int half = size / 2;
      return size % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
    }
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
}
