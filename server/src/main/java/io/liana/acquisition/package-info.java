/**
 * How people come in (引流): live codes (活码) that lead every scan to a place with room. A code never
 * changes; the {@link io.liana.acquisition.Plan} it follows may. A scan is on disk, and its seat
 * with it, before the visitor is answered; seats nobody takes are free again after a while. Tables
 * {@code acquisition_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "channel :: account",
      "channel :: wecom",
      "community",
      "member",
      "content",
      "delivery",
      "desk",
      "experiment"
    })
package io.liana.acquisition;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
