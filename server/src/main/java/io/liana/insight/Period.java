package io.liana.insight;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days a report speaks of: the span of the group's history, cut to what was asked for. Days are
 * counted from 1970-01-01 in the community's time zone; both ends belong to the period.
 */
record Period(int first, int last) {
  /**
   * @return null when the group had no event of any kind, or none in sight of the days asked for
   */
  static @Nullable Period of(
      GroupFacts.Span history, @Nullable LocalDate from, @Nullable LocalDate to) {
    int first = from == null ? history.first() : Math.max(history.first(), day(from));
    int last = to == null ? history.last() : Math.min(history.last(), day(to));
    return first > last ? null : new Period(first, last);
  }

  boolean holds(int day) {
    return first <= day && day <= last;
  }

  int days() {
    return last - first + 1;
  }

  LocalDate firstDay() {
    return LocalDate.ofEpochDay(first);
  }

  LocalDate lastDay() {
    return LocalDate.ofEpochDay(last);
  }

  static int day(LocalDate date) {
    return Math.toIntExact(date.toEpochDay());
  }
}
