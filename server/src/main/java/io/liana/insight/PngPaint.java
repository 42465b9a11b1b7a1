package io.liana.insight;

import io.liana.insight.Drawing.Anchor;
import io.liana.insight.Drawing.Mark;
import io.liana.kernel.Problem;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Paints a drawing as a PNG, without a screen. */
final class PngPaint {
  private static final int SCALE = 2; // sharp on dense screens and in print
  private static final String CHINESE = "群藤报告";

  private final Graphics2D pen;
  private final Font font;

  private PngPaint(Graphics2D pen, Font font) {
    this.pen = pen;
    this.font = font;
  }

  /**
   * @param chinese whether the words are Chinese and need a font that has them
   * @throws Problem 501 {@code no_font} when this machine has none
   */
  static byte[] paint(Drawing drawing, boolean chinese) {
    Font font = font(chinese);
    BufferedImage image =
        new BufferedImage(
            drawing.width() * SCALE, drawing.height() * SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHints(
        Map.of(
            RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
            RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
            RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE,
            RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON));
    pen.scale(SCALE, SCALE);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, drawing.width(), drawing.height());
    PngPaint paint = new PngPaint(pen, font);
    drawing.marks().forEach(paint::mark);
    pen.dispose();
    return encoded(image);
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Box b -> {
        pen.setColor(Color.decode(b.fill()));
        pen.fill(new Rectangle2D.Double(b.x(), b.y(), b.width(), b.height()));
      }
      case Mark.Line l -> {
        stroke(l.color(), l.width());
        pen.draw(new Line2D.Double(l.x1(), l.y1(), l.x2(), l.y2()));
      }
      case Mark.Curve c -> {
        stroke(c.color(), c.width());
        pen.draw(path(c));
      }
      case Mark.Dot d -> {
        pen.setColor(Color.decode(d.fill()));
        double size = 2 * d.radius();
        pen.fill(new Ellipse2D.Double(d.x() - d.radius(), d.y() - d.radius(), size, size));
      }
      case Mark.Words w -> words(w);
    }
  }

  private void words(Mark.Words words) {
    pen.setColor(Color.decode(words.color()));
    pen.setFont(font.deriveFont(words.bold() ? Font.BOLD : Font.PLAIN, words.size()));
    double width = pen.getFontMetrics().getStringBounds(words.text(), pen).getWidth();
    double x =
        switch (words.anchor()) {
          case Anchor.START -> words.x();
          case Anchor.MIDDLE -> words.x() - width / 2;
          case Anchor.END -> words.x() - width;
        };
    pen.drawString(words.text(), (float) x, (float) words.y());
  }

  private void stroke(String color, double width) {
    pen.setColor(Color.decode(color));
    pen.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
  }

  private static Path2D path(Mark.Curve curve) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < curve.xs().length; i++) {
      if (i == 0) {
        path.moveTo(curve.xs()[i], curve.ys()[i]);
      } else {
        path.lineTo(curve.xs()[i], curve.ys()[i]);
      }
    }
    return path;
  }

  private static Font font(boolean chinese) {
    try {
      Font usual = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
      if (usual.canDisplayUpTo(CHINESE) < 0) {
        return usual;
      }
      Optional<Font> able =
          Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
              .filter(font -> font.canDisplayUpTo(CHINESE) < 0)
              .min(Comparator.comparing(PngPaint::plainness));
      if (able.isPresent()) {
        return able.get(); // it has Latin letters too, and names may be Chinese in any report
      }
      if (!chinese) {
        return usual;
      }
    } catch (InternalError | NoClassDefFoundError e) {
      // Java without a font configuration: the JVM has nothing to draw letters with.
      throw noFont("any letters");
    }
    throw noFont("Chinese");
  }

  /** Letters without serifs first, the shapes of the mainland before others. */
  private static int plainness(Font font) {
    String name = font.getFontName(Locale.ROOT);
    return (name.contains("Sans") ? 0 : 2) + (name.contains("SC") ? 0 : 1);
  }

  private static Problem noFont(String what) {
    return new Problem(
        501,
        "no_font",
        "No font on the server can show %s; install one (on Debian: apt-get install fontconfig fonts-noto-cjk), or take the HTML report, which needs none."
            .formatted(what),
        Map.of());
  }

  private static byte[] encoded(BufferedImage image) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.setUseCache(false);
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
