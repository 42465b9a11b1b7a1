package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A live code (活码): what is printed once and leads wherever its plan says. */
record LiveCode(
    long id,
    long slug,
    CommunityId community,
    @Nullable Long channel,
    long plan,
    String label,
    boolean disabled,
    @Nullable Instant expiresAt) {}
