package io.liana.channel.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of {@code clock.tsv}, found at a place in a line; the longest one wins. */
final class ClockWords {
  enum Kind {
    AM,
    PM,
    NOON,
    FILLER,
    BEHIND,
    WEEKDAY,
    ERA
  }

  /**
   * @param end the place behind the word
   */
  record Found(Kind kind, int end) {}

  private record Word(Kind kind, String text) {}

  static final ClockWords HALF_DAYS = new ClockWords(List.of(Kind.AM, Kind.PM, Kind.NOON));
  static final ClockWords BETWEEN = new ClockWords(List.of(Kind.FILLER, Kind.WEEKDAY));
  static final ClockWords BEHIND = new ClockWords(List.of(Kind.BEHIND));
  static final ClockWords WEEKDAYS = new ClockWords(List.of(Kind.WEEKDAY));

  private final Map<Character, List<Word>> byFirst = new HashMap<>();

  private ClockWords(List<Kind> kinds) {
    for (String[] row : Table.rows("clock.tsv")) {
      Kind kind = Kind.valueOf(row[0].toUpperCase(java.util.Locale.ROOT));
      if (kinds.contains(kind)) {
        char first = Character.toLowerCase(row[2].charAt(0));
        byFirst.computeIfAbsent(first, c -> new ArrayList<>()).add(new Word(kind, row[2]));
      }
    }
    byFirst
        .values()
        .forEach(words -> words.sort(Comparator.comparing(word -> -word.text().length())));
  }

  @Nullable Found at(String line, int start) {
    if (start >= line.length()) {
      return null;
    }
    for (Word word : byFirst.getOrDefault(Character.toLowerCase(line.charAt(start)), List.of())) {
      int end = matchEnd(line, start, word.text());
      if (end >= 0) {
        return new Found(word.kind(), end);
      }
    }
    return null;
  }

  private static int matchEnd(String line, int start, String word) {
    int at = start;
    for (int i = 0; i < word.length(); i++, at++) {
      if (at >= line.length()) {
        return -1;
      }
      char wanted = word.charAt(i);
      char found = line.charAt(at);
      boolean same =
          wanted == ' '
              ? Marks.isBlank(found)
              : Character.toLowerCase(wanted) == Character.toLowerCase(found);
      if (!same) {
        return -1;
      }
    }
    char last = word.charAt(word.length() - 1);
    boolean joined = // "am" is no word in "amber", but 上午 needs no blank behind it
        Character.isLetter(last)
            && !Character.isIdeographic(last)
            && at < line.length()
            && Character.isLetterOrDigit(line.charAt(at))
            && Character.UnicodeScript.of(last) != Character.UnicodeScript.HANGUL;
    return joined ? -1 : at;
  }
}
