/**
 * Alerts: a number of a community or of its groups is watched, day by day, and who runs it is told
 * when it leaves what was expected. {@link io.liana.alert.Judge} and {@link io.liana.alert.Band}
 * are pure; {@code DailyCounts} asks the modules that know; {@code AlertWorker} looks at each whole
 * day once. Tables {@code alert_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "community",
      "statistics",
      "desk",
      "review",
      "insight"
    })
package io.liana.alert;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
