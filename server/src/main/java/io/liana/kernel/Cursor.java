package io.liana.kernel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * Where a page ended: the values its last row is sorted by. Opaque to callers, who may send
 * anything back; what was not made here is a 400 {@code bad_cursor}.
 */
public final class Cursor {
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  private final String[] parts;

  private Cursor(String[] parts) {
    this.parts = parts;
  }

  public static String after(Object... values) {
    return Arrays.stream(values)
        .map(value -> value.toString().getBytes(StandardCharsets.UTF_8))
        .map(Base64.getUrlEncoder().withoutPadding()::encodeToString)
        .collect(Collectors.joining("."));
  }

  static Cursor read(String given) {
    try {
      return new Cursor(
          Arrays.stream(given.split("\\.", -1))
              .map(Base64.getUrlDecoder()::decode)
              .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
              .toArray(String[]::new));
    } catch (IllegalArgumentException e) {
      throw bad();
    }
  }

  public String text(int part) {
    if (part >= parts.length || parts[part].indexOf(0) >= 0) {
      throw bad();
    }
    return parts[part];
  }

  public long number(int part) {
    try {
      return Long.parseLong(text(part));
    } catch (NumberFormatException e) {
      throw bad();
    }
  }

  public Instant time(int part) {
    try {
      Instant time = Instant.parse(text(part));
      if (time.isBefore(Instant.EPOCH.minusSeconds(1L << 33)) || time.isAfter(LATEST)) {
        throw bad();
      }
      return time;
    } catch (DateTimeParseException e) {
      throw bad();
    }
  }

  private static Problem bad() {
    return Problem.invalid(
        "bad_cursor", "This cursor was not given out for this list; start again without one.");
  }
}
