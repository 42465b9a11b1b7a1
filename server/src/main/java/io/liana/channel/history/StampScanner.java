package io.liana.channel.history;

import io.liana.channel.history.Stamp.Day;
import io.liana.channel.history.Stamp.Half;
import io.liana.channel.history.Stamp.Time;
import org.jspecify.annotations.Nullable;

/**
 * Finds a date and time at the start of a line, in any of the shapes phones write: digits of any
 * script, {@code / . -} or 年月日, a clock of 12 or 24 hours, half-day words before or behind.
 */
final class StampScanner extends LineCursor {
  private StampScanner(String line, int at) {
    super(line, at);
  }

  /** A date and a time, in either order, with or without an opening bracket. */
  static @Nullable Stamp stamp(String line) {
    var scanner = new StampScanner(line, 0);
    scanner.skipUnseen();
    if (!scanner.mayStart()) {
      return null;
    }
    boolean bracket = scanner.take('[');
    int start = scanner.at;
    Day day = scanner.day();
    if (day != null) {
      scanner.skipBetween();
      Time time = scanner.time();
      return time == null ? null : new Stamp(day, time, bracket, false, scanner.at);
    }
    scanner.at = start;
    scanner.skipBetween();
    Time time = scanner.time();
    if (time == null) {
      return null;
    }
    scanner.skipBetween();
    day = scanner.day();
    return day == null ? null : new Stamp(day, time, bracket, true, scanner.at);
  }

  /** A date, perhaps with the name of the week day before or behind; the whole line. */
  static @Nullable Day dateLine(String line) {
    var scanner = new StampScanner(line, 0);
    scanner.skipUnseen();
    scanner.skipBetween();
    Day day = scanner.day();
    if (day == null) {
      return null;
    }
    scanner.skipBetween();
    return scanner.at == line.length() ? day : null;
  }

  /** A time of day at {@code start}. */
  static @Nullable Time timeAt(String line, int start) {
    return new StampScanner(line, start).time();
  }

  private boolean mayStart() {
    if (at >= line.length()) {
      return false;
    }
    char c = line.charAt(at);
    return c == '['
        || Character.isDigit(c)
        || Eras.at(line, at) != null
        || ClockWords.BETWEEN.at(line, at) != null
        || ClockWords.HALF_DAYS.at(line, at) != null;
  }

  private @Nullable Day day() {
    int start = at;
    int era = eraYear();
    int first = era > 0 ? era : number(4);
    int firstDigits = era > 0 ? 4 : at - start;
    String separator = first < 0 ? null : separator();
    int second = separator == null ? -1 : number(2);
    if (second < 0 || separator == null) {
      return null;
    }
    String again = separator();
    if (again == null || again.charAt(0) != separator.charAt(0)) {
      return null;
    }
    int thirdAt = at;
    int lastEra = eraYear();
    int third = lastEra > 0 ? lastEra : number(4);
    int thirdDigits = lastEra > 0 ? 4 : at - thirdAt;
    if (third < 0) {
      return null;
    }
    if (separator.equals("年")) {
      take('日');
      take('일');
    } else if (separator.charAt(0) == '.' && take('.')) {
      separator = ". ";
    }
    String yearPlace = firstDigits == 4 ? "first" : thirdDigits == 4 ? "last" : "none";
    return new Day(first, second, third, separator, yearPlace, at);
  }

  /** R4 or 令和4 is 2022; -1 where no era stands. */
  private int eraYear() {
    var era = Eras.at(line, at);
    if (era == null) {
      return -1;
    }
    int before = at;
    at = era.end();
    int year = number(3);
    if (year < 1) {
      at = before;
      return -1;
    }
    return era.yearBefore() + year;
  }

  /** Arabic phones put direction marks before or behind it. */
  private @Nullable String separator() {
    skipDirections();
    String separator = bareSeparator();
    skipDirections();
    return separator;
  }

  private @Nullable String bareSeparator() {
    if (at >= line.length()) {
      return null;
    }
    char c = line.charAt(at);
    switch (c) {
      case '/', '-' -> {
        at++;
        return String.valueOf(c);
      }
      case '.' -> {
        at++;
        int before = at;
        skipBlanks();
        return at > before ? ". " : ".";
      }
      case '年', '月', '년', '월' -> {
        at++;
        skipBlanks();
        return "年";
      }
      default -> {
        return null;
      }
    }
  }

  private @Nullable Time time() {
    Half before = half();
    skipBlanks();
    int hour = number(2);
    String separator = hour < 0 ? null : timeSeparator();
    int minute = separator == null ? -1 : twoDigits();
    if (minute < 0 || separator == null) {
      return null;
    }
    int second = -1;
    int beforeSecond = at;
    boolean spelt = separator.equals("h") && takeUnit("min");
    if (spelt || separator.equals(timeSeparator())) {
      second = twoDigits();
      spelt = spelt && takeUnit("s");
    }
    if (second < 0) {
      at = beforeSecond;
    } else if (at < line.length() - 1
        && line.charAt(at) == '.'
        && Character.isDigit(line.charAt(at + 1))) {
      at++;
      number(9);
    }
    Half behind = before == Half.NONE ? halfBehind() : before;
    skipWord(ClockWords.BEHIND);
    return new Time(hour, minute, second, behind, separator, at);
  }

  /** 9 h 05 min 00 s */
  private boolean takeUnit(String unit) {
    int start = at;
    skipBlanks();
    int end = at + unit.length();
    boolean found =
        line.startsWith(unit, at)
            && (end == line.length() || !Character.isLetter(line.charAt(end)));
    at = found ? end : start;
    if (found) {
      skipBlanks();
    }
    return found;
  }

  private @Nullable String timeSeparator() {
    int start = at;
    skipBlanks();
    if (take('h')) {
      skipBlanks();
      return "h";
    }
    at = start;
    if (take(':')) {
      return ":";
    }
    if (take('.')) {
      return ".";
    }
    return null;
  }

  private Half half() {
    var found = ClockWords.HALF_DAYS.at(line, at);
    if (found == null) {
      return Half.NONE;
    }
    at = found.end();
    return Half.valueOf(found.kind().name());
  }

  private Half halfBehind() {
    int start = at;
    skipUnseen();
    Half half = half();
    if (half == Half.NONE) {
      at = start;
    }
    return half;
  }

  private void skipBetween() {
    int start;
    do {
      start = at;
      skipUnseen();
      while (take(',') || take('،') || takeIsoT()) {
        skipUnseen();
      }
      if (at < line.length() && (line.charAt(at) == '(' || line.charAt(at) == '（')) {
        var found = ClockWords.WEEKDAYS.at(line, at + 1);
        int close = found == null ? closingBracket() : found.end();
        if (close > 0 && close < line.length() && ")）".indexOf(line.charAt(close)) >= 0) {
          at = close + 1;
        }
      } else {
        skipWord(ClockWords.BETWEEN);
      }
    } while (at > start);
  }

  /** 2021/03/05(金): one character in brackets is a week day too. */
  private int closingBracket() {
    return at + 2 < line.length() && Character.isIdeographic(line.charAt(at + 1)) ? at + 2 : -1;
  }

  private void skipWord(ClockWords words) {
    int start = at;
    skipUnseen();
    var found = words.at(line, at);
    at = found == null ? start : found.end();
  }

  private boolean takeIsoT() {
    boolean betweenDigits =
        at > 0
            && at + 1 < line.length()
            && Character.isDigit(line.charAt(at - 1))
            && Character.isDigit(line.charAt(at + 1));
    return betweenDigits && take('T');
  }
}
