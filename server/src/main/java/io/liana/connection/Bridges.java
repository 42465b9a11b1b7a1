package io.liana.connection;

import java.util.Arrays;
import java.util.Random;

/**
 * Betweenness: the share of pairs of other members whose shortest ways lead through one (Freeman
 * 1977, without direction, each pair counted once), by the algorithm of Brandes (2001).
 *
 * @param betweenness of each member, 0 to 1
 * @param pivots from how many members the ways were followed; all of them, or, where that would
 *     take too long, a sample, which makes the numbers estimates (Brandes and Pich 2007)
 */
record Bridges(double[] betweenness, int pivots) {
  /** Steps along ways that take about a second, in a crowd some. */
  private static final long MOST_STEPS = 60_000_000;

  private static final int FEWEST_PIVOTS = 50;

  static Bridges in(Web web) {
    long each = web.size() + (long) web.partner().length;
    int pivots =
        (int) Math.min(web.size(), Math.max(FEWEST_PIVOTS, MOST_STEPS / Math.max(1, each)));
    return in(web, pivots);
  }

  static Bridges in(Web web, int pivots) {
    int n = web.size();
    double[] through = new double[n];
    Walk walk = new Walk(web, through);
    int[] order = shuffled(n);
    for (int i = 0; i < pivots; i++) {
      walk.from(pivots == n ? i : order[i]);
    }
    // Every pair was walked from both of its ends.
    double pairs = (n - 1.0) * (n - 2.0);
    for (int m = 0; m < n; m++) {
      through[m] = n < 3 ? 0 : through[m] / pairs * n / pivots;
    }
    return new Bridges(through, pivots);
  }

  /** Always the same chance. */
  private static int[] shuffled(int n) {
    int[] order = new int[n];
    Arrays.setAll(order, m -> m);
    Random chance = new Random(1);
    for (int i = n - 1; i > 0; i--) {
      int other = chance.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }

  /** The ways from one member to all others, and what each member in between carries of them. */
  private static final class Walk {
    private final Web web;
    private final double[] through;
    private final int[] queue;
    private final int[] distance;
    private final double[] ways;
    private final double[] carried;

    Walk(Web web, double[] through) {
      this.web = web;
      this.through = through;
      queue = new int[web.size()];
      distance = new int[web.size()];
      ways = new double[web.size()];
      carried = new double[web.size()];
    }

    void from(int source) {
      Arrays.fill(distance, -1);
      Arrays.fill(ways, 0);
      Arrays.fill(carried, 0);
      int reached = spread(source);
      for (int i = reached - 1; i > 0; i--) { // the farthest first
        int member = queue[i];
        for (int at = web.start()[member]; at < web.start()[member + 1]; at++) {
          int nearer = web.partner()[at];
          if (distance[nearer] == distance[member] - 1) {
            carried[nearer] += ways[nearer] / ways[member] * (1 + carried[member]);
          }
        }
        through[member] += carried[member];
      }
    }

    private int spread(int source) {
      queue[0] = source;
      distance[source] = 0;
      ways[source] = 1;
      int reached = 1;
      for (int i = 0; i < reached; i++) {
        int member = queue[i];
        for (int at = web.start()[member]; at < web.start()[member + 1]; at++) {
          int next = web.partner()[at];
          if (distance[next] < 0) {
            distance[next] = distance[member] + 1;
            queue[reached++] = next;
          }
          if (distance[next] == distance[member] + 1) {
            ways[next] += ways[member];
          }
        }
      }
      return reached;
    }
  }
}
