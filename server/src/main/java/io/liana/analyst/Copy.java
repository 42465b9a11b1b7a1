package io.liana.analyst;

import io.liana.community.GroupView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One community's facts, locked: to be read only, with nothing within reach but what is in the
 * file.
 */
final class Copy implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Copy.class);

  private final Path file;
  private final DuckDBConnection root;
  private final long taken;
  private final ZoneId zone;
  private final List<GroupView> places;
  private final Instant asOf;
  private final long madeNanos;
  private final long tookNanos;
  private int inUse;
  private boolean retired;

  Copy(
      Path file,
      String memoryLimit,
      int threads,
      long taken,
      ZoneId zone,
      List<GroupView> places,
      Instant asOf,
      long madeNanos,
      long tookNanos)
      throws SQLException {
    this.file = file;
    this.taken = taken;
    this.zone = zone;
    this.places = List.copyOf(places);
    this.asOf = asOf;
    this.madeNanos = madeNanos;
    this.tookNanos = tookNanos;
    var locked = new Properties();
    locked.setProperty("access_mode", "READ_ONLY");
    locked.setProperty("memory_limit", memoryLimit);
    locked.setProperty("threads", Integer.toString(threads));
    locked.setProperty("temp_directory", "");
    locked.setProperty("max_temp_directory_size", "0B");
    locked.setProperty("autoinstall_known_extensions", "false");
    locked.setProperty("autoload_known_extensions", "false");
    locked.setProperty("allow_community_extensions", "false");
    locked.setProperty("enable_external_access", "false");
    locked.setProperty("lock_configuration", "true");
    root = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file, locked);
  }

  Connection connect() throws SQLException {
    return root.duplicate();
  }

  Path file() {
    return file;
  }

  long taken() {
    return taken;
  }

  ZoneId zone() {
    return zone;
  }

  List<GroupView> places() {
    return places;
  }

  /** The facts are those of this moment. */
  Instant asOf() {
    return asOf;
  }

  long madeNanos() {
    return madeNanos;
  }

  long tookNanos() {
    return tookNanos;
  }

  synchronized void use() {
    inUse++;
  }

  @Override
  public synchronized void close() {
    inUse--;
    goWhenUnused();
  }

  /** Nobody gets it any more; it goes with the last statement that is at it. */
  synchronized void retire() {
    retired = true;
    goWhenUnused();
  }

  private void goWhenUnused() {
    if (!retired || inUse > 0) {
      return;
    }
    try {
      root.close();
      Files.deleteIfExists(file);
    } catch (SQLException e) {
      log.warn("A copy of facts did not close cleanly: {}", e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
