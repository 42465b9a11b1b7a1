package io.liana.insight;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A picture as a list of marks; painted as SVG into the page and as pixels into the PNG. */
public record Drawing(int width, int height, List<Mark> marks) {
  public static final String INK = "#1f2933";
  public static final String MUTED = "#6b7785";
  public static final String GRID = "#e4e7eb";
  public static final String LEAF = "#2f855a";
  public static final String SKY = "#2b6cb0";
  public static final String EARTH = "#c8ccd2";
  public static final String AMBER = "#b7791f";
  public static final String RED = "#c53030";
  public static final String PAPER = "#ffffff";

  public enum Anchor {
    START,
    MIDDLE,
    END
  }

  /** Colours are {@code #rrggbb}; lengths are pixels of the page. */
  public sealed interface Mark {
    /**
     * @param hint what a pointer resting on it learns
     */
    record Box(double x, double y, double width, double height, String fill, @Nullable String hint)
        implements Mark {}

    record Line(double x1, double y1, double x2, double y2, String color, double width)
        implements Mark {}

    record Curve(double[] xs, double[] ys, String color, double width) implements Mark {}

    record Dot(double x, double y, double radius, String fill, @Nullable String hint)
        implements Mark {}

    /**
     * @param y of the base line
     */
    record Words(
        double x, double y, String text, int size, String color, Anchor anchor, boolean bold)
        implements Mark {}
  }

  /** Puts marks together, relative to a movable origin. */
  public static final class Pen {
    private final List<Mark> marks = new ArrayList<>();

    public Pen box(
        double x, double y, double width, double height, String fill, @Nullable String hint) {
      marks.add(new Mark.Box(x, y, width, height, fill, hint));
      return this;
    }

    public Pen line(double x1, double y1, double x2, double y2, String color, double width) {
      marks.add(new Mark.Line(x1, y1, x2, y2, color, width));
      return this;
    }

    public Pen curve(double[] xs, double[] ys, String color, double width) {
      marks.add(new Mark.Curve(xs, ys, color, width));
      return this;
    }

    public Pen dot(double x, double y, double radius, String fill, @Nullable String hint) {
      marks.add(new Mark.Dot(x, y, radius, fill, hint));
      return this;
    }

    public Pen words(double x, double y, String text, int size, String color, Anchor anchor) {
      marks.add(new Mark.Words(x, y, text, size, color, anchor, false));
      return this;
    }

    public Pen bold(double x, double y, String text, int size, String color) {
      marks.add(new Mark.Words(x, y, text, size, color, Anchor.START, true));
      return this;
    }

    /** The marks of another drawing, its upper left corner at x, y. */
    public Pen inset(Drawing drawing, double x, double y) {
      drawing.marks().forEach(mark -> marks.add(moved(mark, x, y)));
      return this;
    }

    public Drawing done(int width, int height) {
      return new Drawing(width, height, List.copyOf(marks));
    }

    private static Mark moved(Mark mark, double dx, double dy) {
      return switch (mark) {
        case Mark.Box b ->
            new Mark.Box(b.x() + dx, b.y() + dy, b.width(), b.height(), b.fill(), b.hint());
        case Mark.Line l ->
            new Mark.Line(l.x1() + dx, l.y1() + dy, l.x2() + dx, l.y2() + dy, l.color(), l.width());
        case Mark.Curve c ->
            new Mark.Curve(shifted(c.xs(), dx), shifted(c.ys(), dy), c.color(), c.width());
        case Mark.Dot d -> new Mark.Dot(d.x() + dx, d.y() + dy, d.radius(), d.fill(), d.hint());
        case Mark.Words w ->
            new Mark.Words(
                w.x() + dx, w.y() + dy, w.text(), w.size(), w.color(), w.anchor(), w.bold());
      };
    }

    private static double[] shifted(double[] values, double by) {
      double[] shifted = new double[values.length];
      for (int i = 0; i < values.length; i++) {
        shifted[i] = values[i] + by;
      }
      return shifted;
    }
  }

  /** A colour between paper and {@code full}; {@code share} from 0 to 1. */
  static String shade(String full, double share) {
    int rgb = Integer.parseInt(full.substring(1), 16);
    double part = Math.clamp(share, 0, 1);
    return "#%02x%02x%02x"
        .formatted(mix(rgb >> 16 & 255, part), mix(rgb >> 8 & 255, part), mix(rgb & 255, part));
  }

  private static int mix(int channel, double part) {
    return (int) Math.round(255 + (channel - 255) * part);
  }

  /** Roughly how wide a text is; a Chinese character is as wide as the font is high. */
  public static double widthOf(String text, int size) {
    return text.codePoints().mapToDouble(point -> point < 0x1100 ? 0.56 : 1).sum() * size;
  }

  /** Cuts a text into lines no wider than {@code width}; Chinese may break anywhere. */
  static List<String> wrapped(String text, int size, double width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String piece : text.split("(?<= )|(?<=[\\u2E80-\\uFFFF])")) {
      if (!line.isEmpty() && widthOf(line + piece.stripTrailing(), size) > width) {
        lines.add(line.toString().stripTrailing());
        line.setLength(0);
      }
      line.append(piece);
    }
    lines.add(line.toString().stripTrailing());
    return lines;
  }
}
