/**
 * The story of one arriving event, and of a whole history arriving. {@link io.liana.intake.Intake}
 * is the place to start reading.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "channel :: account",
      "channel :: history",
      "community",
      "member",
      "desk",
      "moderation",
      "acquisition",
      "admission",
      "action",
      "rule",
      "gate",
      "onboarding"
    })
package io.liana.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
