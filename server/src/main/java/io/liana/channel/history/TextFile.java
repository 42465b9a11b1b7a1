package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A text export, read line by line as often as needed. */
final class TextFile {
  private final HistoryFile file;
  private final TextEncoding encoding;

  TextFile(HistoryFile file, TextEncoding encoding) {
    this.file = file;
    this.encoding = encoding;
  }

  static TextFile of(HistoryFile file) throws IOException {
    return new TextFile(file, file.encoding());
  }

  HistoryFile file() {
    return file;
  }

  String name() {
    return file.name();
  }

  Lines lines() throws IOException {
    return new Lines(new LineReader(file, encoding));
  }

  /** Lines with a look ahead. */
  static final class Lines implements AutoCloseable {
    private final LineReader reader;
    private final Deque<String> ahead = new ArrayDeque<>();

    private Lines(LineReader reader) {
      this.reader = reader;
    }

    @Nullable String next() throws IOException {
      String waiting = ahead.poll();
      return waiting != null ? waiting : reader.next();
    }

    /** The line {@code distance} after the next one; null behind the end. */
    @Nullable String peek(int distance) throws IOException {
      while (ahead.size() <= distance) {
        String line = reader.next();
        if (line == null) {
          return null;
        }
        ahead.add(line);
      }
      return ahead.stream().skip(distance).findFirst().orElse(null);
    }

    /** The number of the line last given out, from 1. */
    long number() {
      return reader.number() - ahead.size();
    }

    /** Whether the line last given out is the last one and has no line end. */
    boolean broken() {
      return reader.ended() && ahead.isEmpty();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /** A message that is still being read. */
  static final class Message {
    /** Far more than any of these apps sends; beyond it the file is something else. */
    private static final int LONGEST = 1 << 20;

    private final StringBuilder text = new StringBuilder();
    private final long line;

    Message(String firstLine, long line) {
      this.line = line;
      text.append(firstLine);
    }

    void add(String more, String file) {
      if (text.length() + more.length() > LONGEST) {
        throw Problem.invalid(
            "message_too_long",
            "%s, line %d: a message of more than %,d characters; this is not a chat export."
                .formatted(file, line, LONGEST),
            Map.of("file", file, "line", line));
      }
      text.append('\n').append(more);
    }

    long line() {
      return line;
    }

    /** Without the blank lines at its end, which belong to the file. */
    String text() {
      int end = text.length();
      while (end > 0 && (text.charAt(end - 1) == '\n' || text.charAt(end - 1) == '\r')) {
        end--;
      }
      return text.substring(0, end);
    }
  }
}
