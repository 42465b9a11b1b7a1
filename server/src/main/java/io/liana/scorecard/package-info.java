/**
 * How groups and their members do (计分卡): the five elements of a community, the goal of each group
 * and whether it is met, the league of groups, and the roles of members. Every number is defined in
 * docs/metrics.md. {@link io.liana.scorecard.Scoring}, {@code Conducts} and {@code Roles} are pure;
 * the {@code …Listing}s count the facts. Tables {@code scorecard_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "channel",
      "community",
      "content",
      "statistics",
      "member",
      "customer",
      "insight"
    })
package io.liana.scorecard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
