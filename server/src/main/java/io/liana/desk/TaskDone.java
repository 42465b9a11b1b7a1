package io.liana.desk;

import io.liana.kernel.Actor;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task is done; published in the transaction that closes it.
 *
 * @param outboxKey the command carried out in the machine's place; null when it was none
 * @param by the operator who said so, or the member an event shows to have done it
 */
public record TaskDone(@Nullable String outboxKey, Actor by, Instant at) {}
