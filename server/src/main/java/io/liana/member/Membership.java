package io.liana.member;

import io.liana.channel.Person;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One person in one group.
 *
 * @param whitelisted rules do not touch them
 * @param firstSeenAt the first event of theirs we know of
 * @param joinedAt the latest join we know of; null when they were there before us
 * @param leftAt null while they are in
 */
public record Membership(
    GroupId group,
    MemberId member,
    Person.Role role,
    boolean bot,
    boolean whitelisted,
    Instant firstSeenAt,
    @Nullable Instant joinedAt,
    @Nullable Instant leftAt) {}
