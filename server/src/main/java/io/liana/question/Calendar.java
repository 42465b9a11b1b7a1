package io.liana.question;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** Periods of a community's calendar. */
record Calendar(ZoneId zone, Interval interval) {
  enum Interval {
    DAY,
    /** From Monday. */
    WEEK,
    MONTH
  }

  LocalDate day(long atMillis) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(atMillis), zone);
  }

  Instant begin(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  /** The first day of the period a day is in. */
  LocalDate start(LocalDate day) {
    return switch (interval) {
      case DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }

  LocalDate next(LocalDate start) {
    return switch (interval) {
      case DAY -> start.plusDays(1);
      case WEEK -> start.plusWeeks(1);
      case MONTH -> start.plusMonths(1);
    };
  }
}
