package io.liana.review;

import static io.liana.insight.SvgPaint.escaped;

import io.liana.insight.SvgPaint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Collectors;

/** A board as one page that needs nothing but itself: no script, no request. */
final class BoardHtml {
  static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";
  private static final String STYLE = style();

  private BoardHtml() {}

  static String of(Board board) {
    StringBuilder page = new StringBuilder();
    String title = escaped(board.title());
    page.append(
        """
        <!doctype html>
        <html lang="%s">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="%s">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <h1><bdi>%s</bdi></h1>
        <div class="quiet"><bdi>%s</bdi></div>
        """
            .formatted(
                board.words().code(), POLICY, title, STYLE, title, escaped(board.subtitle())));
    board.blocks().forEach(block -> page.append(html(block)));
    return page.append("</body>\n</html>\n").toString();
  }

  private static String html(Block block) {
    return switch (block) {
      case Block.Heading(String text) -> "<h2>%s</h2>\n".formatted(escaped(text));
      case Block.Text(String text, boolean quiet) ->
          "<p%s><bdi>%s</bdi></p>\n".formatted(quiet ? " class=\"quiet\"" : "", escaped(text));
      case Block.Warning(String text) ->
          "<p class=\"warning\" role=\"note\">%s</p>\n".formatted(escaped(text));
      case Block.Table table -> table(table);
      case Block.Figure figure ->
          "<figure class=\"wide\">%s<figcaption>%s</figcaption></figure>\n"
              .formatted(
                  SvgPaint.paint(figure.drawing(), figure.title()), escaped(figure.caption()));
      case Block.Notes notes ->
          notes.notes().stream()
              .map(
                  note ->
                      "<li><b>%s</b> — %s</li>\n"
                          .formatted(escaped(note.term()), escaped(note.meaning())))
              .collect(Collectors.joining("", "<ol>\n", "</ol>\n"));
    };
  }

  private static String table(Block.Table table) {
    StringBuilder rows = new StringBuilder("<div class=\"wide\"><table>\n");
    rows.append(table.heads().isEmpty() ? "" : "<thead><tr>");
    int all = table.weights().stream().mapToInt(one -> one).sum();
    for (int i = 0; i < table.heads().size(); i++) {
      rows.append(
          "<th scope=\"col\" style=\"width:%d%%\">%s</th>"
              .formatted(100 * table.weights().get(i) / all, escaped(table.heads().get(i))));
    }
    rows.append(table.heads().isEmpty() ? "<tbody>\n" : "</tr></thead>\n<tbody>\n");
    table
        .rows()
        .forEach(
            row ->
                rows.append(
                    row.stream()
                        .map(BoardHtml::cell)
                        .collect(Collectors.joining("", "<tr>", "</tr>\n"))));
    return rows.append("</tbody></table></div>\n").toString();
  }

  private static String cell(Block.Cell cell) {
    StringBuilder lines = new StringBuilder("<td>");
    for (int i = 0; i < cell.lines().size(); i++) {
      String form =
          i > 0
              ? "<div class=\"small\"><bdi>%s</bdi></div>"
              : cell.strong() ? "<div><b><bdi>%s</bdi></b></div>" : "<div><bdi>%s</bdi></div>";
      lines.append(form.formatted(escaped(cell.lines().get(i))));
    }
    return lines.append("</td>").toString();
  }

  private static String style() {
    try (InputStream in = BoardHtml.class.getResourceAsStream("/review/board.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
