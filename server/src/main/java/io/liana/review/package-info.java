/**
 * The review (复盘, PDCA): what was wanted of a period, what ran, what six ratios say of it against
 * the target and the period before, and what follows. {@link io.liana.review.Check} is pure; {@code
 * Counting} asks the modules that know. Tables {@code review_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "community",
      "member",
      "statistics",
      "experiment",
      "delivery",
      "desk",
      "acquisition",
      "broadcast",
      "playbook",
      "customer",
      "content",
      "insight"
    })
package io.liana.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
