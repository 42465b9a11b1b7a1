/**
 * PostgreSQL inside the data folder: unpacked, started, watched and stopped by us. Runs before the
 * application does.
 */
@NullMarked
package io.liana.postgres;

import org.jspecify.annotations.NullMarked;
