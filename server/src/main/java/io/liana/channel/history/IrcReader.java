package io.liana.channel.history;

import io.liana.channel.EventKind;
import io.liana.kernel.Problem;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One file of an IRC log: the day in its name or path, or in its lines. */
final class IrcReader implements HistoryReader {
  private static final Pattern DAY_IN_NAME =
      Pattern.compile("(?<!\\d)(\\d{4})[-_.]?([01]\\d)[-_.]?([0-3]\\d)(?:[_T]([0-2]\\d))?(?!\\d)");
  private static final Pattern DAY_LINE =
      Pattern.compile(
          "^--- (?:Log opened|Day changed) \\w{3} (\\w{3}) (\\d\\d) (?:(\\d\\d):(\\d\\d)(?::\\d\\d)? )?(\\d{4})$");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private final TextFile file;
  private final HistoryOptions options;
  private IrcClock clock;
  private @Nullable LocalTime firstTime;
  private boolean datedLines;

  IrcReader(TextFile file, HistoryOptions options) {
    this.file = file;
    this.options = options;
    this.clock = clockFromName(file.name());
  }

  /** The last date in the path, e.g. {@code 2019/2019-03-07} or {@code 2005-06-27_12.raw.txt}. */
  private static IrcClock clockFromName(String name) {
    LocalDate day = null;
    int hour = -1;
    Matcher found = DAY_IN_NAME.matcher(name);
    while (found.find()) {
      try {
        day =
            LocalDate.of(
                Integer.parseInt(found.group(1)),
                Integer.parseInt(found.group(2)),
                Integer.parseInt(found.group(3)));
        hour = found.group(4) == null ? -1 : Integer.parseInt(found.group(4));
      } catch (DateTimeException e) {
        continue; // eight digits that are no date
      }
    }
    return new IrcClock(day, hour < 24 ? hour : -1);
  }

  @Override
  public void survey() throws IOException {
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        datedLines |= dayLine(line) != null;
        IrcLine read = IrcLine.of(line);
        datedLines |= read.date() != null;
        if (read.time() != null && read.kind() != null) {
          firstTime = firstTime == null ? read.time() : firstTime;
          clock.survey(read.time());
        }
      }
    }
    if (!clock.hasDay() && !datedLines) {
      throw Problem.invalid(
          "date_missing",
          "%s: neither the name nor a line of it says which day it is; name it like 2019-03-07.txt."
              .formatted(file.name()),
          Map.of("file", file.name()));
    }
    clock.decide();
  }

  @Override
  public List<String> notes() {
    return clock.guessedMorning()
        ? List.of(
            "%s: a clock of twelve hours without a.m. or p.m.; the first hours are taken for the morning"
                .formatted(file.name()))
        : List.of();
  }

  @Override
  public void read(HistorySink sink) throws IOException {
    var times = new LocalTimes(options.zone());
    Instant at = null;
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        LocalDate day = dayLine(line);
        if (day != null) {
          clock = new IrcClock(day, -1);
          continue;
        }
        IrcLine read = IrcLine.of(line);
        LocalTime time = read.time() == null && at == null ? firstTime : read.time();
        LocalDateTime local = local(read.date(), time);
        at = local == null ? at : times.instant(local);
        if (read.kind() == null || at == null) {
          if (!line.isBlank()) {
            sink.unreadable(
                Unreadable.of(file.name(), lines.number(), Unreadable.Why.NOT_IRC, line));
          }
        } else {
          sink.event(event(read, read.kind(), at, lines.number()));
        }
      }
    }
  }

  private @Nullable LocalDateTime local(@Nullable LocalDate date, @Nullable LocalTime time) {
    if (time == null) {
      return null;
    }
    return date == null ? clock.at(time) : date.atTime(time);
  }

  /** irssi's own lines about days: {@code --- Day changed Tue Mar 08 2019}. */
  private static @Nullable LocalDate dayLine(String line) {
    if (!line.startsWith("--- ")) {
      return null;
    }
    Matcher matcher = DAY_LINE.matcher(line);
    if (!matcher.matches()) {
      return null;
    }
    int month = MONTHS.indexOf(matcher.group(1).toLowerCase(Locale.ROOT)) + 1;
    return new Stamp.Day(
            Integer.parseInt(matcher.group(5)),
            month,
            Integer.parseInt(matcher.group(2)),
            "-",
            "first",
            0)
        .in(DateOrder.YMD);
  }

  private HistoryEvent event(IrcLine read, EventKind kind, Instant at, long line) {
    HistoryPerson nick = read.nick() == null ? null : person(read.nick());
    HistoryPerson other =
        kind == EventKind.TOPIC || read.other() == null ? null : person(read.other());
    String text = kind == EventKind.TOPIC && read.other() != null ? read.other() : read.text();
    return HistoryEvent.of(at, kind, nick, text, other, file.name(), line);
  }

  private static HistoryPerson person(String nick) {
    return new HistoryPerson(nick, folded(nick));
  }

  /** Nicks are compared without case and without the _ and ` a second connection gets. */
  static String folded(String nick) {
    int end = nick.length();
    while (end > 1 && (nick.charAt(end - 1) == '_' || nick.charAt(end - 1) == '`')) {
      end--;
    }
    return nick.substring(0, end).toLowerCase(Locale.ROOT);
  }
}
