package io.liana.review;

import io.liana.content.Pdf;
import io.liana.content.Pdf.Style;
import io.liana.insight.PdfPaint;
import io.liana.review.Block.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A board on numbered A4 pages. */
final class BoardPdf {
  private static final double LEFT = 18;
  private static final double TOP = 18;
  private static final double BOTTOM = Pdf.HEIGHT - 20;
  private static final double ACROSS = Pdf.WIDTH - 2 * LEFT;
  private static final double LEADING = 1.45; // of the size of letters, from line to line
  private static final double GUTTER = 3;
  private static final String INK = "#1f2933";
  private static final String MUTED = "#5f6b78";
  private static final String RULE = "#e4e7eb";
  private static final Style TITLE = new Style(7, true, INK);
  private static final Style HEADING = new Style(4.6, true, INK);
  private static final Style TEXT = new Style(3.5, false, INK);
  private static final Style STRONG = new Style(3.5, true, INK);
  private static final Style QUIET = new Style(3, false, MUTED);

  private final Board board;
  private final Pdf pdf;
  private double y;

  private BoardPdf(Board board) {
    this.board = board;
    this.pdf = new Pdf(board.title(), board.words().code());
  }

  static byte[] of(Board board) {
    var paper = new BoardPdf(board);
    paper.turn();
    paper.words(board.title(), TITLE);
    paper.words(board.subtitle(), QUIET);
    board.blocks().forEach(paper::block);
    paper.footers();
    return paper.pdf.bytes();
  }

  private void turn() {
    pdf.page();
    y = TOP;
  }

  /** A page with room for so much; what is higher than a page begins on a new one. */
  private void room(double height) {
    if (y + height > BOTTOM && y > TOP) {
      turn();
    }
  }

  private void block(Block block) {
    switch (block) {
      case Block.Heading(String text) -> {
        room(56); // a heading keeps something of what it heads
        y += 6;
        words(text, HEADING);
        pdf.box(LEFT, y + 0.6, ACROSS, 0.5, "#2f855a");
        y += 3;
      }
      case Block.Text(String text, boolean quiet) -> words(text, quiet ? QUIET : TEXT);
      case Block.Warning(String text) -> warning(text);
      case Block.Table table -> table(table);
      case Block.Figure figure -> {
        double height = PdfPaint.height(figure.drawing(), ACROSS);
        room(height + 8);
        y += 2;
        PdfPaint.paint(figure.drawing(), pdf, LEFT, y, ACROSS);
        y += height + 1;
        words(figure.caption(), QUIET);
        y += 2;
      }
      case Block.Notes notes -> {
        int number = 1;
        for (Block.Note note : notes.notes()) {
          words("%d. %s — %s".formatted(number++, note.term(), note.meaning()), QUIET);
          y += 0.8;
        }
      }
    }
  }

  private void words(String text, Style style) {
    for (String line : pdf.wrapped(text, style, ACROSS, board.words().locale())) {
      room(style.size() * LEADING);
      y += style.size() * LEADING;
      pdf.text(line, LEFT, y - style.size() * 0.3, style);
    }
  }

  private void warning(String text) {
    List<String> lines = pdf.wrapped(text, TEXT, ACROSS - 6, board.words().locale());
    double height = lines.size() * TEXT.size() * LEADING + 3;
    room(height + 2);
    y += 1.5;
    pdf.box(LEFT, y, ACROSS, height, "#fdf8ec");
    pdf.box(LEFT, y, 1.2, height, "#b7791f");
    double line = y + 1.5;
    for (String one : lines) {
      line += TEXT.size() * LEADING;
      pdf.text(one, LEFT + 4, line - TEXT.size() * 0.3, TEXT);
    }
    y += height + 1.5;
  }

  private void table(Block.Table table) {
    double[] widths = widths(table.weights());
    List<Cell> heads = table.heads().stream().map(Cell::of).toList();
    List<List<Line>> head = lines(heads, widths, QUIET);
    room(height(head) + 14);
    head(head, widths);
    for (List<Cell> cells : table.rows()) {
      List<List<Line>> row = lines(cells, widths, TEXT);
      if (y + height(row) > BOTTOM) {
        turn();
        head(head, widths);
      }
      row(row, widths);
    }
    y += 2;
  }

  private void head(List<List<Line>> head, double[] widths) {
    if (!head.isEmpty()) {
      row(head, widths);
    }
  }

  private record Line(String text, Style style) {}

  private List<List<Line>> lines(List<Cell> cells, double[] widths, Style usual) {
    List<List<Line>> columns = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      List<Line> lines = new ArrayList<>();
      for (int n = 0; n < cell.lines().size(); n++) {
        Style style = n > 0 ? QUIET : cell.strong() ? STRONG : usual;
        pdf.wrapped(cell.lines().get(n), style, widths[i] - GUTTER, board.words().locale())
            .forEach(line -> lines.add(new Line(line, style)));
      }
      columns.add(lines);
    }
    return columns;
  }

  private static double height(List<List<Line>> columns) {
    return 2.4
        + columns.stream()
            .mapToDouble(
                lines -> lines.stream().mapToDouble(one -> one.style().size() * LEADING).sum())
            .max()
            .orElse(0);
  }

  private void row(List<List<Line>> columns, double[] widths) {
    double x = LEFT;
    for (int i = 0; i < columns.size(); i++) {
      double line = y + 1.2;
      for (Line one : columns.get(i)) {
        line += one.style().size() * LEADING;
        pdf.text(one.text(), x, line - one.style().size() * 0.3, one.style());
      }
      x += widths[i];
    }
    y += height(columns);
    pdf.box(LEFT, y - 0.2, ACROSS, 0.2, RULE);
  }

  private static double[] widths(List<Integer> weights) {
    double all = weights.stream().mapToInt(one -> one).sum();
    return weights.stream().mapToDouble(one -> ACROSS * one / all).toArray();
  }

  private void footers() {
    for (int page = 1; page <= pdf.pages(); page++) {
      pdf.turnTo(page);
      String number = board.words().say("board.page", Map.of("n", page, "of", pdf.pages()));
      double width = pdf.width(number, QUIET);
      pdf.text(number, Pdf.WIDTH - LEFT - width, Pdf.HEIGHT - 10, QUIET);
      String title = pdf.cut(board.title(), QUIET, ACROSS - width - 10);
      pdf.text(title, LEFT, Pdf.HEIGHT - 10, QUIET);
    }
  }
}
