package io.liana.channel.history;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * A date and time as written, before anybody decided which number is the month.
 *
 * @param separator between the numbers of the date; see {@code date-order.tsv}
 * @param end the place in the line behind the stamp
 */
record Stamp(Day day, Time time, boolean bracket, boolean timeFirst, int end) {

  /**
   * @param yearPlace first, last or none: where a four-digit year stands
   */
  record Day(int first, int second, int third, String separator, String yearPlace, int end) {
    @Nullable LocalDate in(DateOrder order) {
      int year = order == DateOrder.YMD ? first : third;
      int month = order == DateOrder.DMY || order == DateOrder.YMD ? second : first;
      int day =
          switch (order) {
            case DMY -> first;
            case MDY -> second;
            case YMD -> third;
          };
      try {
        return LocalDate.of(fullYear(year), month, day);
      } catch (DateTimeException e) {
        return null;
      }
    }

    private static int fullYear(int year) {
      if (year >= 2400) {
        return year - 543; // the Buddhist calendar of Thai phones
      }
      if (year < 100) {
        return year < 70 ? 2000 + year : 1900 + year;
      }
      return year;
    }
  }

  enum Half {
    NONE,
    AM,
    PM,
    NOON
  }

  /**
   * @param second -1 where it is not written
   */
  record Time(int hour, int minute, int second, Half half, String separator, int end) {
    @Nullable LocalTime clock() {
      int whole =
          switch (half) {
            case NONE -> hour;
            case AM -> hour == 12 ? 0 : hour;
            case PM -> hour < 12 ? hour + 12 : hour;
            case NOON -> hour < 10 ? hour + 12 : hour; // 中午11:50, 中午12:10, 中午1:05
          };
      if (whole > 23 || minute > 59 || second > 59) {
        return null;
      }
      return LocalTime.of(whole, minute, Math.max(second, 0));
    }
  }

  @Nullable LocalDateTime in(DateOrder order) {
    LocalDate date = day.in(order);
    LocalTime clock = time.clock();
    return date == null || clock == null ? null : date.atTime(clock);
  }

  /** Two stamps of one export have the same shape. */
  String shape() {
    return (bracket ? "[" : "")
        + (timeFirst ? "time " : "")
        + day.separator()
        + day.yearPlace()
        + time.separator()
        + (time.second() < 0 ? "" : "s")
        + (time.half() == Half.NONE ? "" : "h");
  }
}
