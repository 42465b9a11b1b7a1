package io.liana.review;

import io.liana.insight.Drawing;
import io.liana.insight.Drawing.Anchor;
import io.liana.insight.Drawing.Pen;
import io.liana.review.ReviewAnswers.LineSeen;
import io.liana.review.ReviewAnswers.PartSeen;
import io.liana.review.ReviewAnswers.ValueSeen;
import java.util.List;
import java.util.stream.DoubleStream;

/** The pictures of an exported review; forms differ, not only colours. */
final class BoardCharts {
  private static final int WIDTH = 760;
  private static final int LABEL = 170;
  private static final int RIGHT = 70;
  private static final int ROW = 36;
  private static final int MOST_PARTS = 8;

  private BoardCharts() {}

  /** The shares with their intervals, what they were, and their targets. */
  static Drawing shares(List<LineSeen> lines, Words words) {
    double top =
        Math.min(
            1,
            Math.ceil(lines.stream().flatMapToDouble(BoardCharts::drawn).max().orElse(1) * 10)
                / 10);
    double most = top == 0 ? 1 : top;
    int height = 28 + ROW * lines.size();
    var pen = new Pen();
    for (int step = 0; step <= 4; step++) {
      double x = x(most * step / 4, most);
      pen.line(x, 6, x, height - 22, Drawing.GRID, 1);
      pen.words(
          x,
          height - 6,
          words.value("activity", most * step / 4),
          12,
          Drawing.MUTED,
          Anchor.MIDDLE);
    }
    for (int i = 0; i < lines.size(); i++) {
      double y = 6 + ROW * (i + 0.5);
      row(pen, lines.get(i), y, most, words);
    }
    return pen.done(WIDTH, height);
  }

  private static void row(Pen pen, LineSeen line, double y, double most, Words words) {
    pen.words(LABEL - 12, y + 5, words.say("ratio." + line.ratio()), 14, Drawing.INK, Anchor.END);
    ValueSeen before = line.before();
    ValueSeen now = line.now();
    if (line.target() != null) {
      double x = x(line.target(), most);
      pen.line(x, y - 13, x, y + 13, Drawing.AMBER, 3);
    }
    if (now != null && now.low() != null && now.high() != null) {
      pen.line(x(now.low(), most), y, x(now.high(), most), y, Drawing.SKY, 3);
    }
    if (before != null) {
      pen.dot(
          x(before.value(), most), y, 7, Drawing.MUTED, words.value(line.ratio(), before.value()));
      pen.dot(x(before.value(), most), y, 5, Drawing.PAPER, null);
    }
    if (now != null) {
      pen.dot(x(now.value(), most), y, 5, Drawing.SKY, words.value(line.ratio(), now.value()));
      pen.words(
          WIDTH - 4, y + 5, words.value(line.ratio(), now.value()), 14, Drawing.INK, Anchor.END);
    }
  }

  /** What moved a ratio, up to the right. */
  static Drawing moved(LineSeen line, Words words) {
    List<PartSeen> parts = line.parts().stream().limit(MOST_PARTS).toList();
    double most =
        Math.max(1e-9, parts.stream().mapToDouble(part -> Math.abs(part.share())).max().orElse(0));
    var pen = new Pen();
    int height = 12 + 28 * parts.size();
    double zero = LABEL + (WIDTH - LABEL - RIGHT) / 2.0;
    double half = (WIDTH - LABEL - RIGHT) / 2.0 - 70;
    for (int i = 0; i < parts.size(); i++) {
      PartSeen part = parts.get(i);
      double y = 6 + 28 * i;
      double long_ = Math.abs(part.share()) / most * half;
      boolean up = part.share() >= 0;
      pen.words(LABEL - 12, y + 17, clipped(name(part, words)), 13, Drawing.INK, Anchor.END);
      pen.box(up ? zero : zero - long_, y + 4, long_, 18, up ? Drawing.SKY : Drawing.AMBER, null);
      pen.words(
          up ? zero + long_ + 6 : zero - long_ - 6,
          y + 17,
          words.change(line.ratio(), part.share(), true),
          12,
          Drawing.MUTED,
          up ? Anchor.START : Anchor.END);
    }
    pen.line(zero, 4, zero, height - 4, Drawing.MUTED, 1);
    return pen.done(WIDTH, height);
  }

  static String name(PartSeen part, Words words) {
    return part.name() == null ? words.say("part.rest") : part.name();
  }

  private static String clipped(String name) {
    String shown = name;
    while (Drawing.widthOf(shown, 13) > LABEL - 24) {
      shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
    }
    return shown.equals(name) ? name : shown + "…";
  }

  private static DoubleStream drawn(LineSeen line) {
    ValueSeen now = line.now();
    ValueSeen before = line.before();
    return DoubleStream.of(
        now == null ? 0 : now.high() == null ? now.value() : now.high(),
        before == null ? 0 : before.value(),
        line.target() == null ? 0 : line.target());
  }

  private static double x(double value, double most) {
    return LABEL + Math.min(value, most) / most * (WIDTH - LABEL - RIGHT);
  }
}
