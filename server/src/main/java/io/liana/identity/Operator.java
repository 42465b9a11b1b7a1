package io.liana.identity;

import io.liana.kernel.CommunityId;
import io.liana.kernel.OperatorId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person who signs in to the console.
 *
 * @param communities what they see; null means everything
 */
record Operator(
    OperatorId id,
    String login,
    String name,
    Role role,
    String language,
    @Nullable Set<CommunityId> communities,
    Instant createdAt,
    @Nullable Instant lastSeenAt,
    boolean disabled) {}
