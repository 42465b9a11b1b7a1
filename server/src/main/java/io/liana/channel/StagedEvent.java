package io.liana.channel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event of an imported history that waits to be settled: people are still the platform's keys.
 *
 * @param who person key; null for a system line
 * @param length code points of the text, also where the export keeps only the length
 * @param targets person keys; those nobody knows in the end are left out
 */
public record StagedEvent(
    Instant at,
    EventKind kind,
    @Nullable String who,
    boolean bot,
    String text,
    int length,
    List<String> targets,
    @Nullable String replyTo,
    @Nullable String messageKey,
    String eventKey) {}
