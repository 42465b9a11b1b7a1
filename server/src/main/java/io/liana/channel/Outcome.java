package io.liana.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a command ended. A vendor's hundreds of codes shrink to these; the original is kept as {@code
 * evidence}.
 */
public sealed interface Outcome {
  /**
   * @param messageKey the platform's id of what was sent, if anything was
   */
  record Delivered(@Nullable String messageKey) implements Outcome {}

  record Rejected(String reason, String evidence) implements Outcome {}

  record RetryAfter(Duration delay, String evidence) implements Outcome {}

  /** The platform lets no machine do this. */
  record NeedsHuman(String reason) implements Outcome {}

  /** No answer: it may have happened. Never blindly sent again. */
  record Unknown(String evidence) implements Outcome {}
}
