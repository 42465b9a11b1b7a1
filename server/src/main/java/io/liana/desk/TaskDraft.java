package io.liana.desk;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something a human should do.
 *
 * @param key the same task twice is raised once
 * @param kind code the console translates, e.g. {@code perform}, {@code outcome_unknown}
 * @param params codes and ids for the text; never names
 */
public record TaskDraft(
    String key,
    String kind,
    CommunityId community,
    @Nullable GroupId group,
    @Nullable MemberId member,
    @Nullable Long caseId,
    Map<String, Object> params,
    Instant dueAt) {}
