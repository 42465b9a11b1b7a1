/**
 * Who asks to be let into a group: requests wait here until a rule, a person or the platform
 * answers them. Table {@code admission_request}.
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
      "delivery",
      "desk",
      "moderation"
    })
package io.liana.admission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
