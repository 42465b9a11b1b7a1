package io.liana.connection;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import nl.cwts.networkanalysis.Clustering;
import nl.cwts.networkanalysis.LeidenAlgorithm;
import nl.cwts.util.LargeDoubleArray;
import nl.cwts.util.LargeIntArray;

/**
 * Circles: members who talk more with each other than chance would have it. The Leiden algorithm
 * (Traag, Waltman and van Eck 2019, in their own implementation) looks for the largest modularity;
 * begun several times from the same seeds, so that the same talk always has the same circles.
 *
 * @param of circle of each member; 0 is the largest
 * @param modularity Σ over circles of inside ÷ m − (ends ÷ 2m)², m messages in all (Newman 2004,
 *     Analysis of weighted networks, eq. 7)
 */
record Circles(int[] of, int count, double modularity) {
  // The optimum of small graphs is found by nearly every start; large ones have no time for many.
  private static final int STARTS = 10;
  private static final int ONE_START_FROM = 50_000; // pairs
  private static final int ITERATIONS = 10;

  static Circles in(Web web) {
    if (web.size() == 0) {
      return new Circles(new int[0], 0, 0);
    }
    var network = network(web);
    int starts = web.pairs() < ONE_START_FROM ? STARTS : 1;
    Circles best = begun(web, network, 0);
    for (int seed = 1; seed < starts; seed++) {
      Circles other = begun(web, network, seed);
      best = other.modularity > best.modularity + 1e-12 ? other : best;
    }
    return best.largestFirst();
  }

  private static Circles begun(Web web, nl.cwts.networkanalysis.Network network, int seed) {
    double resolution = 1 / (2 * network.getTotalEdgeWeight());
    var leiden =
        new LeidenAlgorithm(
            resolution, ITERATIONS, LeidenAlgorithm.DEFAULT_RANDOMNESS, new Random(seed));
    Clustering found = leiden.findClustering(network);
    found.removeEmptyClusters();
    int[] circle = found.getClusters();
    return new Circles(circle, found.getNClusters(), modularity(web, circle));
  }

  private static nl.cwts.networkanalysis.Network network(Web web) {
    LargeIntArray[] ends = {new LargeIntArray(web.pairs()), new LargeIntArray(web.pairs())};
    LargeDoubleArray weights = new LargeDoubleArray(web.pairs());
    long pair = 0;
    for (int m = 0; m < web.size(); m++) {
      for (int at = web.start()[m]; at < web.start()[m + 1]; at++) {
        if (web.partner()[at] > m) {
          ends[0].set(pair, m);
          ends[1].set(pair, web.partner()[at]);
          weights.set(pair++, web.weight()[at]);
        }
      }
    }
    return new nl.cwts.networkanalysis.Network(web.size(), true, ends, weights, false, true);
  }

  static double modularity(Web web, int[] circle) {
    int count = Arrays.stream(circle).max().orElse(-1) + 1;
    double[] inside = new double[count]; // each message twice, as in the ends
    double[] ends = new double[count];
    double all = 0;
    for (int m = 0; m < web.size(); m++) {
      for (int at = web.start()[m]; at < web.start()[m + 1]; at++) {
        long weight = web.weight()[at];
        ends[circle[m]] += weight;
        inside[circle[m]] += circle[web.partner()[at]] == circle[m] ? weight : 0;
        all += weight;
      }
    }
    double modularity = 0;
    for (int c = 0; c < count; c++) {
      modularity += inside[c] / all - ends[c] * ends[c] / (all * all);
    }
    return modularity;
  }

  private Circles largestFirst() {
    int[] size = new int[count];
    int[] first = new int[count];
    Arrays.fill(first, of.length);
    for (int m = of.length - 1; m >= 0; m--) {
      size[of[m]]++;
      first[of[m]] = m;
    }
    List<Integer> order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.<Integer>comparingInt(c -> -size[c]).thenComparingInt(c -> first[c]))
            .toList();
    int[] place = new int[count];
    for (int at = 0; at < count; at++) {
      place[order.get(at)] = at;
    }
    return new Circles(Arrays.stream(of).map(c -> place[c]).toArray(), count, modularity);
  }
}
