package io.liana.insight;

import io.liana.insight.Series.Edge;
import java.util.HashMap;
import java.util.Map;

/**
 * Places the members of a graph so that those who talk stand close: springs along the edges,
 * repulsion between all (Fruchterman and Reingold 1991), from a circle, so that the same graph
 * always looks the same.
 */
final class Layout {
  private static final int ROUNDS = 240;

  private Layout() {}

  /** Positions by node, inside {@code width} × {@code height}. */
  static double[][] of(Series.Graph graph, double width, double height) {
    int n = graph.nodes().size();
    double[][] at = new double[n][2];
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < n; i++) {
      index.put(graph.nodes().get(i).id(), i);
      at[i][0] = Math.cos(2 * Math.PI * i / n);
      at[i][1] = Math.sin(2 * Math.PI * i / n);
    }
    double ideal = 1.6 / Math.sqrt(Math.max(n, 1));
    for (int round = 0; round < ROUNDS; round++) {
      double[][] force = new double[n][2];
      repel(at, force, ideal);
      for (Edge edge : graph.edges()) {
        Integer a = index.get(edge.from());
        Integer b = index.get(edge.to());
        if (a != null && b != null) {
          attract(at, force, a, b, ideal);
        }
      }
      double step = 0.12 * (1 - (double) round / ROUNDS);
      for (int i = 0; i < n; i++) {
        force[i][0] -= 0.6 * at[i][0]; // islands would drift away
        force[i][1] -= 0.6 * at[i][1];
        double length = Math.max(Math.hypot(force[i][0], force[i][1]), 1e-9);
        double reach = Math.min(length, step) / length;
        at[i][0] += force[i][0] * reach;
        at[i][1] += force[i][1] * reach;
      }
    }
    loosen(at);
    stretch(at, 0, width);
    stretch(at, 1, height);
    return at;
  }

  private static void repel(double[][] at, double[][] force, double ideal) {
    for (int i = 0; i < at.length; i++) {
      for (int j = 0; j < i; j++) {
        double dx = at[i][0] - at[j][0];
        double dy = at[i][1] - at[j][1];
        double push = ideal * ideal / Math.max(dx * dx + dy * dy, 1e-6);
        force[i][0] += dx * push;
        force[i][1] += dy * push;
        force[j][0] -= dx * push;
        force[j][1] -= dy * push;
      }
    }
  }

  private static void attract(double[][] at, double[][] force, int a, int b, double ideal) {
    double dx = at[a][0] - at[b][0];
    double dy = at[a][1] - at[b][1];
    double pull = 0.25 * Math.hypot(dx, dy) / ideal;
    force[a][0] -= dx * pull;
    force[a][1] -= dy * pull;
    force[b][0] += dx * pull;
    force[b][1] += dy * pull;
  }

  /** Gives the crowded middle more room than the thin edge; names have to fit there. */
  private static void loosen(double[][] at) {
    double farthest = 1e-9;
    for (double[] place : at) {
      farthest = Math.max(farthest, Math.hypot(place[0], place[1]));
    }
    for (double[] place : at) {
      double distance = Math.max(Math.hypot(place[0], place[1]) / farthest, 1e-9);
      double wider = Math.pow(distance, 0.55) / distance;
      place[0] *= wider;
      place[1] *= wider;
    }
  }

  /** Fills the given length with one coordinate. */
  private static void stretch(double[][] at, int axis, double length) {
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (double[] place : at) {
      least = Math.min(least, place[axis]);
      most = Math.max(most, place[axis]);
    }
    double span = Math.max(most - least, 1e-9);
    for (double[] place : at) {
      place[axis] = at.length == 1 ? length / 2 : (place[axis] - least) / span * length;
    }
  }
}
