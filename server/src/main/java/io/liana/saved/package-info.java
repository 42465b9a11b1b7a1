/**
 * Questions kept under a name, to be opened again and sent to a colleague. What is kept is the
 * question and never its answer: whoever opens it sees what they may see. A schedule asks it again
 * and again, in the name of who made it, and sends the answer to a group or by e-mail; {@code
 * ScheduleWorker} does. Tables {@code saved_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "community",
      "content",
      "delivery",
      "question",
      "analyst"
    })
package io.liana.saved;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
