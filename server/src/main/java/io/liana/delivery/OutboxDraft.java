package io.liana.delivery;

import io.liana.channel.Command;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something to be sent.
 *
 * @param key the same draft twice is sent once; e.g. {@code event:81:adverts:2}
 * @param member whom it is for, where it is for one
 * @param caseId the moderation case it belongs to; commands of one case go out strictly in order
 */
public record OutboxDraft(
    String key,
    CommunityId community,
    GroupId group,
    @Nullable MemberId member,
    Purpose purpose,
    Command command,
    @Nullable Long caseId,
    Instant dueAt) {}
