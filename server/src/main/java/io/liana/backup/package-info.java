/**
 * Everything into one file and back, on any machine. A backup is a zip of PostgreSQL's own COPY
 * texts, taken in one snapshot while the server runs, with a manifest as its last entry: a file
 * without one is not whole. Restoring makes the tables with the migrations of that time and fills
 * them in one transaction; the next start migrates further.
 *
 * <p>COPY and not a copy of PostgreSQL's files: it works the same on a server reached by URL, and
 * across processors and PostgreSQL versions. Left out: sessions, and the facts {@code insight}
 * makes from the archive by itself.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"kernel", "journal"})
package io.liana.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
