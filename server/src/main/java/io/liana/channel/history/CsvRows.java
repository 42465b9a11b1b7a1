package io.liana.channel.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV file (RFC 4180): quoted cells may hold separators, quotes and line breaks. */
final class CsvRows implements AutoCloseable {
  private final TextFile file;
  private final TextFile.Lines lines;
  private final char separator;
  private long line;

  CsvRows(TextFile file, char separator) throws IOException {
    this.file = file;
    this.lines = file.lines();
    this.separator = separator;
  }

  /** The one of comma, semicolon and tab that parts the header into most cells. */
  static char separator(String header) {
    char best = ',';
    for (char candidate : new char[] {';', '\t'}) {
      if (count(header, candidate) > count(header, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String header, char wanted) {
    return header.chars().filter(c -> c == wanted).count();
  }

  /** The line the last row began on. */
  long line() {
    return line;
  }

  @Nullable List<String> next() throws IOException {
    String first = lines.next();
    line = lines.number();
    if (first == null) {
      return null;
    }
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    String text = first;
    int at = 0;
    while (true) {
      if (at >= text.length()) {
        if (!quoted) {
          cells.add(cell.toString());
          return cells;
        }
        text = more(cell);
        at = 0;
        continue;
      }
      char c = text.charAt(at++);
      if (quoted) {
        boolean doubled = c == '"' && at < text.length() && text.charAt(at) == '"';
        at += doubled ? 1 : 0;
        quoted = c != '"' || doubled;
        if (quoted) {
          cell.append(c);
        }
      } else if (c == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (c == separator) {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
  }

  private String more(StringBuilder cell) throws IOException {
    String text = lines.next();
    if (text == null || cell.length() > LineReader.LONGEST) {
      throw TextEncoding.cut(file.file()); // a quote that never closes
    }
    cell.append('\n');
    return text;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
