package io.liana.content;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.jspecify.annotations.Nullable;

/**
 * A4 pages of shapes and words, in millimetres from the top left corner. The letters used are in
 * the file, so that it looks alike everywhere and can be searched and copied from. See ADR 43.
 */
public final class Pdf {
  public static final double WIDTH = 210;
  public static final double HEIGHT = 297;
  private static final double POINTS = 72 / 25.4;
  private static final double ROUND = 0.5523; // handles of Bézier curves that make a circle

  /** What is not done to a page can fail only when memory does. */
  private interface Stroke {
    void on(PDPageContentStream page) throws IOException;
  }

  private final PDDocument document = new PDDocument();
  private final List<PDPageContentStream> pages = new ArrayList<>();
  private final Letters plain;
  private @Nullable Letters bold;
  private int at;

  public Pdf(String title, String language) {
    try {
      plain = Letters.of(document, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    document.getDocumentInformation().setTitle(title);
    document.getDocumentCatalog().setLanguage(language);
    var shown = new PDViewerPreferences(document.getDocumentCatalog().getCOSObject());
    shown.setDisplayDocTitle(true);
    document.getDocumentCatalog().setViewerPreferences(shown);
  }

  /** Begins a page and goes to it. */
  public void page() {
    var page = new PDPage(PDRectangle.A4);
    document.addPage(page);
    try {
      pages.add(new PDPageContentStream(document, page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    at = pages.size();
  }

  public int pages() {
    return pages.size();
  }

  /** Goes to a page, the first is 1. */
  public void turnTo(int page) {
    at = page;
  }

  /**
   * @param color as {@code #rrggbb}
   */
  public void box(double x, double y, double width, double height, String color) {
    draw(
        page -> {
          page.setNonStrokingColor(Color.decode(color));
          page.addRect(x(x), y(y + height), x(width), x(height));
          page.fill();
        });
  }

  public void line(double[] xs, double[] ys, double width, String color) {
    draw(
        page -> {
          page.setStrokingColor(Color.decode(color));
          page.setLineWidth(x(width));
          page.setLineJoinStyle(1);
          for (int i = 0; i < xs.length; i++) {
            if (i == 0) {
              page.moveTo(x(xs[i]), y(ys[i]));
            } else {
              page.lineTo(x(xs[i]), y(ys[i]));
            }
          }
          page.stroke();
        });
  }

  public void dot(double x, double y, double radius, String color) {
    float r = x(radius);
    float k = (float) (r * ROUND);
    float cx = x(x);
    float cy = y(y);
    draw(
        page -> {
          page.setNonStrokingColor(Color.decode(color));
          page.moveTo(cx - r, cy);
          page.curveTo(cx - r, cy + k, cx - k, cy + r, cx, cy + r);
          page.curveTo(cx + k, cy + r, cx + r, cy + k, cx + r, cy);
          page.curveTo(cx + r, cy - k, cx + k, cy - r, cx, cy - r);
          page.curveTo(cx - k, cy - r, cx - r, cy - k, cx - r, cy);
          page.fill();
        });
  }

  /**
   * How words look.
   *
   * @param size of the letters in mm
   * @param color as {@code #rrggbb}
   */
  public record Style(double size, boolean bold, String color) {}

  /** One line that begins at x. */
  public void text(String text, double x, double baseline, Style style) {
    Letters letters = letters(style);
    String written = letters.written(text);
    if (written.isEmpty()) {
      return;
    }
    draw(
        page -> {
          page.setNonStrokingColor(Color.decode(style.color()));
          page.beginText();
          page.setFont(letters.font(), x(style.size()));
          page.newLineAtOffset(x(x), y(baseline));
          page.showText(written);
          page.endText();
        });
  }

  /** In mm. */
  public double width(String text, Style style) {
    Letters letters = letters(style);
    return letters.width(letters.written(text)) * style.size();
  }

  /** Cut where it is wider than {@code most}. */
  public String cut(String text, Style style, double most) {
    String shown = text;
    while (!shown.isEmpty() && width(shown, style) > most) {
      shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
    }
    return shown;
  }

  /** In lines no wider than {@code most}, broken as the language does; a longer word is cut up. */
  public List<String> wrapped(String text, Style style, double most, Locale language) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : text.split("\\R")) {
      BreakIterator breaks = BreakIterator.getLineInstance(language);
      breaks.setText(paragraph);
      var line = new StringBuilder();
      for (int from = breaks.first(), to = breaks.next();
          to != BreakIterator.DONE;
          from = to, to = breaks.next()) {
        String piece = paragraph.substring(from, to);
        if (!line.isEmpty() && width(line + piece.stripTrailing(), style) > most) {
          lines.add(line.toString().stripTrailing());
          line.setLength(0);
        }
        line.append(piece);
        while (width(line.toString().stripTrailing(), style) > most) {
          String fits = cut(line.toString(), style, most);
          if (fits.isEmpty()) {
            break; // not even one letter: it sticks out
          }
          lines.add(fits);
          line.delete(0, fits.length());
        }
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** The file; nothing can be drawn any more. */
  public byte[] bytes() {
    try (document) {
      for (PDPageContentStream page : pages) {
        page.close();
      }
      var out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Letters letters(Style style) {
    if (!style.bold()) {
      return plain;
    }
    try {
      Letters heavy = bold == null ? Letters.of(document, true) : bold;
      bold = heavy;
      return heavy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void draw(Stroke stroke) {
    try {
      stroke.on(pages.get(at - 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float x(double mm) {
    return (float) (mm * POINTS);
  }

  private static float y(double mm) {
    return (float) ((HEIGHT - mm) * POINTS);
  }
}
