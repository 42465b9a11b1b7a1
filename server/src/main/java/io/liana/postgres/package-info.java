/**
 * PostgreSQL inside the data folder: unpacked, started, watched and stopped by us. Runs before the
 * application does.
 *
 * <p>It must come back after kill -9 of anything: of Java (a {@link io.liana.postgres.Watchdog}
 * stops the orphan), of PostgreSQL (it is started again), of both (the next start stops the
 * orphan), of the cluster's creation (it is made beside and moved into place).
 */
@NullMarked
package io.liana.postgres;

import org.jspecify.annotations.NullMarked;
