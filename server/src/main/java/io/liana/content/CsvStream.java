package io.liana.content;

import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A table of any length (RFC 4180), a line at a time; nothing but the line is kept. The separator
 * is what the first line has most of: comma, semicolon or tab.
 */
final class CsvStream {
  private static final int MOST_COLUMNS = 200; // shops export some dozens
  private static final int LARGEST = 300_000_000; // characters
  private static final int LONGEST_CELL = 10_000;
  private static final int FIRST_LINE = 1_000_000; // characters looked at for the separator

  private final int mostLines;
  private final Consumer<Csv.Line> found;
  private final List<String> cells = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private int number = 1;
  private int begun = 1;
  private int lines;

  private CsvStream(int mostLines, Consumer<Csv.Line> found) {
    this.mostLines = mostLines;
    this.found = found;
  }

  /**
   * @throws Problem 400 {@code file_encoding_wrong}, {@code invalid_request} for what is no table,
   *     413 {@code file_too_large}
   */
  static void read(InputStream file, Charset encoding, int mostLines, Consumer<Csv.Line> found) {
    var decoder =
        encoding
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    try {
      read(new InputStreamReader(file, decoder), mostLines, found);
    } catch (CharacterCodingException e) {
      throw Problem.invalid(
          "file_encoding_wrong",
          "The file is not written in %s. Nothing was kept.".formatted(encoding),
          Map.of("encoding", encoding.name()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void read(Reader text, int mostLines, Consumer<Csv.Line> found) throws IOException {
    try (var reader = new BufferedReader(text, 1 << 16)) {
      new CsvStream(mostLines, found).run(reader);
    }
  }

  private void run(BufferedReader reader) throws IOException {
    reader.mark(FIRST_LINE);
    char separator = separator(reader);
    reader.reset();
    boolean quoted = false;
    long read = 0;
    int next = reader.read();
    if (next == '\ufeff') {
      next = reader.read();
    }
    while (next >= 0) {
      char c = (char) next;
      next = reader.read();
      if (++read > LARGEST) {
        throw new Problem(
            413,
            "file_too_large",
            "The file is too large.",
            Map.of("most_mb", LARGEST / 1_000_000));
      }
      if (quoted) {
        if (c != '"') {
          append(c);
        } else if (next == '"') {
          append(c);
          next = reader.read();
        } else {
          quoted = false;
        }
      } else if (c == '"' && cell.toString().isBlank()) {
        cell.setLength(0);
        quoted = true;
      } else if (c == separator) {
        endCell();
      } else if (c == '\n') {
        endLine();
      } else if (c != '\r') {
        append(c);
      }
      number += c == '\n' ? 1 : 0;
    }
    if (quoted) {
      throw Given.wrong("file", "has a quote in line %d that is never closed".formatted(begun));
    }
    endLine();
  }

  private void append(char c) {
    if (cell.length() >= LONGEST_CELL) {
      throw Given.wrong("file", "has a cell of more than 10,000 characters in line " + begun);
    }
    cell.append(c);
  }

  private void endCell() {
    if (cells.size() >= MOST_COLUMNS) {
      throw Given.wrong("file", "has more than 200 columns in line " + begun);
    }
    cells.add(cell.toString());
    cell.setLength(0);
  }

  private void endLine() {
    endCell();
    var line = new Csv.Line(begun, List.copyOf(cells));
    cells.clear();
    begun = number + 1;
    if (!line.blank()) {
      if (++lines > mostLines) {
        throw Given.wrong("file", "may have %,d lines at most".formatted(mostLines));
      }
      found.accept(line);
    }
  }

  private static char separator(BufferedReader reader) throws IOException {
    var line = new StringBuilder();
    for (int c = reader.read();
        c >= 0 && c != '\n' && line.length() < FIRST_LINE - 1;
        c = reader.read()) {
      line.append((char) c);
    }
    return Stream.of(',', ';', '\t')
        .max(Comparator.comparingLong(one -> line.chars().filter(c -> c == one).count()))
        .orElse(',');
  }
}
