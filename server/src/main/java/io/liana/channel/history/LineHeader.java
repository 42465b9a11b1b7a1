package io.liana.channel.history;

import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * The start of a LINE message: {@code 03:01<TAB>name<TAB>text}, {@code 03:01<TAB><TAB>app's own
 * line}; newer desktops write {@code 03:01 name text} with blanks.
 *
 * @param rest where the rest of the line begins
 */
record LineHeader(LocalTime clock, boolean tabs, int rest) {

  static @Nullable LineHeader of(String line) {
    if (line.length() < 5 || !mayBeTime(line)) {
      return null;
    }
    Stamp.Time time = StampScanner.timeAt(line, 0);
    LocalTime clock = time == null ? null : time.clock();
    if (time == null || clock == null || time.end() >= line.length()) {
      return null;
    }
    char behind = line.charAt(time.end());
    return behind == '\t' || behind == ' '
        ? new LineHeader(clock, behind == '\t', time.end() + 1)
        : null;
  }

  private static boolean mayBeTime(String line) {
    char first = line.charAt(0);
    return Character.isDigit(first) || ClockWords.HALF_DAYS.at(line, 0) != null;
  }
}
