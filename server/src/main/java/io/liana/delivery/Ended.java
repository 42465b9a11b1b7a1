package io.liana.delivery;

import io.liana.channel.Outcome;
import java.time.Instant;

/**
 * A call came back, or will not any more.
 *
 * @param at when; the platform counted it at this time or earlier
 */
record Ended(OutboxRow row, Outcome outcome, Instant at) {
  /** The platform did not take it, or did not say. */
  boolean failed() {
    return switch (outcome) {
      case Outcome.RetryAfter _, Outcome.Unknown _ -> true;
      case Outcome.Delivered _, Outcome.Rejected _, Outcome.NeedsHuman _ -> false;
    };
  }
}
