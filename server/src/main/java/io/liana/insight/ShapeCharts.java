package io.liana.insight;

import io.liana.insight.Drawing.Anchor;
import io.liana.insight.Drawing.Pen;
import io.liana.insight.Retention.HeatRow;
import io.liana.insight.Series.Edge;
import io.liana.insight.Series.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Charts that show a shape: retention, inequality, the week, the web of talk. */
final class ShapeCharts {
  private static final int LABELLED = 16; // names in the web of talk
  private static final int NAME = 10; // their size

  private ShapeCharts() {}

  static Drawing heat(Retention.HeatMap map, Catalogue words, int width, int height) {
    Pen pen = new Pen().bold(0, 14, words.page("chart_heat_" + map.unit()), 13, Drawing.INK);
    List<HeatRow> rows = map.rows();
    // The first unit itself is left out: everybody is active in it, and it would outshine the rest.
    int columns = rows.stream().mapToInt(row -> row.active().size() - 1).max().orElse(0);
    double left = 124;
    double cell = (width - left) / Math.max(columns, 1);
    double tall = Math.min(22, (height - 54.0) / Math.max(rows.size(), 1));
    for (int step = 0; step < columns; step++) {
      pen.words(
          left + (step + 0.5) * cell,
          36,
          "+" + (step + 1),
          Plot.SMALL,
          Drawing.MUTED,
          Anchor.MIDDLE);
    }
    for (int r = 0; r < rows.size(); r++) {
      HeatRow row = rows.get(r);
      double y = 42 + r * tall;
      String start =
          map.unit().equals("month")
              ? row.start().toString().substring(0, 7)
              : row.start().toString();
      pen.words(0, y + tall / 2 + 4, start, Plot.SMALL, Drawing.INK, Anchor.START);
      pen.words(
          left - 10,
          y + tall / 2 + 4,
          words.number(row.size()),
          Plot.SMALL,
          Drawing.MUTED,
          Anchor.END);
      for (int step = 1; step < row.active().size(); step++) {
        double share = row.active().get(step);
        double x = left + (step - 1) * cell;
        pen.box(
            x,
            y,
            cell - 1,
            tall - 1,
            Drawing.shade(Drawing.LEAF, 0.06 + 0.94 * share),
            "%s +%d: %s".formatted(start, step, words.percent(share)));
        if (share > 0 && tall >= 14 && cell >= 30) {
          String ink = share > 0.55 ? Drawing.PAPER : Drawing.INK;
          pen.words(x + cell / 2, y + tall / 2 + 4, words.percent(share), 10, ink, Anchor.MIDDLE);
        }
      }
    }
    return pen.done(width, height);
  }

  static Drawing lorenz(List<TwoEight.Point> curve, Catalogue words, int width, int height) {
    Plot plot = Plot.of(width, height, words.page("chart_lorenz"), 1);
    double[] xs = new double[curve.size()];
    double[] ys = new double[curve.size()];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = Plot.LEFT + curve.get(i).speakers() * plot.inner();
      ys[i] = plot.y(curve.get(i).messages());
    }
    plot.pen()
        .line(Plot.LEFT, plot.y(0), width - Plot.RIGHT, plot.y(1), Drawing.EARTH, 1)
        .curve(xs, ys, Drawing.LEAF, 2);
    plot.pen()
        .words(
            Plot.LEFT + 0.42 * plot.inner(),
            plot.y(0.47),
            words.page("chart_equal"),
            Plot.SMALL,
            Drawing.MUTED,
            Anchor.END);
    plot.below(Plot.LEFT, "0", Anchor.START);
    plot.below(Plot.LEFT + plot.inner() / 2, words.page("chart_speakers"), Anchor.MIDDLE);
    plot.below(width - Plot.RIGHT, "1", Anchor.END);
    return plot.done();
  }

  static Drawing hours(List<Series.Hour> hours, Catalogue words, int width, int height) {
    Pen pen = new Pen().bold(0, 14, words.page("chart_hours"), 13, Drawing.INK);
    List<String> weekdays = List.of(words.page("weekdays").split(","));
    double most = hours.stream().mapToLong(Series.Hour::messages).max().orElse(1);
    double left = 48;
    double cell = (width - left) / 24;
    double tall = (height - 54.0) / 7;
    for (int day = 0; day < 7; day++) {
      pen.words(
          0, 30 + (day + 0.5) * tall + 4, weekdays.get(day), Plot.SMALL, Drawing.INK, Anchor.START);
      for (int hour = 0; hour < 24; hour++) {
        pen.box(left + hour * cell, 30 + day * tall, cell - 1, tall - 1, "#f3f5f7", null);
      }
    }
    for (Series.Hour hour : hours) {
      pen.box(
          left + hour.hour() * cell,
          30 + (hour.weekday() - 1) * tall,
          cell - 1,
          tall - 1,
          Drawing.shade(Drawing.SKY, 0.08 + 0.92 * hour.messages() / most),
          "%s %02d:00 · %s"
              .formatted(
                  weekdays.get(hour.weekday() - 1), hour.hour(), words.number(hour.messages())));
    }
    for (int hour = 0; hour < 24; hour += 3) {
      pen.words(
          left + (hour + 0.5) * cell,
          height - 8,
          Integer.toString(hour),
          Plot.SMALL,
          Drawing.MUTED,
          Anchor.MIDDLE);
    }
    return pen.done(width, height);
  }

  static Drawing graph(Series.Graph graph, Catalogue words, int width, int height) {
    Pen pen = new Pen().bold(0, 14, words.page("chart_graph"), 13, Drawing.INK);
    double[][] places = Layout.of(graph, width - 120, height - 70);
    Map<String, double[]> at = new HashMap<>();
    for (int i = 0; i < places.length; i++) {
      at.put(graph.nodes().get(i).id(), new double[] {places[i][0] + 60, places[i][1] + 44});
    }
    edges(pen, graph, at);
    double partners = graph.nodes().stream().mapToInt(Node::partners).max().orElse(1);
    List<double[]> written = new ArrayList<>();
    for (Node node : graph.nodes().reversed()) {
      double[] place = Objects.requireNonNull(at.get(node.id()));
      pen.dot(place[0], place[1], radius(node, partners), Drawing.LEAF, hint(node, words));
    }
    for (Node node : graph.nodes()) { // the best connected first: their names find room
      double[] place = Objects.requireNonNull(at.get(node.id()));
      double y = place[1] - radius(node, partners) - 3;
      double half = Drawing.widthOf(cut(node.name()), NAME) / 2;
      if (written.size() < LABELLED && isFree(written, place[0], y, half)) {
        written.add(new double[] {place[0], y, half});
        pen.words(place[0], y, cut(node.name()), NAME, Drawing.INK, Anchor.MIDDLE);
      }
    }
    return pen.done(width, height);
  }

  private static void edges(Pen pen, Series.Graph graph, Map<String, double[]> at) {
    double most = graph.edges().stream().mapToLong(Edge::messages).max().orElse(1);
    for (Edge edge : graph.edges().reversed()) {
      double[] a = at.get(edge.from());
      double[] b = at.get(edge.to());
      if (a != null && b != null) {
        double weight = Math.sqrt(edge.messages() / most);
        String color = Drawing.shade(Drawing.MUTED, 0.15 + 0.6 * weight);
        pen.line(a[0], a[1], b[0], b[1], color, 0.5 + 2.5 * weight);
      }
    }
  }

  private static boolean isFree(List<double[]> written, double x, double y, double half) {
    return written.stream()
        .noneMatch(
            other ->
                Math.abs(other[0] - x) < other[2] + half + 2 && Math.abs(other[1] - y) < NAME + 1);
  }

  private static double radius(Node node, double partners) {
    return 3 + 8 * Math.sqrt(node.partners() / partners);
  }

  private static String hint(Node node, Catalogue words) {
    return "%s · %s %d · %s %s"
        .formatted(
            node.name(),
            words.page("dimension"),
            node.partners(),
            words.metricName("messages"),
            words.number(node.messages()));
  }

  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= 14
        ? name
        : name.substring(0, name.offsetByCodePoints(0, 13)) + "…";
  }
}
