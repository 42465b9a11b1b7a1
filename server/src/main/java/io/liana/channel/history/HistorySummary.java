package io.liana.channel.history;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a reading found.
 *
 * @param dateOrder null where dates have only one meaning, or differ from file to file
 * @param counts events by type
 * @param members different people who did something or to whom something was done
 * @param first null when there was nothing
 * @param unreadable the first {@link #MOST_SHOWN}; {@code unreadableLines} counts all
 * @param skipped files that are no chat exports
 * @param notes what was decided without being certain
 */
public record HistorySummary(
    HistoryFormat format,
    String zone,
    @Nullable DateOrder dateOrder,
    Map<String, Long> counts,
    long members,
    @Nullable Instant first,
    @Nullable Instant last,
    List<Unreadable> unreadable,
    long unreadableLines,
    List<String> skipped,
    List<String> notes) {
  static final int MOST_SHOWN = 1_000;

  public long events() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
