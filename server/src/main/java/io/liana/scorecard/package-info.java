/**
 * How groups and their members do (计分卡): the five elements of a community, the goal of each group
 * and whether it is met, the league of groups, and the roles members play. Every number is defined
 * in docs/metrics.md. {@link io.liana.scorecard.Scoring} and {@link io.liana.scorecard.Role} are
 * pure; {@code ElementListing} and {@code RoleListing} count the facts. Tables {@code scorecard_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "channel",
      "community",
      "content",
      "member",
      "customer",
      "insight",
      "review"
    })
package io.liana.scorecard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
