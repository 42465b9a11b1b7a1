/**
 * What an experiment showed: the members who met an arm, what they did afterwards, and what may be
 * concluded from it. Reads {@code experiment} and the facts, computes with {@code statistics},
 * keeps nothing.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "channel",
      "member",
      "acquisition",
      "gate",
      "statistics",
      "experiment",
      "insight"
    })
package io.liana.verdict;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
