package io.liana.moderation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule matched, without copying what was said: the words are looked up in {@code
 * channel_event}, so that forgetting a member forgets them here too.
 *
 * @param findings what was found where
 * @param before how often the member had done this before, within {@code withinMinutes}
 * @param after the same, this time included
 * @param withinMinutes the window the counters look at; null where nothing is counted by time
 */
public record Evidence(
    List<Found> findings, int before, int after, @Nullable Integer withinMinutes) {

  /**
   * @param source {@code lexicon}, {@code contact}, {@code link}, {@code learned}, {@code keyword},
   *     {@code pattern}, {@code flood}, {@code repeat}, {@code violation} …
   * @param detail finer: the operator's word, the kind of a contact or violation, the seconds of a
   *     window
   * @param start offset in the event's text (UTF-16), inclusive; -1 where it has no place
   * @param end exclusive
   * @param score the detector's score, a count for what is counted
   * @param threshold what the score had to reach
   */
  public record Found(
      String source,
      @Nullable String detail,
      int start,
      int end,
      @Nullable Double score,
      @Nullable Double threshold) {}
}
