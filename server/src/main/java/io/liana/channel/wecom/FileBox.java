package io.liana.channel.wecom;

import io.liana.channel.Storable;
import io.liana.channel.wecom.FileStore.Kept;
import io.liana.channel.wecom.FileStore.Kind;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Takes files in that go out with messages. What they are is read from their bytes. */
@Component
class FileBox {
  // WeCom's own limits of media/upload.
  static final int SMALLEST = 6;
  static final int LARGEST_PICTURE = 10 << 20;
  static final int LARGEST_VIDEO = 10 << 20;
  static final int LARGEST = 20 << 20;
  static final long MOST_STORED = 4L << 30; // of a corporation, so that nobody fills the disk
  private static final int LONGEST_NAME = 120;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
  private static final byte[] GIF = {'G', 'I', 'F', '8'};
  private static final byte[] FTYP = "ftyp".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] QUICKTIME = "qt  ".getBytes(StandardCharsets.US_ASCII);

  private final FileStore store;
  private final Clock clock;

  FileBox(FileStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * @throws Problem 413 {@code file_too_large}, 400 {@code file_too_small}, 409 {@code files_full}
   */
  Kept keep(Corp corp, String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new Problem(
          413, "file_too_large", "A file has at most 20 MB.", Map.of("most_mb", LARGEST >> 20));
    }
    if (bytes.length < SMALLEST) {
      throw Problem.invalid("file_too_small", "A file has more than five bytes.");
    }
    if (store.stored(corp.id()) + bytes.length > MOST_STORED) {
      throw new Problem(409, "files_full", "4 GB of files are kept already.", Map.of("most_gb", 4));
    }
    String type = type(bytes);
    var file = new Kept(corp.id(), hash(bytes), safe(name), kind(type, bytes), type, bytes.length);
    store.insert(file, bytes, clock.instant());
    return get(corp.id(), file.hash());
  }

  Kept get(String corp, String hash) {
    return store.find(corp, hash).orElseThrow(() -> Problem.missing("file", hash));
  }

  /** A picture above its limit is a file like any other. */
  private static Kind kind(String type, byte[] bytes) {
    return switch (type) {
      case "image/png", "image/jpeg" -> bytes.length <= LARGEST_PICTURE ? Kind.IMAGE : Kind.FILE;
      case "video/mp4" -> bytes.length <= LARGEST_VIDEO ? Kind.VIDEO : Kind.FILE;
      default -> Kind.FILE;
    };
  }

  static String type(byte[] bytes) {
    if (begins(bytes, 0, PNG)) {
      return "image/png";
    }
    if (begins(bytes, 0, JPEG)) {
      return "image/jpeg";
    }
    if (begins(bytes, 0, GIF)) {
      return "image/gif";
    }
    return begins(bytes, 4, FTYP) && !begins(bytes, 8, QUICKTIME)
        ? "video/mp4"
        : "application/octet-stream";
  }

  private static boolean begins(byte[] bytes, int from, byte[] mark) {
    return bytes.length >= from + mark.length
        && Arrays.equals(bytes, from, from + mark.length, mark, 0, mark.length);
  }

  /** A name is for people: no folder, nothing that ends a header. */
  private static String safe(String name) {
    String last =
        Storable.text(name).replaceFirst(".*[/\\\\]", "").replaceAll("[\\p{Cntrl}\"]", "");
    return Given.text("name", last, 1, LONGEST_NAME);
  }

  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
