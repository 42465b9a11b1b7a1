/**
 * The only way out. What was decided is committed to the outbox first (table {@code
 * delivery_outbox}); a worker sends it, minding quiet hours, caps, pace and halts, and writes down
 * how it ended.
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
      "content"
    })
package io.liana.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
