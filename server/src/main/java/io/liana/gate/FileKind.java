package io.liana.gate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What bytes are, by how they begin; names and headers are whatever the sender likes. */
enum FileKind {
  PNG("image/png", 0, new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}),
  JPEG("image/jpeg", 0, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}),
  WEBP("image/webp", 8, "WEBP".getBytes(StandardCharsets.US_ASCII)),
  PDF("application/pdf", 0, "%PDF-".getBytes(StandardCharsets.US_ASCII));

  private final String type;
  private final int from;
  private final byte[] mark;

  FileKind(String type, int from, byte[] mark) {
    this.type = type;
    this.from = from;
    this.mark = mark;
  }

  String type() {
    return type;
  }

  boolean picture() {
    return this != PDF;
  }

  static Optional<FileKind> of(byte[] bytes) {
    return Arrays.stream(values())
        .filter(
            kind ->
                bytes.length >= kind.from + kind.mark.length
                    && Arrays.equals(
                        bytes,
                        kind.from,
                        kind.from + kind.mark.length,
                        kind.mark,
                        0,
                        kind.mark.length))
        .findFirst();
  }
}
