package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a scan needs of a {@link LiveCode}: a million of these are in memory, so without what people
 * call it.
 */
record KnownCode(
    long id,
    long slug,
    CommunityId community,
    long plan,
    boolean disabled,
    @Nullable Instant expiresAt) {

  boolean open(Instant now) {
    return !disabled && (expiresAt == null || now.isBefore(expiresAt));
  }
}
