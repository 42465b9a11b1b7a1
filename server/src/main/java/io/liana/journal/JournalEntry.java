package io.liana.journal;

import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One act and its reason.
 *
 * @param kind what was done, e.g. {@code message_recalled}, {@code rules_published}
 * @param subject the member it was done to, if any
 * @param eventId the settled event ({@code channel_event.id}) that led to it, if any
 * @param reason rule key, version and other codes; never a name, never a text
 */
public record JournalEntry(
    Instant at,
    Actor actor,
    String kind,
    @Nullable CommunityId community,
    @Nullable GroupId group,
    @Nullable MemberId subject,
    @Nullable Long eventId,
    Map<String, Object> reason) {}
