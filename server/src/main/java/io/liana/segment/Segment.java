package io.liana.segment;

import io.liana.kernel.CommunityId;
import java.time.Instant;

/**
 * A condition that is kept.
 *
 * @param version one more with each change of it
 * @param live it is known at any time who is in it
 */
record Segment(
    long id,
    CommunityId community,
    String name,
    Condition condition,
    int version,
    boolean live,
    Instant changedAt) {}
