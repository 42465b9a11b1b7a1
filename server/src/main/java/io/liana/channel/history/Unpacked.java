package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * What comes out of an archive, stopped when it is out of all proportion to what went in (a zip
 * bomb). Chats pack to a fifth or a tenth; only made-up files pack to a thousandth.
 */
final class Unpacked extends FilterInputStream {
  private static final long ALWAYS_FINE = 64L << 20;
  private static final long MOST_TIMES = 150;

  private final String name;
  private final long packed;
  private long out;

  Unpacked(InputStream in, String name, long packed) {
    super(in);
    this.name = name;
    this.packed = packed;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    int read;
    try {
      read = super.read(bytes, from, length);
    } catch (EOFException | ZipException e) {
      throw HistoryFiles.damaged(name, e);
    }
    out += Math.max(read, 0);
    mustBeInProportion(name, out, packed);
    return read;
  }

  static void mustBeInProportion(String name, long out, long packed) {
    if (out > ALWAYS_FINE && out / Math.max(packed, 1) > MOST_TIMES) {
      throw Problem.invalid(
          "archive_bomb",
          "%s unpacks to more than %d times its size; that is not a chat. Nothing was imported."
              .formatted(name, MOST_TIMES),
          Map.of("file", name));
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
