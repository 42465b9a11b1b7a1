/**
 * Append-only record of who did what, and why. Ids and codes only: names and texts live in {@code
 * member} and {@code channel}. Table {@code journal_entry}.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel"})
package io.liana.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
