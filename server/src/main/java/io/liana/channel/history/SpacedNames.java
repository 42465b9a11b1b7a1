package io.liana.channel.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Where a name ends in {@code name text} when only a blank stands between. Names of several words
 * show by what they share: when every line that starts with "Anna" goes on with "Lena", the name is
 * "Anna Lena".
 */
final class SpacedNames {
  private static final int ENOUGH = 3;
  private static final int MOST_WORDS = 4;
  private static final int MOST_PREFIXES = 100_000;

  private final Map<String, Integer> lines = new HashMap<>();
  private final Set<String> names = new HashSet<>();

  void see(String rest) {
    int end = -1;
    for (int words = 0; words <= MOST_WORDS; words++) {
      end = rest.indexOf(' ', end + 1);
      if (end < 0 || lines.size() > MOST_PREFIXES) {
        return;
      }
      lines.merge(rest.substring(0, end), 1, Integer::sum);
    }
  }

  void decide() {
    lines.forEach(
        (prefix, count) -> {
          int blank = prefix.lastIndexOf(' ');
          boolean longer = blank > 0 && count >= ENOUGH;
          if (longer && count.equals(lines.get(prefix.substring(0, blank)))) {
            names.add(prefix);
          }
        });
    lines.clear();
  }

  /** The place of the blank behind the name; -1 when there is no second word. */
  int end(String rest) {
    int end = rest.indexOf(' ');
    while (end > 0) {
      int next = rest.indexOf(' ', end + 1);
      if (next < 0 || !names.contains(rest.substring(0, next))) {
        return end;
      }
      end = next;
    }
    return end;
  }
}
