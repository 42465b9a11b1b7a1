package io.liana.content;

import io.liana.kernel.Given;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tables as spreadsheets write and read them (RFC 4180). */
public final class Csv {
  /** Without it Excel reads no Chinese. */
  public static final String MARK = "\uFEFF";

  /** Shops export some dozens; thousands are no table of ours. */
  private static final int MOST_COLUMNS = 100;

  private static final Charset CHINESE_EXCEL = Charset.forName("GB18030");
  private static final String FORMULA = "=+-@\t\r";

  private Csv() {}

  /**
   * @param number of the line it begins in, from 1
   */
  public record Line(int number, List<String> cells) {
    /** Empty where the line is shorter. */
    public String cell(int column) {
      return column < cells.size() ? cells.get(column).strip() : "";
    }
  }

  /**
   * Spreadsheets in China write GB 18030 where they do not write UTF-8.
   *
   * @throws io.liana.kernel.Problem 400 for a workbook or a picture
   */
  public static String text(byte[] bytes) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text = new String(bytes, CHINESE_EXCEL);
    }
    if (text.indexOf('\0') >= 0) {
      throw Given.wrong("file", "is no table: save it as CSV");
    }
    return text;
  }

  /** Without the end of the line. */
  public static String row(List<? extends @Nullable Object> values) {
    return values.stream().map(Csv::cell).collect(Collectors.joining(","));
  }

  /** Whatever begins like a formula is kept from being one; a number is none. */
  public static String cell(@Nullable Object value) {
    String text = value == null ? "" : value.toString();
    if (value instanceof String && !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
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
  public static List<Line> read(String text, int mostLines) {
    String body = text.startsWith(MARK) ? text.substring(1) : text;
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
          throw Given.wrong(
              "file", "has more than %d columns in line %d".formatted(MOST_COLUMNS, begun));
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
