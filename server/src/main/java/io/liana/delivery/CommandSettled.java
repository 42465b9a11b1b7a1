package io.liana.delivery;

import io.liana.channel.Command;
import io.liana.channel.Outcome;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A command came to its end. {@code RetryAfter} is no end. */
public record CommandSettled(
    String key,
    GroupId group,
    @Nullable MemberId member,
    @Nullable Long caseId,
    Command command,
    Outcome outcome,
    Instant at) {}
