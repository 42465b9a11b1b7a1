package io.liana.delivery;

import io.liana.channel.Command;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A committed command on its way out. */
record OutboxRow(
    long id,
    String key,
    CommunityId community,
    GroupId group,
    @Nullable MemberId member,
    SendingAccount account,
    Purpose purpose,
    Command command,
    @Nullable Long caseId,
    Instant dueAt,
    int attempts) {}
