package io.liana.content;

import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables as spreadsheets write and read them (RFC 4180). */
public final class Csv {
  /** Without it Excel reads no Chinese. */
  public static final String MARK = "\uFEFF";

  private static final int LARGEST = 1 << 20;
  private static final int HEARD_OUT = 32 << 20;
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

    boolean blank() {
      return cells.stream().allMatch(String::isBlank);
    }
  }

  /**
   * A table as it comes over HTTP.
   *
   * @throws Problem 413 {@code file_too_large} over 1 MB
   */
  public static String body(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      // Heard out, up to a point: a connection that is cut off carries no answer.
      in.readNBytes(HEARD_OUT);
      throw new Problem(
          413,
          "file_too_large",
          "A table has at most 1 MB. Nothing was kept.",
          Map.of("most_mb", LARGEST >> 20));
    }
    return text(bytes);
  }

  /**
   * Spreadsheets in China write GB 18030 where they do not write UTF-8.
   *
   * @throws Problem 400 for a workbook or a picture
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
    List<Line> lines = new ArrayList<>();
    try {
      CsvStream.read(new StringReader(text), mostLines, lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /**
   * The same of a table of any length, a line at a time; nothing but the line is kept.
   *
   * @throws io.liana.kernel.Problem 400 {@code file_encoding_wrong}, {@code invalid_request} for
   *     what is no table, 413 {@code file_too_large}
   */
  public static void read(InputStream file, Charset encoding, int mostLines, Consumer<Line> found) {
    CsvStream.read(file, encoding, mostLines, found);
  }
}
