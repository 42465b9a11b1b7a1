package io.liana.desk;

import java.time.Instant;

/**
 * What was handed to a person was not done: they said so, or its time is over; published in the
 * transaction that writes it down.
 *
 * @param outboxKey the command nobody carried out
 */
public record TaskNotDone(String outboxKey, Instant at) {}
