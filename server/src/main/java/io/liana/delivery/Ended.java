package io.liana.delivery;

import io.liana.channel.Outcome;
import java.time.Instant;

/**
 * A call came back, or will not any more.
 *
 * @param at when; the platform counted it at this time or earlier
 */
record Ended(OutboxRow row, Outcome outcome, Instant at) {}
