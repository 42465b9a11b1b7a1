package io.liana.channel;

import java.time.Instant;

/**
 * An account that had fallen silent brings events again; published once, in a transaction.
 *
 * @param at the first event seen after the silence, or a later one
 */
public record AccountHeardAgain(String platform, String account, Instant at) {}
