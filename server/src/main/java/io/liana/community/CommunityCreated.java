package io.liana.community;

import io.liana.kernel.CommunityId;

/** A community exists now; published in the transaction that created it. */
public record CommunityCreated(CommunityId id, String name) {}
