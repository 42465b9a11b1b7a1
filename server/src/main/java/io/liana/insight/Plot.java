package io.liana.insight;

import io.liana.insight.Drawing.Anchor;
import io.liana.insight.Drawing.Pen;
import java.util.Locale;

/** The frame of a chart: a title, a scale from zero to a round number, and where values lie. */
record Plot(Pen pen, int width, int height, double top) {
  static final int LEFT = 48;
  static final int RIGHT = 12;
  static final int ABOVE = 34;
  static final int BELOW = 26;
  static final int SMALL = 11;

  /** Draws title and grid. */
  static Plot of(int width, int height, String title, double highest) {
    Plot plot = new Plot(new Pen(), width, height, roundUp(highest));
    plot.pen.bold(0, 14, title, 13, Drawing.INK);
    for (int step = 0; step <= 2; step++) {
      double value = plot.top * step / 2;
      double y = plot.y(value);
      plot.pen.line(LEFT, y, width - RIGHT, y, Drawing.GRID, 1);
      plot.pen.words(LEFT - 6, y + 4, label(value), SMALL, Drawing.MUTED, Anchor.END);
    }
    return plot;
  }

  double y(double value) {
    return height - BELOW - value / top * (height - ABOVE - BELOW);
  }

  /** Left edge of slot {@code i} of {@code n}. */
  double x(int i, int n) {
    return LEFT + (double) i / n * inner();
  }

  double inner() {
    return width - LEFT - RIGHT;
  }

  void below(double x, String text, Anchor anchor) {
    pen.words(x, height - 8, text, SMALL, Drawing.MUTED, anchor);
  }

  /**
   * A coloured square with its meaning, right-aligned above the plot; returns where the next ends.
   */
  double legend(double right, String color, String text) {
    double left = right - Drawing.widthOf(text, SMALL) - 4;
    pen.words(left + 4, 14, text, SMALL, Drawing.MUTED, Anchor.START);
    pen.box(left - 10, 5, 9, 9, color, null);
    return left - 22;
  }

  Drawing done() {
    return pen.done(width, height);
  }

  /** 1, 2 or 5 times a power of ten, even enough to be halved. */
  private static double roundUp(double highest) {
    double wanted = Math.max(highest, 1e-9);
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    for (double factor : new double[] {1, 2, 4, 6, 8, 10}) {
      if (wanted <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  private static String label(double value) {
    return value >= 10_000
        ? String.format(Locale.ROOT, "%.0fk", value / 1000)
        : value == Math.rint(value)
            ? Long.toString((long) value)
            : String.format(Locale.ROOT, value < 0.1 ? "%.2f" : "%.1f", value);
  }
}
