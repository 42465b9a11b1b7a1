/**
 * What is tried with mass sends: which arm a customer has, and who met it; and whom of a community
 * they were for. {@code channel} makes the sends and tells what was sent, but knows neither
 * communities, members nor experiments. Tables {@code broadcast_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "channel",
      "channel :: account",
      "channel :: wecom",
      "community",
      "member",
      "experiment"
    })
package io.liana.broadcast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
