package io.liana.channel.wecom;

import io.liana.kernel.Given;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/** Days of WeCom's numbers, in China: from yesterday back to the 180th. Both ends included. */
record StatisticDays(LocalDate first, LocalDate last) {
  static final ZoneId CHINA = ZoneId.of("Asia/Shanghai"); // WeCom's days
  static final int BACK = 180;
  private static final int READY_HOUR = 8; // yesterday is counted by then
  private static final int USUALLY_SHOWN = 30; // days

  /** The newest day that is counted. */
  static LocalDate last(Instant now) {
    ZonedDateTime there = now.atZone(CHINA);
    return there.toLocalDate().minusDays(there.getHour() < READY_HOUR ? 2 : 1);
  }

  /** The oldest day that WeCom still tells. */
  static LocalDate oldest(Instant now) {
    return last(now).minusDays(BACK - 2);
  }

  /**
   * @throws io.liana.kernel.Problem 400 {@code from}
   */
  static StatisticDays asked(@Nullable String from, @Nullable String to, Instant now) {
    LocalDate last = Given.day("to", to);
    last = last == null ? last(now) : last;
    LocalDate first = Given.day("from", from);
    first = first == null ? last.minusDays(USUALLY_SHOWN - 1) : first;
    if (first.isAfter(last) || first.isBefore(last.minusDays(BACK))) {
      throw Given.wrong("from", "must be within 180 days before to");
    }
    return new StatisticDays(first, last);
  }

  static long midnight(LocalDate day) {
    return day.atStartOfDay(CHINA).toEpochSecond();
  }
}
