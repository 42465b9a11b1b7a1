/**
 * People: one member across platforms, their accounts and memberships. Names live here and nowhere
 * else. Tables {@code member_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "channel :: account",
      "community"
    })
package io.liana.member;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
