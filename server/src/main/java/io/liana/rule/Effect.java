package io.liana.rule;

import io.liana.action.Action;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a rule does. */
sealed interface Effect {
  /** Answers a message, or greets a newcomer. */
  record Reply(String text) implements Effect {}

  record Recall() implements Effect {}

  record Warn(String text) implements Effect {}

  record Mute(Duration length) implements Effect {}

  /**
   * @param text what the member is told before; null for nothing
   */
  record Remove(@Nullable String text) implements Effect {}

  /** Do not let them in again. */
  record Blacklist() implements Effect {}

  /** Tells the people who run the community. */
  record Note(String text) implements Effect {}

  record Task(String title, Duration due) implements Effect {}

  record Tag(String tag) implements Effect {}

  /** Counts a violation; this is what the ladder counts. */
  record RecordViolation(String kind, int points) implements Effect {}

  /**
   * Answers who asks to be let in.
   *
   * @param text for who is refused; null for none
   */
  record AnswerJoin(Action.Entry entry, @Nullable String text) implements Effect {}

  default boolean sanctions() {
    return switch (this) {
      case Recall _, Warn _, Mute _, Remove _, Blacklist _, RecordViolation _ -> true;
      case Reply _, Note _, Task _, Tag _, AnswerJoin _ -> false;
    };
  }
}
