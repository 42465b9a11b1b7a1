package io.liana.delivery;

import java.time.Instant;
import java.util.List;

/**
 * Commands that will never go out; published in the transaction that takes them back.
 *
 * @param why a code: late, cap, dropped, pardoned
 */
public record CommandsCancelled(List<String> keys, String why, Instant at) {}
