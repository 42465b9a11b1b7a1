package io.liana.acquisition;

import io.liana.kernel.Given;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables as spreadsheets write and read them (RFC 4180). */
final class Csv {
  private static final int MOST_COLUMNS = 20;

  private Csv() {}

  /**
   * @param number of the line it begins in, from 1
   */
  record Line(int number, List<String> cells) {
    /** Empty where the line is shorter. */
    String cell(int column) {
      return column < cells.size() ? cells.get(column).strip() : "";
    }
  }

  /** Whatever begins like a formula is kept from being one. */
  static String cell(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    if (value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  /**
   * Lines with something in them; the separator is what the first line has more of: comma,
   * semicolon or tab.
   */
  static List<Line> read(String text, int mostLines) {
    String body = text.startsWith("\ufeff") ? text.substring(1) : text;
    char separator = separator(body.lines().findFirst().orElse(""));
    List<Line> lines = new ArrayList<>();
    var cell = new StringBuilder();
    List<String> cells = new ArrayList<>();
    int number = 1;
    int begun = 1;
    boolean quoted = false;
    for (int i = 0; i <= body.length(); i++) {
      char c = i < body.length() ? body.charAt(i) : '\n';
      if (quoted && i == body.length()) {
        throw Given.wrong("file", "has a quote in line %d that is never closed".formatted(begun));
      }
      if (quoted) {
        boolean doubled = c == '"' && i + 1 < body.length() && body.charAt(i + 1) == '"';
        if (c == '"' && !doubled) {
          quoted = false;
        } else {
          cell.append(c);
          i += doubled ? 1 : 0;
        }
      } else if (c == '"' && cell.toString().isBlank()) {
        cell.setLength(0);
        quoted = true;
      } else if (c == separator || c == '\n') {
        cells.add(cell.toString());
        cell.setLength(0);
        if (cells.size() > MOST_COLUMNS) {
          throw Given.wrong("file", "has more than 20 columns in line %d".formatted(begun));
        }
        if (c == '\n') {
          if (cells.stream().anyMatch(one -> !one.isBlank())) {
            lines.add(new Line(begun, List.copyOf(cells)));
          }
          cells.clear();
          begun = number + 1;
          if (lines.size() > mostLines) {
            throw Given.wrong("file", "may have %,d lines at most".formatted(mostLines));
          }
        }
      } else if (c != '\r') {
        cell.append(c);
      }
      number += c == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static char separator(String line) {
    return Stream.of(',', ';', '\t')
        .max(Comparator.comparingLong(one -> line.chars().filter(c -> c == one).count()))
        .orElse(',');
  }
}
