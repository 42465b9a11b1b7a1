package io.liana.channel.history;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calendars that count years anew, by the rows "era" of {@code clock.tsv}. */
final class Eras {
  /**
   * @param end the place behind its name
   * @param yearBefore the year before its first
   */
  record Found(int end, int yearBefore) {}

  private record Era(String name, int yearBefore) {}

  private static final List<Era> ALL = all();

  private Eras() {}

  /** An era that is named at {@code start}, with a number right behind it. */
  static @Nullable Found at(String line, int start) {
    char first = start < line.length() ? line.charAt(start) : '0';
    if (first >= '0' && first <= '9') {
      return null;
    }
    for (Era era : ALL) {
      int end = start + era.name().length();
      boolean counted = end < line.length() && Character.isDigit(line.charAt(end));
      if (counted && line.startsWith(era.name(), start)) {
        return new Found(end, era.yearBefore());
      }
    }
    return null;
  }

  private static List<Era> all() {
    var eras = new ArrayList<Era>();
    for (String[] row : Table.rows("clock.tsv")) {
      if (row[0].equals("era")) {
        eras.add(new Era(row[2], Integer.parseInt(row[3])));
      }
    }
    return List.copyOf(eras);
  }
}
