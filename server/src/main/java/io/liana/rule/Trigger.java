package io.liana.rule;

import io.liana.moderation.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule listens for. Edited messages are heard again, except by {@code Flood} and {@code
 * Repeat}.
 */
sealed interface Trigger {
  enum Match {
    CONTAINS,
    EXACT,
    PATTERN
  }

  /** Who came. */
  enum Newcomer {
    ANY,
    /** Never in this group before. */
    FIRST_TIME,
    RETURNING,
    /** Somebody brought them. */
    INVITED,
    BY_THEMSELVES,
    /** The rules removed them once. */
    REMOVED_BEFORE
  }

  /** Any message at all; for rules that live from their conditions, such as quiet hours. */
  record Said() implements Trigger {}

  /** The advert detector says so. */
  record Advert(Finding.Level threshold, Set<String> linksAllowed) implements Trigger {}

  /** Width, case, traditional letters and inserted symbols do not matter. */
  record Keyword(Match match, List<String> words) implements Trigger {}

  /** A link to any other domain than these, or an invitation to another group. */
  record Link(Set<String> allowed) implements Trigger {}

  /**
   * A way to be reached outside the group.
   *
   * @param kinds as in {@link Finding#category()}; all when empty
   */
  record Contact(Set<String> kinds) implements Trigger {}

  /** More mentions in one message than this. */
  record Mentions(int moreThan) implements Trigger {}

  /** More than so many messages of one member in the window; then counting starts anew. */
  record Flood(int messages, Duration window) implements Trigger {}

  /**
   * The same text of one member so many times in the window; then counting starts anew.
   *
   * @param likeness how alike two texts must be to be the same, 1 for letter by letter
   */
  record Repeat(int times, Duration window, double likeness) implements Trigger {}

  /** A message was changed after it was sent. */
  record Edited() implements Trigger {}

  record Joined(Newcomer newcomer) implements Trigger {}

  /** Somebody asks to be let in; they are no member yet. */
  record JoinAsked() implements Trigger {}

  /** Somebody spoke to our account. */
  record Mentioned() implements Trigger {}

  /**
   * The ladder: a violation of this kind for the nth time or later within the window. Of several
   * that hold, the highest alone fires, unless a lower one says otherwise.
   *
   * @param points when set, their weight must reach this, and {@code nth} is 0
   * @param ignoreIfHigher stay silent when a higher rung fires
   */
  record Violated(
      String kind, int nth, @Nullable Integer points, Duration within, boolean ignoreIfHigher)
      implements Trigger {
    /** Which of two rungs is higher; rungs of times and of points are not mixed in practice. */
    int height() {
      return points == null ? nth : points;
    }
  }
}
