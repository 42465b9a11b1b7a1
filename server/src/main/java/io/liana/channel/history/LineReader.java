package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines of a text file, one at a time; ends at LF or CR LF. */
final class LineReader implements AutoCloseable {
  /** No message of any of these apps is longer than 65,536 characters. */
  static final int LONGEST = 1 << 20;

  private final HistoryFile file;
  private final TextEncoding encoding;
  private final InputStream stream;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int end;
  private byte[] line = new byte[512];
  private long number;
  private boolean ended;

  LineReader(HistoryFile file, TextEncoding encoding) throws IOException {
    this.file = file;
    this.encoding = encoding;
    InputStream raw = file.open();
    boolean wide = encoding.charset().name().startsWith("UTF-16");
    this.stream = wide ? new Narrowed(raw, encoding.charset()) : raw;
  }

  /** The number of the line last read, from 1. */
  long number() {
    return number;
  }

  /** Whether the line last read had no line end behind it. */
  boolean ended() {
    return ended;
  }

  @Nullable String next() throws IOException {
    int length = 0;
    while (true) {
      if (at == end) {
        end = Math.max(stream.read(buffer, 0, buffer.length), 0);
        at = 0;
        if (end == 0) {
          ended = true;
          return length == 0 ? null : text(length);
        }
      }
      byte b = buffer[at++];
      if (b == '\n') {
        return text(length);
      }
      if (length == line.length) {
        grow();
      }
      line[length++] = b;
    }
  }

  private void grow() {
    if (line.length >= LONGEST) {
      throw Problem.invalid(
          "line_too_long",
          "%s, line %d: longer than %,d bytes; this is not a chat export."
              .formatted(file.name(), number + 1, LONGEST),
          Map.of("file", file.name(), "line", number + 1));
    }
    line = java.util.Arrays.copyOf(line, Math.min(line.length * 4, LONGEST));
  }

  private String text(int length) {
    number++;
    int to = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
    boolean wide = encoding.charset().name().startsWith("UTF-16");
    Charset charset = wide ? StandardCharsets.UTF_8 : encoding.charset();
    String text = new String(line, 0, to, charset);
    if (encoding.mixed() && text.indexOf('\uFFFD') >= 0) {
      text = new String(line, 0, to, TextEncoding.WESTERN);
    }
    return number == 1 && text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  /** UTF-16 as UTF-8, so that there is one way to find the end of a line. */
  private static final class Narrowed extends InputStream {
    private final InputStreamReader reader;
    private final char[] chars = new char[8192];
    private byte[] bytes = new byte[0];
    private int at;
    private char waiting;

    Narrowed(InputStream raw, Charset charset) {
      reader = new InputStreamReader(raw, charset);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (at == bytes.length && !fill()) {
        return -1;
      }
      int count = Math.min(length, bytes.length - at);
      System.arraycopy(bytes, at, into, from, count);
      at += count;
      return count;
    }

    private boolean fill() throws IOException {
      int start = waiting == 0 ? 0 : 1;
      chars[0] = waiting;
      int read = reader.read(chars, start, chars.length - start);
      if (read < 0) {
        return false;
      }
      int count = start + read;
      waiting = Character.isHighSurrogate(chars[count - 1]) ? chars[count - 1] : 0;
      bytes =
          new String(chars, 0, waiting == 0 ? count : count - 1).getBytes(StandardCharsets.UTF_8);
      at = 0;
      return bytes.length > 0 || fill();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
