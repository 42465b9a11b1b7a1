package io.liana.gate;

import io.liana.kernel.CommunityId;
import java.time.Instant;

/**
 * A page in the version visitors see.
 *
 * @param closed visitors are told that it is over
 * @param changedAt when this version was made
 */
record Page(
    long id,
    CommunityId community,
    String name,
    int version,
    boolean closed,
    Instant changedAt,
    PageDocument document) {}
