package io.liana.channel.history;

import io.liana.channel.history.Stamp.Day;
import io.liana.channel.history.Stamp.Half;
import io.liana.channel.history.Stamp.Time;
import org.jspecify.annotations.Nullable;

/**
 * Finds a date and time at the start of a line, in any of the shapes phones write: digits of any
 * script, {@code / . -} or 年月日, a clock of 12 or 24 hours, half-day words before or behind.
 */
final class StampScanner {
  private final String line;
  private int at;

  private StampScanner(String line, int at) {
    this.line = line;
    this.at = at;
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
        || ClockWords.BETWEEN.at(line, at) != null
        || ClockWords.HALF_DAYS.at(line, at) != null;
  }

  private @Nullable Day day() {
    int start = at;
    int first = number(4);
    int firstDigits = at - start;
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
    int third = number(4);
    int thirdDigits = at - thirdAt;
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

  private @Nullable String separator() {
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
    if (separator.equals(timeSeparator())) {
      second = twoDigits();
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

  private int twoDigits() {
    int start = at;
    int value = number(2);
    return at - start == 2 ? value : -1;
  }

  /** Up to {@code most} digits of any script; -1 when there is none or one more follows. */
  private int number(int most) {
    int start = at;
    int value = 0;
    while (at < line.length() && at - start < most) {
      int digit = Character.digit(line.charAt(at), 10);
      if (digit < 0) {
        break;
      }
      value = value * 10 + digit;
      at++;
    }
    boolean more = at < line.length() && Character.isDigit(line.charAt(at));
    return at == start || more ? -1 : value;
  }

  private boolean take(char wanted) {
    if (at < line.length() && line.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private boolean takeIsoT() {
    boolean betweenDigits =
        at > 0
            && at + 1 < line.length()
            && Character.isDigit(line.charAt(at - 1))
            && Character.isDigit(line.charAt(at + 1));
    return betweenDigits && take('T');
  }

  private void skipBlanks() {
    while (at < line.length() && Marks.isBlank(line.charAt(at))) {
      at++;
    }
  }

  private void skipUnseen() {
    while (at < line.length()
        && (Marks.isBlank(line.charAt(at)) || Marks.isDirection(line.charAt(at)))) {
      at++;
    }
  }
}
