package io.liana.insight;

import io.liana.insight.Drawing.Mark;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Paints a drawing as an SVG element. */
public final class SvgPaint {
  private final StringBuilder svg = new StringBuilder();

  private SvgPaint() {}

  /**
   * @param label what somebody learns who cannot see the picture
   */
  public static String paint(Drawing drawing, String label) {
    SvgPaint paint = new SvgPaint();
    paint
        .svg
        .append(
            "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\""
                .formatted(drawing.width(), drawing.height()))
        .append(escaped(label))
        .append("\">\n");
    drawing.marks().forEach(paint::mark);
    return paint.svg.append("</svg>\n").toString();
  }

  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Box b ->
          element(
              "rect",
              "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" fill=\"%s\""
                  .formatted(n(b.x()), n(b.y()), n(b.width()), n(b.height()), b.fill()),
              b.hint());
      case Mark.Line l ->
          element(
              "line",
              "x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\" stroke=\"%s\" stroke-width=\"%s\""
                  .formatted(n(l.x1()), n(l.y1()), n(l.x2()), n(l.y2()), l.color(), n(l.width())),
              null);
      case Mark.Curve c ->
          element(
              "polyline",
              "points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-linejoin=\"round\""
                  .formatted(points(c), c.color(), n(c.width())),
              null);
      case Mark.Dot d ->
          element(
              "circle",
              "cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\""
                  .formatted(n(d.x()), n(d.y()), n(d.radius()), d.fill()),
              d.hint());
      case Mark.Words w ->
          svg.append(
              "<text x=\"%s\" y=\"%s\" font-size=\"%d\" fill=\"%s\" text-anchor=\"%s\"%s>%s</text>\n"
                  .formatted(
                      n(w.x()),
                      n(w.y()),
                      w.size(),
                      w.color(),
                      w.anchor().name().toLowerCase(Locale.ROOT),
                      w.bold() ? " font-weight=\"600\"" : "",
                      escaped(w.text())));
    }
  }

  private void element(String name, String attributes, @Nullable String hint) {
    svg.append('<').append(name).append(' ').append(attributes);
    if (hint == null) {
      svg.append("/>\n");
    } else {
      svg.append("><title>").append(escaped(hint)).append("</title></").append(name).append(">\n");
    }
  }

  private static String points(Mark.Curve curve) {
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < curve.xs().length; i++) {
      points
          .append(i == 0 ? "" : " ")
          .append(n(curve.xs()[i]))
          .append(',')
          .append(n(curve.ys()[i]));
    }
    return points.toString();
  }

  /** Tenths of a pixel are fine enough. */
  private static String n(double value) {
    double tenths = Math.round(value * 10) / 10.0;
    return tenths == Math.rint(tenths) ? Long.toString((long) tenths) : Double.toString(tenths);
  }
}
