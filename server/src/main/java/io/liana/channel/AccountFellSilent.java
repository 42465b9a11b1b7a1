package io.liana.channel;

import java.time.Instant;

/**
 * A connected account has brought no event for a while in which the days before had some; published
 * once per silence, in a transaction.
 *
 * @param since the last event
 */
public record AccountFellSilent(String platform, String account, String name, Instant since) {}
