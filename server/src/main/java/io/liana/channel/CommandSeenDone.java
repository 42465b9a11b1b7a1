package io.liana.channel;

import java.time.Instant;

/**
 * A platform shows that a person carried out what a command asked for; published in the transaction
 * that writes it down.
 *
 * @param key the command's key
 * @param person whose hand it was, by the platform's key; one nobody knows where the platform does
 *     not tell
 */
public record CommandSeenDone(String key, String platform, String person, Instant at) {}
