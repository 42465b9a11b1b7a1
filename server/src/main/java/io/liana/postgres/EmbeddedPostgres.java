package io.liana.postgres;

import io.liana.postgres.Postmaster.PortTaken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One PostgreSQL server in a folder, listening on loopback only, with a password kept in a file
 * only its owner can read. Durable: fsync stays on. Killed, it is started again on the same port,
 * and connection pools find it by themselves.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
  // Below the range from which the kernel draws ports for outgoing connections.
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 32_000;
  // A database that dies this often in one run has a reason a restart does not cure.
  private static final int MOST_REVIVALS = 5;

  /**
   * What our server runs its database with, {@code name=value}. Idle memory counts: the shared
   * buffers are pages touched only when there is something to keep. Pages in the log are not
   * compressed: the only method these programs have (pglz) took six hundredths of all CPU time
   * under load.
   */
  public static final List<String> SERVER_SETTINGS =
      List.of(
          "max_connections=64",
          "shared_buffers=512MB",
          "wal_compression=off",
          "min_wal_size=80MB",
          "max_wal_size=2GB",
          "checkpoint_completion_target=0.9",
          "jit=off",
          "io_method=sync",
          "max_worker_processes=4",
          "max_parallel_workers_per_gather=1",
          "wal_level=minimal",
          "max_wal_senders=0",
          "log_min_messages=warning",
          "log_checkpoints=off",
          "timezone=UTC");

  private final Programs programs;
  private final OrdinaryUser user;
  private final Cluster cluster;
  private final List<String> settings;
  private final Runnable whenLost;
  private final String password;
  private final int port;
  private Postmaster postmaster;
  private int revivals;
  private boolean closed;

  private EmbeddedPostgres(
      Programs programs,
      OrdinaryUser user,
      Cluster cluster,
      List<String> settings,
      Runnable whenLost)
      throws IOException, InterruptedException {
    this.programs = programs;
    this.user = user;
    this.cluster = cluster;
    this.settings = settings;
    this.whenLost = whenLost;
    this.password = cluster.password();
    int candidate = freePort();
    while (true) {
      try {
        postmaster = Postmaster.start(programs, user, cluster, candidate, settings);
        break;
      } catch (PortTaken e) {
        candidate = freePort();
      }
    }
    port = candidate;
  }

  /** As {@link #start(Path, List, Runnable)}; a loss for good only stands in the log. */
  public static EmbeddedPostgres start(Path folder, List<String> settings)
      throws IOException, InterruptedException {
    return start(folder, settings, () -> log.error("PostgreSQL in {} is lost", folder));
  }

  /**
   * Starts the server, creating the cluster on the first call. The caller owns the folder.
   *
   * @param settings {@code name=value} pairs for this run only
   * @param whenLost called when it dies and cannot be started again
   * @throws CannotStart with one sentence for whoever started us
   */
  public static EmbeddedPostgres start(Path folder, List<String> settings, Runnable whenLost)
      throws IOException, InterruptedException {
    OrdinaryUser user = OrdinaryUser.find();
    Programs programs = Programs.unpacked(user);
    var cluster = new Cluster(folder.toAbsolutePath());
    cluster.createIfMissing(programs, user, !settings.contains("fsync=off"));
    var server = new EmbeddedPostgres(programs, user, cluster, List.copyOf(settings), whenLost);
    server.watch();
    return server;
  }

  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database);
  }

  public String user() {
    return Cluster.USER;
  }

  public String password() {
    return password;
  }

  /** Of the present run; it changes when the server was started again. */
  public synchronized long pid() {
    return postmaster.process().pid();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      postmaster.stop();
    } catch (IOException e) {
      postmaster.process().destroy();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    Postmaster watched = postmaster;
    watched.process().onExit().thenRun(() -> revive(watched));
    watched.watchdog().gone().thenRun(() -> replaceWatchdog(watched));
  }

  private synchronized void revive(Postmaster dead) {
    if (closed || postmaster != dead) {
      return;
    }
    revivals++;
    log.error(
        "PostgreSQL (process {}) ended unexpectedly; starting it again", dead.process().pid());
    try {
      dead.watchdog().dismiss();
      if (revivals <= MOST_REVIVALS) {
        postmaster = Postmaster.start(programs, user, cluster, port, settings);
        watch();
        return;
      }
    } catch (IOException e) {
      log.error("PostgreSQL could not be started again", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true;
    whenLost.run();
  }

  private synchronized void replaceWatchdog(Postmaster watched) {
    if (closed || postmaster != watched || !watched.process().isAlive()) {
      return;
    }
    try {
      var watchdog = new Watchdog(watched.process().pid(), cluster.pidFile());
      postmaster = new Postmaster(watched.process(), watchdog);
      watch();
    } catch (IOException e) {
      log.error("PostgreSQL's watchdog could not be replaced", e);
    }
  }

  private static int freePort() throws IOException {
    for (int i = 0; i < 100; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (var probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException e) {
        // taken; try another
      }
    }
    throw new CannotStart("no_free_port", "No free port was found for the built-in database.");
  }
}
