package io.liana.statistics;

import java.util.stream.IntStream;

/**
 * Several arms or metrics at once: each p is raised so that it may be held against the same α. In
 * the order given.
 */
public final class Multiplicity {
  private Multiplicity() {}

  /** Keeps the chance of even one false alarm below α (Holm 1979). */
  public static double[] holm(double... p) {
    int[] order = ascending(p);
    double[] adjusted = new double[p.length];
    double highest = 0;
    for (int rank = 0; rank < order.length; rank++) {
      highest = Math.max(highest, Math.min(1, (p.length - rank) * p[order[rank]]));
      adjusted[order[rank]] = highest;
    }
    return adjusted;
  }

  /** Keeps the share of false alarms among the alarms below α (Benjamini, Hochberg 1995). */
  public static double[] benjaminiHochberg(double... p) {
    int[] order = ascending(p);
    double[] adjusted = new double[p.length];
    double lowest = 1;
    for (int rank = order.length - 1; rank >= 0; rank--) {
      lowest = Math.min(lowest, p[order[rank]] * p.length / (rank + 1));
      adjusted[order[rank]] = lowest;
    }
    return adjusted;
  }

  private static int[] ascending(double[] p) {
    return IntStream.range(0, p.length)
        .boxed()
        .sorted((a, b) -> Double.compare(p[a], p[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
