package io.liana.customer;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A shop that tells of its orders as they are paid.
 *
 * @param name order numbers are unique within it
 * @param currency of lines that name none
 * @param toldAt the last call that was taken
 * @param stoppedAt null while its calls are taken
 */
record Shop(
    long id,
    CommunityId community,
    String name,
    String currency,
    Instant madeAt,
    @Nullable Instant toldAt,
    @Nullable Instant stoppedAt) {}
