package io.liana.channel.wecom;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How often one customer or group may be sent something; an administrator chooses it in WeCom. */
enum MassQuota {
  /** As many as the month has days. */
  MONTH,
  /** Seven in a week. */
  WEEK,
  /** One a day. */
  DAY;

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai"); // WeCom's calendar

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static MassQuota of(String code) {
    return valueOf(code.toUpperCase(Locale.ROOT));
  }

  int most(Instant now) {
    return switch (this) {
      case MONTH -> YearMonth.from(now.atZone(CHINA)).lengthOfMonth();
      case WEEK -> 7;
      case DAY -> 1;
    };
  }

  /** From when on what was sent counts. */
  Instant since(Instant now) {
    LocalDate today = now.atZone(CHINA).toLocalDate();
    LocalDate first =
        switch (this) {
          case MONTH -> today.withDayOfMonth(1);
          case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case DAY -> today;
        };
    return first.atStartOfDay(CHINA).toInstant();
  }
}
