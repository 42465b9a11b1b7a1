package io.liana.channel;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * Reads ISO 8601 times with an offset. Every event is read twice, at the door and by its lane, and
 * java.time's own parser costs as much as the rest of the event; the usual shape is read here, any
 * other by it.
 */
final class IsoTime {
  private static final int DATE_AND_TIME = "2026-11-22T10:00:00".length();
  private static final int NANO_DIGITS = 9;

  private IsoTime() {}

  /**
   * @throws DateTimeException when it is none
   */
  static Instant parse(String text) {
    return usual(text) ? read(text) : OffsetDateTime.parse(text).toInstant();
  }

  /** {@code 2026-11-22T10:00:00}, a fraction or none, {@code Z} or {@code +08:00}. */
  private static boolean usual(String text) {
    if (text.length() <= DATE_AND_TIME || !digitsWhere("dddd-dd-ddTdd:dd:dd", text, 0)) {
      return false;
    }
    int zone = zoneStart(text);
    return zone < text.length() && text.charAt(zone) == 'Z'
        ? zone == text.length() - 1
        : zone == text.length() - "+08:00".length()
            && (text.charAt(zone) == '+' || text.charAt(zone) == '-')
            && digitsWhere("dd:dd", text, zone + 1)
            && number(text, zone + 1, 2) < 18; // further away is for java.time to refuse
  }

  private static boolean digitsWhere(String shape, String text, int from) {
    for (int i = 0; i < shape.length(); i++) {
      char c = text.charAt(from + i);
      if (shape.charAt(i) == 'd' ? c < '0' || c > '9' : c != shape.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Where the zone begins, behind up to nine digits of a fraction. */
  private static int zoneStart(String text) {
    int at = DATE_AND_TIME;
    if (text.charAt(at) == '.') {
      int first = ++at;
      while (at < text.length()
          && at - first < NANO_DIGITS
          && text.charAt(at) >= '0'
          && text.charAt(at) <= '9') {
        at++;
      }
      if (at == first) {
        return text.length();
      }
    }
    return at;
  }

  private static Instant read(String text) {
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    int zone = zoneStart(text);
    boolean utc = text.charAt(zone) == 'Z';
    int zoneMinutes = utc ? 0 : number(text, zone + 4, 2);
    if (hour > 23 || minute > 59 || second > 59 || zoneMinutes > 59) {
      throw new DateTimeException("no such time of day: " + text);
    }
    int offset = utc ? 0 : 60 * (60 * number(text, zone + 1, 2) + zoneMinutes);
    long day =
        LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)).toEpochDay();
    long local = 86_400 * day + 3600 * hour + 60 * minute + second;
    return Instant.ofEpochSecond(
        text.charAt(zone) == '-' ? local + offset : local - offset, nanos(text, zone));
  }

  private static int nanos(String text, int zone) {
    int nanos = 0;
    for (int i = DATE_AND_TIME + 1; i <= DATE_AND_TIME + NANO_DIGITS; i++) {
      nanos = 10 * nanos + (i < zone ? text.charAt(i) - '0' : 0);
    }
    return nanos;
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = 10 * number + text.charAt(i) - '0';
    }
    return number;
  }
}
