/**
 * Tasks for humans: what a machine may not or could not do, with evidence and a due time. Table
 * {@code desk_task}.
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
      "delivery"
    })
package io.liana.desk;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
