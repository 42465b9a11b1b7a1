package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Costs that came as one table.
 *
 * @param days it wrote; what was so already is none of them
 * @param amount 分, of these days
 */
record CostBatch(
    long id,
    CommunityId community,
    Instant givenAt,
    String givenBy,
    int days,
    long amount,
    @Nullable Instant takenBackAt,
    @Nullable String takenBackBy) {}
