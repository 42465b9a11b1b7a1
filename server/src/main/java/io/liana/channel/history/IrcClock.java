package io.liana.channel.history;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * Gives the lines of one log file their days. The day stands in the file's name; a time that falls
 * back by hours has passed midnight, or noon in a log of a twelve-hour clock without a.m. and p.m.
 * An hour in the name ({@code 2005-06-27_12}) is an hour of that very day.
 */
final class IrcClock {
  private static final int JITTER_MINUTES = 180; // clocks set back, servers that disagree
  private static final int HALF_DAY = 12 * 60;

  private final @Nullable LocalDate day;
  private final int hourInName;
  private final Turns wholeDays = new Turns(24);
  private final Turns halfDays = new Turns(12);
  private int latestHour;
  private boolean twelveHours;
  private int startHalf;

  /** How often a clock of so many hours has gone round. */
  private static final class Turns {
    private final int hours;
    private int minutes = -1;
    private int count;
    private int atHourInName = -1;

    Turns(int hours) {
      this.hours = hours;
    }

    int pass(LocalTime time) {
      int now = time.getHour() % hours * 60 + time.getMinute();
      count += now < minutes - JITTER_MINUTES ? 1 : 0;
      minutes = now;
      return count;
    }

    void survey(LocalTime time, int hourInName) {
      pass(time);
      if (atHourInName < 0 && hourInName >= 0 && time.getHour() % hours == hourInName % hours) {
        atHourInName = count;
      }
    }

    void restart() {
      minutes = -1;
      count = 0;
    }
  }

  /**
   * @param hourInName -1 where the name has none
   */
  IrcClock(@Nullable LocalDate day, int hourInName) {
    this.day = day;
    this.hourInName = hourInName;
  }

  void survey(LocalTime time) {
    latestHour = Math.max(latestHour, time.getHour());
    wholeDays.survey(time, hourInName);
    halfDays.survey(time, hourInName);
  }

  /** Whether the log has a twelve-hour clock. */
  boolean decide() {
    twelveHours = wholeDays.count > 0 && latestHour <= 12;
    if (twelveHours && halfDays.atHourInName >= 0) {
      startHalf = (hourInName >= 12 ? 1 : 0) - halfDays.atHourInName;
    } else if (!twelveHours) {
      startHalf = -2 * Math.max(wholeDays.atHourInName, 0);
    }
    wholeDays.restart();
    halfDays.restart();
    return twelveHours;
  }

  /** Whether it had to take the first half-day for the morning. */
  boolean guessedMorning() {
    return twelveHours && halfDays.atHourInName < 0;
  }

  boolean hasDay() {
    return day != null;
  }

  @Nullable LocalDateTime at(LocalTime time) {
    if (day == null) {
      return null;
    }
    if (!twelveHours) {
      return day.plusDays(startHalf / 2 + wholeDays.pass(time)).atTime(time);
    }
    int halves = startHalf + halfDays.pass(time);
    int minute = time.getHour() % 12 * 60 + time.getMinute();
    return day.atStartOfDay()
        .plusMinutes((long) halves * HALF_DAY + minute)
        .withSecond(time.getSecond());
  }
}
