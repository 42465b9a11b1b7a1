/**
 * Questions a manager asks of what members did: how many come from one step to the next and where
 * they stop, who comes back, who is new or gone. A question is a value, its answer is computed from
 * the facts of {@code insight} each time it is asked; nothing is kept. {@link
 * io.liana.question.Sheets} puts an answer into tables, for modules that send it.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "community",
      "content",
      "statistics",
      "insight",
      "segment",
      "acquisition"
    })
package io.liana.question;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
