package io.liana.channel;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a conversation as a screen shows it.
 *
 * @param by null for a system line
 * @param text what it says now, after edits
 * @param targets whom it was directed at, or who was invited or removed
 * @param replyTo message key of the message answered
 * @param importId the import that brought it; null when it was heard live
 * @param messageKey the platform's id of the message
 */
public record ArchivedEvent(
    long id,
    GroupId group,
    Instant at,
    EventKind kind,
    @Nullable MemberId by,
    boolean bot,
    String text,
    List<MemberId> targets,
    @Nullable String replyTo,
    @Nullable Instant editedAt,
    @Nullable Instant recalledAt,
    @Nullable Long importId,
    @Nullable String messageKey) {}
