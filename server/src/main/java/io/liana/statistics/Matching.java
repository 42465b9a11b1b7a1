package io.liana.statistics;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Each member beside the one other person of the nearest propensity, nobody twice: greedy, members
 * of the highest propensity first, the first in the list wins ties (as R's MatchIt does unless
 * told). Depends on ties and on the order; a cross-check and no headline.
 */
final class Matching {
  /** Of a member without a partner. */
  static final int ALONE = -1;

  private Matching() {}

  /** For each person that is a member the matched other, else {@link #ALONE}. */
  static int[] pairs(Study study, double[] propensity) {
    TreeMap<Double, Deque<Integer>> free = new TreeMap<>();
    for (int i = 0; i < study.n(); i++) {
      if (!study.member(i)) {
        free.computeIfAbsent(propensity[i], any -> new ArrayDeque<>()).addLast(i);
      }
    }
    int[] pairs = new int[study.n()];
    Arrays.fill(pairs, ALONE);
    IntStream.range(0, study.n())
        .filter(study::member)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -propensity[i]))
        .forEach(i -> pairs[i] = nearest(free, propensity[i]));
    return pairs;
  }

  private static int nearest(TreeMap<Double, Deque<Integer>> free, double wanted) {
    Map.Entry<Double, Deque<Integer>> below = free.floorEntry(wanted);
    Map.Entry<Double, Deque<Integer>> above = free.ceilingEntry(wanted);
    Map.Entry<Double, Deque<Integer>> chosen = below == null ? above : below;
    if (chosen == null) {
      return ALONE;
    }
    if (below != null && above != null) {
      double down = wanted - below.getKey();
      double up = above.getKey() - wanted;
      boolean first = above.getValue().getFirst() < below.getValue().getFirst();
      chosen = up < down || (up == down && first) ? above : below;
    }
    int other = chosen.getValue().removeFirst();
    if (chosen.getValue().isEmpty()) {
      free.remove(chosen.getKey());
    }
    return other;
  }
}
