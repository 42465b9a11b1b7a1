package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One join of one member, and by what they came.
 *
 * @param event of the join
 * @param visitor the number in the cookie of the browser they scanned with; null where nobody knows
 * @param sure that browser is certainly theirs, not only the likeliest
 * @param code the last they came by, its name in the address
 * @param channel of the last touch, or what it was corrected to
 * @param corrected an operator said so
 */
public record Arrival(
    long event,
    CommunityId community,
    GroupId group,
    MemberId member,
    Instant joinedAt,
    How how,
    @Nullable Long visitor,
    boolean sure,
    @Nullable String code,
    @Nullable String label,
    @Nullable Long firstChannel,
    @Nullable Long channel,
    boolean corrected,
    @Nullable Instant firstAt,
    @Nullable Instant lastAt,
    @Nullable Instant leftAt) {}
