/**
 * What is tried with mass sends: which arm a customer has, and who met it. {@code channel} makes
 * the sends and tells what was sent, but knows neither members nor experiments. Tables {@code
 * broadcast_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "channel",
      "channel :: wecom",
      "community",
      "member",
      "experiment"
    })
package io.liana.broadcast;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
