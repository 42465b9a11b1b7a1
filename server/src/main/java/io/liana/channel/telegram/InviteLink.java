package io.liana.channel.telegram;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A link into a group. Who comes by it says so: {@code MemberJoined.via} is this {@code url}.
 *
 * @param name at most 32 characters; administrators see it, members do not
 * @param expiresAt null for never
 * @param most how many may be in the group by it at the same time; null for any number
 * @param asks who follows it must be let in one by one
 * @param revokedAt null while it works
 */
public record InviteLink(
    String url,
    String name,
    @Nullable Instant expiresAt,
    @Nullable Integer most,
    boolean asks,
    Instant createdAt,
    @Nullable Instant revokedAt) {}
