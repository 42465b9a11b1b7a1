package io.liana.scorecard;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Periods of four weeks one after the other, so that each has every weekday four times.
 *
 * @param until last day of the last one
 */
record Windows(LocalDate until, int count, ZoneId zone) {
  static final int DAYS = 28;
  static final int WEEKS = DAYS / 7;

  LocalDate from(int window) {
    return until.minusDays((long) DAYS * (count - window) - 1);
  }

  LocalDate until(int window) {
    return from(window).plusDays(DAYS - 1);
  }

  Instant begins(int window) {
    return start(from(window));
  }

  Instant ends(int window) {
    return start(until(window).plusDays(1));
  }

  /** The week's first moment; week {@link #WEEKS} of a window is the first of the next. */
  Instant week(int window, int week) {
    return start(from(window).plusWeeks(week));
  }

  /** First day of the first window, since 1970-01-01. */
  int first() {
    return Math.toIntExact(from(0).toEpochDay());
  }

  int last() {
    return Math.toIntExact(until.toEpochDay());
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }
}
