package io.liana.channel;

import org.jspecify.annotations.Nullable;

/**
 * The platform shows what became of an {@link AccountWorkWished}; published in a transaction.
 *
 * @param done false when nobody will do it any more
 * @param person who did it, as the platform's accounts are keyed; null where it does not tell
 */
public record AccountWorkEnded(
    String platform, String account, String key, boolean done, @Nullable String person) {}
