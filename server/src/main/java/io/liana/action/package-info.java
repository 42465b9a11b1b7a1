/**
 * The closed list of acts. Deciders turn facts into {@link io.liana.action.Decision}s, values that
 * touch nothing; {@link io.liana.action.Actions} are the only hands that carry them out.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "community",
      "member",
      "content",
      "delivery",
      "desk",
      "moderation",
      "admission"
    })
package io.liana.action;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
