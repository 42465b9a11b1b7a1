package io.liana.insight;

import io.liana.content.Pdf;
import io.liana.insight.Drawing.Anchor;
import io.liana.insight.Drawing.Mark;
import java.util.Arrays;

/** Paints a drawing on the page a document is turned to. */
public final class PdfPaint {
  private final Pdf pdf;
  private final double left;
  private final double top;
  private final double scale;

  private PdfPaint(Pdf pdf, double left, double top, double scale) {
    this.pdf = pdf;
    this.left = left;
    this.top = top;
    this.scale = scale;
  }

  /** How high it is when it is so wide; both in mm. */
  public static double height(Drawing drawing, double width) {
    return drawing.height() * width / drawing.width();
  }

  /** Its upper left corner at x, y; in mm. */
  public static void paint(Drawing drawing, Pdf pdf, double x, double y, double width) {
    PdfPaint paint = new PdfPaint(pdf, x, y, width / drawing.width());
    drawing.marks().forEach(paint::mark);
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Box b ->
          pdf.box(x(b.x()), y(b.y()), b.width() * scale, b.height() * scale, b.fill());
      case Mark.Line l ->
          pdf.line(
              new double[] {x(l.x1()), x(l.x2())},
              new double[] {y(l.y1()), y(l.y2())},
              l.width() * scale,
              l.color());
      case Mark.Curve c ->
          pdf.line(
              Arrays.stream(c.xs()).map(this::x).toArray(),
              Arrays.stream(c.ys()).map(this::y).toArray(),
              c.width() * scale,
              c.color());
      case Mark.Dot d -> pdf.dot(x(d.x()), y(d.y()), d.radius() * scale, d.fill());
      case Mark.Words w -> words(w);
    }
  }

  private void words(Mark.Words words) {
    var style = new Pdf.Style(words.size() * scale, words.bold(), words.color());
    double width = pdf.width(words.text(), style);
    double from =
        switch (words.anchor()) {
          case Anchor.START -> x(words.x());
          case Anchor.MIDDLE -> x(words.x()) - width / 2;
          case Anchor.END -> x(words.x()) - width;
        };
    pdf.text(words.text(), from, y(words.y()), style);
  }

  private double x(double pixels) {
    return left + pixels * scale;
  }

  private double y(double pixels) {
    return top + pixels * scale;
  }
}
