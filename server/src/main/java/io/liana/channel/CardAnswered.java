package io.liana.channel;

import java.time.Instant;

/**
 * Somebody pressed a button of a card; published in the transaction that writes it down, once for
 * every card.
 *
 * @param done false: they say it cannot be done
 * @param person the platform's key of who pressed it
 */
public record CardAnswered(String key, boolean done, String platform, String person, Instant at) {}
