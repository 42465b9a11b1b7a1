package io.liana.moderation;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A case about to be opened: one member, one event, everything done about it.
 *
 * @param kind the violation, or {@code other} where a rule acts without recording one
 * @param rule the rule that opened it
 * @param audit nothing was done; the rules only record
 * @param eventId {@code channel_event.id}
 */
public record CaseDraft(
    CommunityId community,
    GroupId group,
    MemberId member,
    String kind,
    RuleRef rule,
    boolean audit,
    long eventId,
    @Nullable String messageKey,
    Instant at) {}
