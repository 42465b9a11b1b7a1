package io.liana.acquisition;

import java.awt.Font;
import java.awt.GraphicsEnvironment;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.PathIterator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A4 pages of black boxes and words, in millimetres from the top left corner. Words are drawn as
 * outlines of a font of this machine, so that they look alike everywhere; where no font here has
 * the letters, the reader's own Chinese font is asked for by its usual name. See ADR 31.
 */
final class Pdf {
  static final double WIDTH = 210;
  static final double HEIGHT = 297;
  private static final double POINTS = 72 / 25.4;
  private static final FontRenderContext FINE = new FontRenderContext(null, true, true);

  private final List<StringBuilder> pages = new ArrayList<>();

  void page() {
    pages.add(new StringBuilder("0 g\n"));
  }

  void box(double x, double y, double width, double height) {
    append("%s %s %s %s re f\n", x(x), y(y + height), width * POINTS, height * POINTS);
  }

  /**
   * One line that begins at x, cut where it is wider than {@code most}.
   *
   * @param size of its letters in mm
   */
  void text(String text, double x, double baseline, double size, double most) {
    Font font = font(text);
    if (font == null) {
      foreign(text, x, baseline, size, most);
      return;
    }
    Font sized = font.deriveFont((float) (size * POINTS));
    String shown = text;
    while (!shown.isEmpty() && sized.getStringBounds(shown, FINE).getWidth() > most * POINTS) {
      shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
    }
    outline(sized.createGlyphVector(FINE, shown).getOutline(), x, baseline);
  }

  private void outline(Shape shape, double x, double baseline) {
    double left = x(x);
    double bottom = y(baseline);
    double[] p = new double[6];
    double lastX = 0;
    double lastY = 0;
    for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
      int kind = at.currentSegment(p);
      for (int i = 0; i < p.length; i += 2) {
        p[i] += left;
        p[i + 1] = bottom - p[i + 1];
      }
      switch (kind) {
        case PathIterator.SEG_MOVETO -> append("%s %s m\n", p[0], p[1]);
        case PathIterator.SEG_LINETO -> append("%s %s l\n", p[0], p[1]);
        case PathIterator.SEG_QUADTO ->
            append(
                "%s %s %s %s %s %s c\n",
                lastX + (p[0] - lastX) * 2 / 3,
                lastY + (p[1] - lastY) * 2 / 3,
                p[2] + (p[0] - p[2]) * 2 / 3,
                p[3] + (p[1] - p[3]) * 2 / 3,
                p[2],
                p[3]);
        case PathIterator.SEG_CUBICTO ->
            append("%s %s %s %s %s %s c\n", p[0], p[1], p[2], p[3], p[4], p[5]);
        default -> page(pages.size()).append("h\n");
      }
      int end =
          switch (kind) {
            case PathIterator.SEG_QUADTO -> 2;
            case PathIterator.SEG_CUBICTO -> 4;
            default -> 0;
          };
      if (kind != PathIterator.SEG_CLOSE) {
        lastX = p[end];
        lastY = p[end + 1];
      }
    }
    page(pages.size()).append("f\n");
  }

  /** By Adobe's name of the font every Chinese reader of PDF has something for. */
  private void foreign(String text, double x, double baseline, double size, double most) {
    int letters = (int) (most / size);
    String shown = text.length() > letters ? text.substring(0, letters) : text;
    var hex = new StringBuilder();
    for (byte b : shown.getBytes(StandardCharsets.UTF_16BE)) {
      hex.append("%02X".formatted(b));
    }
    append("BT /F1 %s Tf %s %s Td ", size * POINTS, x(x), y(baseline));
    page(pages.size()).append('<').append(hex).append("> Tj ET\n");
  }

  private static @Nullable Font font(String text) {
    Font usual = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    if (usual.canDisplayUpTo(text) < 0) {
      return usual;
    }
    return Fonts.ALL.stream().filter(one -> one.canDisplayUpTo(text) < 0).findFirst().orElse(null);
  }

  /** Looking them up takes a second. */
  private static final class Fonts {
    static final List<Font> ALL =
        Arrays.stream(GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts())
            .filter(font -> !font.getFontName(Locale.ROOT).matches(".*(Black|Thin|Light|Mono).*"))
            .toList();
  }

  private void append(String format, double... numbers) {
    Object[] written =
        Arrays.stream(numbers).mapToObj(n -> String.format(Locale.ROOT, "%.3f", n)).toArray();
    page(pages.size()).append(String.format(Locale.ROOT, format, written));
  }

  private StringBuilder page(int number) {
    return Objects.requireNonNull(pages.get(number - 1));
  }

  private static double x(double mm) {
    return mm * POINTS;
  }

  private static double y(double mm) {
    return (HEIGHT - mm) * POINTS;
  }

  byte[] bytes() {
    var out = new PdfFile();
    String kids =
        IntStream.range(0, pages.size())
            .mapToObj(i -> (6 + 2 * i) + " 0 R")
            .collect(Collectors.joining(" "));
    out.object("<< /Type /Catalog /Pages 2 0 R >>");
    out.object("<< /Type /Pages /Kids [%s] /Count %d >>".formatted(kids, pages.size()));
    out.object(
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>");
    out.object(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /DW 1000 /W [1 95 500] /FontDescriptor 5 0 R >>");
    out.object(
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>");
    for (int i = 0; i < pages.size(); i++) {
      out.object(
          String.format(
              Locale.ROOT,
              "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.3f %.3f] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>",
              WIDTH * POINTS,
              HEIGHT * POINTS,
              7 + 2 * i));
      out.stream(pages.get(i).toString());
    }
    return out.bytes();
  }

  /** The frame around objects: offsets, and where to find them. */
  private static final class PdfFile {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<Integer> offsets = new ArrayList<>();

    PdfFile() {
      write("%PDF-1.5\n");
    }

    void object(String body) {
      begin();
      write(body + "\nendobj\n");
    }

    void stream(String content) {
      var packed = new ByteArrayOutputStream();
      try (var deflate = new DeflaterOutputStream(packed)) {
        deflate.write(content.getBytes(StandardCharsets.ISO_8859_1));
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
      begin();
      write("<< /Filter /FlateDecode /Length %d >>\nstream\n".formatted(packed.size()));
      out.writeBytes(packed.toByteArray());
      write("\nendstream\nendobj\n");
    }

    private void begin() {
      offsets.add(out.size());
      write(offsets.size() + " 0 obj\n");
    }

    byte[] bytes() {
      int start = out.size();
      write("xref\n0 %d\n0000000000 65535 f \n".formatted(offsets.size() + 1));
      offsets.forEach(offset -> write("%010d 00000 n \n".formatted(offset)));
      write(
          "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
              .formatted(offsets.size() + 1, start));
      return out.toByteArray();
    }

    private void write(String text) {
      out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }
  }
}
