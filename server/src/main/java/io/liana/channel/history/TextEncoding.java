package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a file is written down, found out from all of its bytes.
 *
 * @param charset UTF-8, UTF-16 or GB18030
 * @param mixed UTF-8 with lines of an older western code between, as in long-running IRC logs; such
 *     a line is read as windows-1252
 */
record TextEncoding(Charset charset, boolean mixed) {
  static final Charset GB18030 = Charset.forName("GB18030");
  static final Charset WESTERN = Charset.forName("windows-1252");
  private static final int SAMPLE = 1 << 16;

  static TextEncoding of(HistoryFile file) throws IOException {
    byte[] head;
    try (var stream = file.open()) {
      head = stream.readNBytes(SAMPLE);
    }
    Charset wide = wide(head);
    if (wide != null) {
      return new TextEncoding(wide, false);
    }
    if (isBinary(head)) {
      throw Problem.invalid(
          "file_binary",
          "%s is not a text: it looks like a picture, a database or a program."
              .formatted(file.name()),
          Map.of("file", file.name()));
    }
    Fit utf8 = fit(file, StandardCharsets.UTF_8);
    if (utf8.malformed == 0) {
      if (utf8.cut) {
        throw cut(file);
      }
      return new TextEncoding(StandardCharsets.UTF_8, false);
    }
    Fit chinese = fit(file, GB18030);
    boolean gb = chinese.malformed == 0 || chinese.malformed * 20 < utf8.malformed;
    return gb && chinese.ideographs * 3 > chinese.other
        ? new TextEncoding(GB18030, false)
        : new TextEncoding(StandardCharsets.UTF_8, true);
  }

  static Problem cut(HistoryFile file) {
    return Problem.invalid(
        "file_cut",
        "%s ends in the middle; export or copy it again.".formatted(file.name()),
        Map.of("file", file.name()));
  }

  private static @Nullable Charset wide(byte[] head) {
    if (head.length < 2) {
      return null;
    }
    int first = (head[0] & 0xFF) << 8 | (head[1] & 0xFF);
    if (first == 0xFEFF) {
      return StandardCharsets.UTF_16BE;
    }
    if (first == 0xFFFE) {
      return StandardCharsets.UTF_16LE;
    }
    int evenZeros = 0;
    int oddZeros = 0;
    for (int i = 0; i + 1 < head.length; i += 2) {
      evenZeros += head[i] == 0 ? 1 : 0;
      oddZeros += head[i + 1] == 0 ? 1 : 0;
    }
    int pairs = head.length / 2;
    // Chinese has few zero bytes, but its digits, blanks and line ends do, and all on one side.
    if (oddZeros > pairs / 50 && evenZeros * 20 < oddZeros) {
      return StandardCharsets.UTF_16LE;
    }
    return evenZeros > pairs / 50 && oddZeros * 20 < evenZeros ? StandardCharsets.UTF_16BE : null;
  }

  private static boolean isBinary(byte[] head) {
    int zeros = 0;
    int control = 0;
    for (byte b : head) {
      zeros += b == 0 ? 1 : 0;
      // IRC colours and bold (02, 03, 0F, 16, 1D, 1F) and ESC are text
      control +=
          b >= 0 && b < 32 && "\t\n\r\f\u0002\u0003\u000F\u0016\u001B\u001D\u001F".indexOf(b) < 0
              ? 1
              : 0;
    }
    return zeros > 2 + head.length / 1000 || control > 4 + head.length / 50;
  }

  private static final class Fit {
    long malformed;
    long ideographs;
    long other;
    boolean cut;
  }

  private static Fit fit(HistoryFile file, Charset charset) throws IOException {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    var fit = new Fit();
    ByteBuffer bytes = ByteBuffer.allocate(SAMPLE);
    CharBuffer chars = CharBuffer.allocate(SAMPLE);
    try (var stream = file.open()) {
      boolean more = fill(stream, bytes);
      while (more || bytes.hasRemaining()) {
        int before = bytes.remaining();
        CoderResult result = decoder.decode(bytes, chars, false);
        count(chars, fit);
        if (result.isError()) {
          fit.malformed++;
          bytes.position(bytes.position() + Math.min(result.length(), bytes.remaining()));
        } else if (!more && bytes.remaining() == before) {
          fit.cut = true;
          break;
        }
        bytes.compact();
        more = fill(stream, bytes);
      }
    }
    return fit;
  }

  /** Leaves the buffer ready to be read; false at the end of the file. */
  private static boolean fill(InputStream stream, ByteBuffer bytes) throws IOException {
    int read = 0;
    if (bytes.hasRemaining()) {
      read = stream.read(bytes.array(), bytes.position(), bytes.remaining());
    }
    bytes.position(bytes.position() + Math.max(read, 0));
    bytes.flip();
    return read >= 0;
  }

  private static void count(CharBuffer chars, Fit fit) {
    chars.flip();
    while (chars.hasRemaining()) {
      char c = chars.get();
      if (c >= 0x80) {
        if (Character.isIdeographic(c) || (c >= 0x3000 && c < 0x3040) || c >= 0xFF00) {
          fit.ideographs++;
        } else {
          fit.other++;
        }
      }
    }
    chars.clear();
  }
}
