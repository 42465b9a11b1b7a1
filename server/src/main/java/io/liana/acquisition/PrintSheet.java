package io.liana.acquisition;

import io.liana.content.Pdf;
import io.liana.content.QrCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Codes for the printer: an A4 sheet, or one picture each. A code is as large in millimetres as was
 * asked, its quiet zone of four modules included.
 */
final class PrintSheet {
  static final int SMALLEST = 20; // below, phones need to be held too near
  static final int LARGEST = 180;
  private static final double MARGIN = 12;
  private static final double GAP = 6;
  private static final double LABEL = 9; // below the code: the label, and the address to type
  private static final String BLACK = "#000000";
  private static final Pdf.Style NAME = new Pdf.Style(3.2, false, BLACK);
  private static final Pdf.Style ADDRESS = new Pdf.Style(2.2, false, BLACK);

  /**
   * @param url what the code holds
   */
  record Item(String label, String url) {}

  private PrintSheet() {}

  static byte[] pdf(List<Item> items, int mm) {
    int across = Math.max(1, (int) ((Pdf.WIDTH - 2 * MARGIN + GAP) / (mm + GAP)));
    int down = Math.max(1, (int) ((Pdf.HEIGHT - 2 * MARGIN + GAP) / (mm + LABEL + GAP)));
    var pdf = new Pdf("Codes", "en");
    for (int i = 0; i < items.size(); i++) {
      int place = i % (across * down);
      if (place == 0) {
        pdf.page();
      }
      double x = MARGIN + (place % across) * (mm + GAP);
      double y = MARGIN + (place / across) * (mm + LABEL + GAP);
      draw(pdf, items.get(i), x, y, mm);
    }
    if (items.isEmpty()) {
      pdf.page();
    }
    return pdf.bytes();
  }

  private static void draw(Pdf pdf, Item item, double x, double y, int mm) {
    boolean[][] dark = QrCode.modules(item.url());
    double module = (double) mm / dark.length;
    for (int row = 0; row < dark.length; row++) {
      for (int from = 0; from < dark.length; from++) {
        int to = from;
        while (to < dark.length && dark[row][to]) {
          to++;
        }
        if (to > from) { // one box for neighbours: no hairlines between them
          pdf.box(x + from * module, y + row * module, (to - from) * module, module, BLACK);
          from = to;
        }
      }
    }
    pdf.text(pdf.cut(item.label(), NAME, mm), x, y + mm + 3.5, NAME);
    String address = item.url().replaceFirst("^https?://", "");
    pdf.text(pdf.cut(address, ADDRESS, mm), x, y + mm + 7, ADDRESS);
  }

  static byte[] zip(List<Item> items, int mm, boolean png) {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      List<String> names = new ArrayList<>();
      for (Item item : items) {
        String name = fileName(item.label());
        names.add(name);
        long same = names.stream().filter(name::equals).count();
        zip.putNextEntry(
            new ZipEntry((same > 1 ? name + "-" + same : name) + (png ? ".png" : ".svg")));
        zip.write(
            png
                ? QrPng.of(QrCode.modules(item.url()), mm)
                : sized(QrCode.svg(item.url(), item.label()), mm));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] sized(String svg, int mm) {
    return svg.replaceFirst("<svg ", "<svg width=\"%1$dmm\" height=\"%1$dmm\" ".formatted(mm))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** What no file system takes is left out. */
  private static String fileName(String label) {
    String clean = label.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_").strip();
    return clean.isEmpty() || clean.startsWith(".")
        ? "code" + clean.toLowerCase(Locale.ROOT)
        : clean;
  }
}
