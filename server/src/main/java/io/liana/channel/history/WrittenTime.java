package io.liana.channel.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Times as data formats write them: ISO 8601 with or without offset, Unix seconds or milliseconds.
 */
final class WrittenTime {
  private static final long FIRST_MILLIS =
      100_000_000_000L; // as seconds this would be the year 5138

  private WrittenTime() {}

  /** Null when it is none of these. */
  static @Nullable Instant parse(String written, LocalTimes local) {
    String text = written.strip();
    if (text.isEmpty() || !Character.isDigit(text.charAt(0))) {
      return null;
    }
    try {
      return text.indexOf('-') > 0 ? iso(text, local) : unix(text);
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  static Instant unix(String seconds) {
    int dot = seconds.indexOf('.');
    long whole = Long.parseLong(dot < 0 ? seconds : seconds.substring(0, dot));
    return whole >= FIRST_MILLIS ? Instant.ofEpochMilli(whole) : Instant.ofEpochSecond(whole);
  }

  private static Instant iso(String text, LocalTimes local) {
    String iso =
        text.length() > 10 && text.charAt(10) == ' '
            ? text.substring(0, 10) + "T" + text.substring(11)
            : text;
    boolean offset = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
    return offset ? OffsetDateTime.parse(iso).toInstant() : local.instant(LocalDateTime.parse(iso));
  }
}
