package io.liana.action;

import io.liana.channel.SettledEvent;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import io.liana.moderation.Evidence;
import io.liana.moderation.RuleRef;
import java.util.List;

/**
 * What one rule wants done about one event, and why. A value: nothing has happened yet.
 *
 * @param audit record it, but do nothing anybody outside would notice
 * @param subject the member it is about
 */
public record Decision(
    CommunityId community,
    RuleRef rule,
    boolean audit,
    SettledEvent event,
    MemberId subject,
    List<Action> actions,
    Evidence evidence) {}
