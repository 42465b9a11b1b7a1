package io.liana.onboarding;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a newcomer's first week may turn on. */
sealed interface Moment {
  Instant at();

  /**
   * @param plain words only: no picture, no file, no link
   */
  record Spoke(Instant at, String text, boolean plain, @Nullable String messageKey)
      implements Moment {}

  /** A reaction to what was said as this step. */
  record Reacted(Instant at, String step) implements Moment {}

  record Renamed(Instant at) implements Moment {}

  record Left(Instant at) implements Moment {}

  /** What was said as this step has reached the group. */
  record Delivered(Instant at, String step) implements Moment {}

  /**
   * The time of a timer has come.
   *
   * @param at now, which may be later than it was set for
   * @param quietUntil the end of the quiet hours it is; null outside of them
   */
  record Due(Instant at, String timer, @Nullable Instant quietUntil) implements Moment {}
}
