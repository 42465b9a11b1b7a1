/**
 * How groups and their members do (计分卡): the five elements of a community, the goal of each group
 * and the league of groups. Every number is defined in docs/metrics.md. {@link
 * io.liana.scorecard.Scoring} is pure; {@code ElementListing} counts the facts. Tables {@code
 * scorecard_*}.
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
