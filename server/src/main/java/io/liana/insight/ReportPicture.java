package io.liana.insight;

import io.liana.insight.Drawing.Anchor;
import io.liana.insight.Drawing.Pen;
import io.liana.insight.Report.Said;
import io.liana.insight.ReportWords.Row;
import io.liana.insight.Reports.Sheet;
import java.util.List;

/** The report on one sheet: key figures, charts, and the gravest findings. */
final class ReportPicture {
  private static final int WIDTH = 1160;
  private static final int MARGIN = 36;
  private static final int INNER = WIDTH - 2 * MARGIN;
  private static final int HALF = (INNER - 32) / 2;
  private static final int FINDINGS = 6;

  private final Sheet sheet;
  private final Catalogue words;
  private final Pen pen = new Pen();
  private int y = MARGIN;

  private ReportPicture(Sheet sheet, Catalogue words) {
    this.sheet = sheet;
    this.words = words;
  }

  static Drawing of(Sheet sheet, Catalogue words) {
    ReportPicture picture = new ReportPicture(sheet, words);
    picture.head();
    if (sheet.report().metrics().activity().firstDay() != null) {
      picture.tiles();
      picture.charts();
    }
    picture.findings();
    return picture.pen.done(WIDTH, picture.y + MARGIN);
  }

  private void head() {
    Report report = sheet.report();
    y += 22;
    pen.bold(MARGIN, y, report.group().name(), 26, Drawing.INK);
    y += 26;
    String period = words.page("title") + " · " + ReportWords.period(report, words);
    pen.words(MARGIN, y, period, 14, Drawing.MUTED, Anchor.START);
    y += 24;
  }

  private void tiles() {
    List<Row> tiles = ReportWords.tiles(sheet.report(), words);
    double wide = (double) INNER / tiles.size();
    for (int i = 0; i < tiles.size(); i++) {
      double x = MARGIN + i * wide;
      pen.box(x, y, wide - 10, 66, "#f4f7f5", null);
      pen.bold(x + 12, y + 32, tiles.get(i).value(), 21, Drawing.LEAF);
      int size = Drawing.widthOf(tiles.get(i).name(), 12) > wide - 26 ? 10 : 12;
      pen.words(x + 12, y + 53, tiles.get(i).name(), size, Drawing.MUTED, Anchor.START);
    }
    y += 92;
  }

  private void charts() {
    Series series = sheet.series();
    full(TimeCharts.messages(series.days(), words, INNER, 210));
    full(TimeCharts.members(series.days(), words, INNER, 190));
    pair(
        TimeCharts.newcomers(series.newcomers(), words, HALF, 260),
        ShapeCharts.hours(series.hours(), words, HALF, 260));
    pair(
        ShapeCharts.lorenz(series.lorenz(), words, HALF, 360),
        ShapeCharts.graph(series.graph(), words, HALF, 360));
    int rows = Math.max(1, series.cohorts().rows().size());
    full(ShapeCharts.heat(series.cohorts(), words, INNER, 60 + 20 * rows));
  }

  private void full(Drawing drawing) {
    pen.inset(drawing, MARGIN, y);
    y += drawing.height() + 18;
  }

  private void pair(Drawing left, Drawing right) {
    pen.inset(left, MARGIN, y);
    pen.inset(right, MARGIN + HALF + 32, y);
    y += left.height() + 18;
  }

  private void findings() {
    y += 18;
    pen.bold(MARGIN, y, words.page("findings"), 17, Drawing.INK);
    y += 14;
    for (Said finding : sheet.report().findings().stream().limit(FINDINGS).toList()) {
      int top = y;
      y += 8;
      paragraph(words.page(finding.severity()) + " · " + finding.text(), Drawing.INK);
      paragraph("→ " + finding.nextStep(), Drawing.MUTED);
      pen.box(MARGIN, top + 6, 4, y - top - 4, color(finding.severity()), null);
      y += 10;
    }
  }

  private void paragraph(String text, String color) {
    for (String line : Drawing.wrapped(text, 14, INNER - 24)) {
      y += 21;
      pen.words(MARGIN + 16, y, line, 14, color, Anchor.START);
    }
  }

  private static String color(String severity) {
    return switch (severity) {
      case "serious" -> Drawing.RED;
      case "warning" -> Drawing.AMBER;
      case "good" -> Drawing.LEAF;
      default -> Drawing.SKY;
    };
  }
}
