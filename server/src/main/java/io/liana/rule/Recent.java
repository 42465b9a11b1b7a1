package io.liana.rule;

import io.liana.moderation.Similarity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last messages of one member in one group, and from where each rule counts. */
final class Recent {
  /** Below this length "ok" and "no" would look alike. */
  private static final int SHORTEST_ALIKE = 10;

  /** Letter-by-letter comparison is the dear part; older messages count only when identical. */
  private static final int COMPARED = 10;

  private static final int LONGEST_KEPT = 400;

  private long[] times = new long[4];
  private @Nullable String[] texts = new String[4];
  private long[] letters = new long[4];
  private int size;
  private long total;
  private final Map<String, Long> countFrom = new HashMap<>(2);

  /**
   * @param text folded; null when no rule compares texts
   * @param since older ones are forgotten (epoch milliseconds, exclusive)
   * @param keep how many at most
   */
  void add(long at, @Nullable String text, long since, int keep) {
    drop(since, keep - 1);
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      texts = Arrays.copyOf(texts, size * 2);
      letters = Arrays.copyOf(letters, size * 2);
    }
    times[size] = at;
    texts[size] =
        text == null || text.length() <= LONGEST_KEPT ? text : text.substring(0, LONGEST_KEPT);
    letters[size] = text == null ? 0 : letters(text);
    size++;
    total++;
  }

  private void drop(long since, int keep) {
    int gone = 0;
    while (gone < size && (times[gone] <= since || size - gone > keep)) {
      gone++;
    }
    if (gone > 0) {
      System.arraycopy(times, gone, times, 0, size - gone);
      System.arraycopy(texts, gone, texts, 0, size - gone);
      System.arraycopy(letters, gone, letters, 0, size - gone);
      Arrays.fill(texts, size - gone, size, null);
      size -= gone;
    }
  }

  long latest() {
    return size == 0 ? Long.MIN_VALUE : times[size - 1];
  }

  /**
   * Messages in the window, the one just added included, when there are more than {@code most};
   * else 0.
   *
   * @param rule whose counting starts anew when this answers
   */
  int flood(String rule, int most, long windowMillis) {
    int first = firstCounted(rule);
    long since = times[size - 1] - windowMillis;
    int count = 0;
    for (int i = first; i < size; i++) {
      if (times[i] > since) {
        count++;
      }
    }
    return count > most ? startAnew(rule, count) : 0;
  }

  /** How often the text just added was said in the window, when at least {@code times}; else 0. */
  int repeat(String rule, int least, long windowMillis, double likeness) {
    String last = texts[size - 1];
    if (last == null || last.isEmpty()) {
      return 0;
    }
    int first = firstCounted(rule);
    long since = times[size - 1] - windowMillis;
    int count = 1;
    for (int i = size - 2; i >= first; i--) {
      if (times[i] > since && same(i, last, size - 1 - i <= COMPARED ? likeness : 1)) {
        count++;
      }
    }
    return count >= least ? startAnew(rule, count) : 0;
  }

  private int firstCounted(String rule) {
    long from = countFrom.getOrDefault(rule, 0L);
    return (int) Math.max(0, size - (total - from));
  }

  private int startAnew(String rule, int count) {
    countFrom.put(rule, total);
    return count;
  }

  private boolean same(int i, String last, double likeness) {
    String text = texts[i];
    if (text == null || text.isEmpty()) {
      return false;
    }
    if (text.equals(last)) {
      return true;
    }
    if (likeness >= 1 || Math.min(text.length(), last.length()) < SHORTEST_ALIKE) {
      return false;
    }
    long both = letters[i] & letters[size - 1];
    long either = letters[i] | letters[size - 1];
    // Texts that do not share most of their letters cannot be alike; this spares nearly every
    // comparison.
    return 2 * Long.bitCount(both) >= Long.bitCount(either)
        && Similarity.of(text, last) >= likeness;
  }

  /** Which letters occur, in 64 drawers. */
  private static long letters(String text) {
    long set = 0;
    for (int i = 0; i < text.length(); i++) {
      set |= 1L << ((text.charAt(i) * 0x9E3779B1) >>> 26);
    }
    return set;
  }
}
