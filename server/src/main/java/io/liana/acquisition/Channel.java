package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Where people come from: a platform, a place on it, a post, a shop, an agent.
 *
 * @param owner the operator who answers for it
 * @param budget in 分
 */
record Channel(
    long id,
    CommunityId community,
    @Nullable Long parent,
    String name,
    @Nullable Long owner,
    @Nullable Long budget,
    @Nullable LocalDate startsOn,
    @Nullable LocalDate endsOn) {}
