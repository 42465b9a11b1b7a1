package io.liana.channel.history;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a name ends in {@code name: text}. Names may hold ": " themselves ("Dr. Li: Clinic"):
 * when everything a "Dr. Li" ever said begins with the same "Clinic: ", and nobody else speaks as
 * or to a Clinic, then that is part of the name.
 */
final class ColonNames {
  private static final int ENOUGH = 5; // lines; fewer may be somebody who talks to one person only
  private static final int MOST_NAMES = 100_000;
  private static final int LONGEST_NAME = 120;

  private static final class Lines {
    int count;
    @Nullable String second;
    boolean mixed;
  }

  private final Map<String, Lines> byFirst = new HashMap<>();
  private final Map<String, String> spokenBy = new HashMap<>(); // "" for several
  private final Map<String, String> fullNames = new HashMap<>();

  /**
   * @param rest the line behind its time stamp
   */
  void see(String rest) {
    int colon = rest.indexOf(": ");
    if (colon <= 0 || colon > LONGEST_NAME) {
      return;
    }
    String first = rest.substring(0, colon);
    Lines lines = byFirst.get(first);
    if (lines == null) {
      if (byFirst.size() >= MOST_NAMES) {
        return;
      }
      lines = new Lines();
      byFirst.put(first, lines);
    }
    lines.count++;
    int next = rest.indexOf(": ", colon + 2);
    String second = next < 0 || next > LONGEST_NAME ? null : rest.substring(colon + 2, next);
    if (second != null && byFirst.size() < MOST_NAMES && spokenBy.size() < MOST_NAMES) {
      spokenBy.merge(second, first, (before, now) -> before.equals(now) ? before : "");
    }
    if (second == null || (lines.count > 1 && !second.equals(lines.second))) {
      lines.mixed = true;
    }
    lines.second = second;
  }

  void decide() {
    byFirst.forEach(
        (first, lines) -> {
          String second = lines.second;
          if (!lines.mixed
              && second != null
              && lines.count >= ENOUGH
              && first.equals(spokenBy.get(second))
              && !byFirst.containsKey(second)
              && !second.contains("http")) {
            fullNames.put(first, first + ": " + second);
          }
        });
    byFirst.clear();
    spokenBy.clear();
  }

  Collection<String> fullNames() {
    return fullNames.values();
  }

  /** Where the colon behind the name stands; -1 when the line has no sender. */
  int end(String rest) {
    int colon = rest.indexOf(": ");
    if (colon < 0 && rest.endsWith(":")) {
      colon = rest.length() - 1;
    }
    if (colon <= 0) {
      return -1;
    }
    String full = fullNames.isEmpty() ? null : fullNames.get(rest.substring(0, colon));
    return full != null && rest.startsWith(full + ":") ? full.length() : colon;
  }
}
