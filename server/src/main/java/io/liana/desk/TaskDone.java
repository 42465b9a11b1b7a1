package io.liana.desk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A human finished a task; published in the transaction that closes it.
 *
 * @param outboxKey the command they carried out in the machine's place; null when it was none
 */
public record TaskDone(@Nullable String outboxKey, Instant at) {}
