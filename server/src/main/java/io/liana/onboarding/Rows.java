package io.liana.onboarding;

import io.liana.kernel.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table as a shop exports it: comma-separated, quoted where needed. */
final class Rows {
  /**
   * @param number of the line it begins in, from 1
   */
  record Row(int number, List<String> cells) {}

  private Rows() {}

  /** Rows with something in them. */
  static List<Row> read(String text, int most) {
    List<Row> rows = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    var cell = new StringBuilder();
    boolean quoted = false;
    int line = 1;
    int begun = 1;
    String body = text.startsWith("\ufeff") ? text.substring(1) : text;
    for (char c : (body + "\n").toCharArray()) {
      if (c == '"') {
        quoted = !quoted;
        if (quoted && !cell.isEmpty()) {
          cell.append('"'); // two in a row are one
        }
      } else if (!quoted && (c == ',' || c == '\n')) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
        if (c == '\n') {
          if (cells.stream().anyMatch(one -> !one.isEmpty())) {
            rows.add(new Row(begun, List.copyOf(cells)));
          }
          cells.clear();
          begun = line + 1;
        }
      } else if (c != '\r') {
        cell.append(c);
      }
      if (c == '\n') {
        line++;
        if (rows.size() > most) {
          throw Given.wrong("file", "may have %,d rows at most".formatted(most));
        }
      }
    }
    if (quoted) {
      throw Given.wrong("file", "has a quote in line %d that is never closed".formatted(begun));
    }
    return rows;
  }

  /** One row; what begins like a formula is kept from being one. */
  static String write(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.matches("(?s)[=+\\-@\t].*") ? "'" + cell : cell)
        .map(
            cell ->
                cell.matches("(?s).*[,\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
        .collect(Collectors.joining(","));
  }
}
