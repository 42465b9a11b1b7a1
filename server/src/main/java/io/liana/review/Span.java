package io.liana.review;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Days of a community, the last included. */
record Span(LocalDate from, LocalDate until) {
  private static final long MOST_DAYS = 366;

  /** Whether it may be reviewed: at least a day, at most a year. */
  boolean fits() {
    return !until.isBefore(from) && days() <= MOST_DAYS;
  }

  long days() {
    return ChronoUnit.DAYS.between(from, until) + 1;
  }

  Instant begins(ZoneId zone) {
    return from.atStartOfDay(zone).toInstant();
  }

  /** The first moment after it. */
  Instant ends(ZoneId zone) {
    return until.plusDays(1).atStartOfDay(zone).toInstant();
  }

  boolean runs(LocalDate today) {
    return !until.isBefore(today);
  }

  /** What of it can be counted; before its first day, that day, which is empty. */
  Span upTo(LocalDate today) {
    return new Span(from, today.isBefore(from) ? from : today.isBefore(until) ? today : until);
  }

  /**
   * The period before, and of it as many days as this one has had, so that a period that still runs
   * is held against its like.
   */
  Span before(LocalDate today) {
    LocalDate begins = from.minusDays(days());
    return new Span(begins, begins.plusDays(upTo(today).days() - 1));
  }
}
