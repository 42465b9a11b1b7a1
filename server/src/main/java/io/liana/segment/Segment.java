package io.liana.segment;

import io.liana.kernel.CommunityId;
import java.time.Instant;

/**
 * A condition that is kept.
 *
 * @param version one more with each change of it
 */
record Segment(
    long id,
    CommunityId community,
    String name,
    Condition condition,
    int version,
    Instant changedAt) {}
