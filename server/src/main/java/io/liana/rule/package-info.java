/**
 * House rules: when this is heard and these hold, do that. One JSON document per community, in
 * immutable published versions and at most one draft; pure deciders; rehearsal with the same
 * deciders and no hands. Tables {@code rule_*}.
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
      "moderation",
      "action",
      "experiment"
    })
package io.liana.rule;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
