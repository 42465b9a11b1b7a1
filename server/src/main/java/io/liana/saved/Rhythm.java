package io.liana.saved;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When something is due. Pure.
 *
 * @param day of a week 1 (Monday) to 7, of a month 1 to 31, where a shorter month has its last day;
 *     0 of every day
 */
record Rhythm(Every every, int day, LocalTime at) {
  enum Every {
    DAY(0, 0),
    WEEK(1, 7),
    MONTH(1, 31);

    static final List<String> CODES = Arrays.stream(values()).map(Every::code).toList();

    final int least;
    final int most;

    Every(int least, int most) {
      this.least = least;
      this.most = most;
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Every of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /** What the clocks of a zone do at that hour. */
  enum Note {
    /** They skip it: due as much later as they are moved. */
    SKIPPED,
    /** They show it twice: due the first time. */
    TWICE
  }

  record Due(Instant at, @Nullable Note note) {}

  Rhythm {
    if (day < every.least || day > every.most) {
      throw new IllegalArgumentException("no such day: " + day);
    }
  }

  /** The first so many times after this moment. */
  List<Due> next(Instant after, ZoneId zone, int count) {
    List<Due> found = new ArrayList<>();
    for (LocalDate day = first(after, zone); found.size() < count; day = following(day)) {
      Due due = due(day, zone);
      if (due.at().isAfter(after)) {
        found.add(due);
      }
    }
    return found;
  }

  /**
   * What fell due after {@code after} and up to {@code until}, oldest first.
   *
   * @param most the latest so many
   */
  List<Instant> between(Instant after, Instant until, ZoneId zone, int most) {
    List<Instant> found = new ArrayList<>();
    for (LocalDate day = first(after, zone); ; day = following(day)) {
      Instant at = due(day, zone).at();
      if (at.isAfter(until)) {
        return found.subList(Math.max(0, found.size() - most), found.size());
      }
      if (at.isAfter(after)) {
        found.add(at);
      }
    }
  }

  private Due due(LocalDate day, ZoneId zone) {
    LocalDateTime local = day.atTime(at);
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return new Due(
        local.atZone(zone).toInstant(),
        change == null ? null : change.isGap() ? Note.SKIPPED : Note.TWICE);
  }

  /** The last day on which it was due before, or that very day. */
  private LocalDate first(Instant after, ZoneId zone) {
    LocalDate today =
        LocalDate.ofInstant(after, zone).minusDays(1); // a gap may reach over midnight
    return switch (every) {
      case DAY -> today;
      case WEEK -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.of(day)));
      case MONTH -> of(YearMonth.from(today));
    };
  }

  private LocalDate following(LocalDate known) {
    return switch (every) {
      case DAY -> known.plusDays(1);
      case WEEK -> known.plusWeeks(1);
      case MONTH -> of(YearMonth.from(known).plusMonths(1));
    };
  }

  private LocalDate of(YearMonth month) {
    return month.atDay(Math.min(day, month.lengthOfMonth()));
  }
}
