package io.liana.insight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The analytics file. Opened on first use and closed when nobody asked for a while, so that a
 * server that only listens does not pay for it. All work runs on a few platform threads: DuckDB's
 * native calls would pin virtual ones.
 */
final class FactStore implements AutoCloseable {
  /** Raise it whenever a table below changes; an older file is thrown away and filled again. */
  private static final int FORMAT = 2;

  private static final Duration IDLE =
      Duration.ofMinutes(5); // then the native memory is given back

  /** No question of another engine takes longer: until then a file it may read stays. */
  private static final Duration READERS_FINISH = Duration.ofMinutes(10);

  private static final List<String> TABLES =
      List.of(
          "create table fact_zone (group_id bigint primary key, zone varchar not null)",
          "create table fact_part (id bigint not null, table_name varchar not null, row_count bigint not null)",
          """
          create table fact_mark (
            format integer not null, settled_before bigint not null, newest_seq bigint not null, loose bigint not null,
            parts bigint not null, cluster varchar not null)
          """,
          "insert into fact_mark values (" + FORMAT + ", 0, 0, 0, 0, '')");

  private static final Logger log = LoggerFactory.getLogger(FactStore.class);

  /** The same facts as files for other engines. */
  final Parts parts;

  private final @Nullable Path file;
  private final Properties properties = new Properties();
  private final ThreadPoolExecutor workers;

  /** A thread of its own: what is taken in shall not keep a question from a worker. */
  private final ThreadPoolExecutor writer;

  private final ScheduledThreadPoolExecutor rest =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("insight-rest").factory());
  private final ReentrantLock writing = new ReentrantLock();
  private final @Nullable LakeEngine engine;
  private @Nullable DuckDBConnection root;
  private int inUse;
  private volatile long lastAsked;

  /** Something done with the facts. */
  interface Work<T> {
    T on(Connection facts) throws SQLException;
  }

  /** Something done to the facts. */
  interface Change {
    void on(Connection facts) throws SQLException;
  }

  /**
   * @param file null keeps everything in memory
   */
  FactStore(@Nullable Path file, String memoryLimit, int threads) {
    this(file, memoryLimit, threads, null);
  }

  /**
   * @param engine answers what is asked by {@link #ask}; null where this process does
   */
  FactStore(@Nullable Path file, String memoryLimit, int threads, @Nullable LakeEngine engine) {
    this.file = file;
    this.engine = engine;
    this.parts =
        new Parts(
            file == null ? null : file.resolveSibling("lake"),
            engine == null ? Duration.ZERO : READERS_FINISH);
    properties.setProperty("memory_limit", memoryLimit);
    properties.setProperty("threads", Integer.toString(threads));
    if (file != null) {
      properties.setProperty("temp_directory", file.resolveSibling("insight.tmp").toString());
    }
    workers = threads(threads, "insight-");
    writer = threads(1, "insight-writer-");
    rest.scheduleWithFixedDelay(this::closeWhenIdle, 1, 1, TimeUnit.MINUTES);
  }

  private static ThreadPoolExecutor threads(int most, String name) {
    var threads =
        new ThreadPoolExecutor(
            most,
            most,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name(name, 0).factory());
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Runs {@code work} beside other readers. */
  <T> T read(Work<T> work) {
    lastAsked = System.nanoTime();
    return glance(work);
  }

  /** As {@link #read}, by the engine of many machines where there is one; in SQL that both know. */
  <T> T ask(Work<T> work) {
    if (engine == null) {
      return read(work);
    }
    var files = read(parts::committed);
    return onWorker(workers, () -> engine.ask(files, work));
  }

  /** As {@link #read}, but nobody asked: it does not keep the file open. */
  <T> T glance(Work<T> work) {
    return on(workers, work);
  }

  private <T> T on(ExecutorService threads, Work<T> work) {
    return onWorker(
        threads,
        () -> {
          try (Connection own = borrow()) {
            return work.on(own);
          } finally {
            giveBack();
          }
        });
  }

  synchronized boolean isOpen() {
    return root != null;
  }

  /** Makes {@code change} in one transaction; writers wait for each other. */
  void write(Change change) {
    writing.lock();
    try {
      on(
          writer,
          own -> {
            own.setAutoCommit(false);
            try {
              change.on(own);
              own.commit();
              return true;
            } catch (SQLException | RuntimeException e) {
              own.rollback();
              throw e;
            }
          });
    } finally {
      writing.unlock();
    }
  }

  /** Forgets everything; the next {@code FactFeed.catchUp} starts from the beginning. */
  void clear() {
    write(
        facts -> {
          for (FactKind table : FactKind.values()) {
            Sql.execute(facts, "delete from " + table.table);
          }
          Sql.execute(facts, "delete from fact_zone");
          Sql.execute(facts, "delete from fact_part");
          Sql.execute(facts, "update fact_mark set settled_before = 0, newest_seq = 0, loose = 0");
        });
  }

  /** A new file to pass rows through; the caller deletes it. */
  Path scratchFile() throws IOException {
    return file == null
        ? Files.createTempFile("insight-", ".csv")
        : Files.createTempFile(file.toAbsolutePath().getParent(), "insight-", ".csv");
  }

  private synchronized void closeWhenIdle() {
    if (root != null
        && file != null
        && inUse == 0
        && System.nanoTime() - lastAsked > IDLE.toNanos()) {
      closeRoot();
    }
  }

  @Override
  public void close() {
    rest.shutdownNow();
    workers.shutdown();
    writer.shutdown();
    synchronized (this) {
      closeRoot();
    }
  }

  private synchronized Connection borrow() throws SQLException {
    if (root == null) {
      root = open();
    }
    Connection own = root.duplicate();
    inUse++;
    return own;
  }

  private synchronized void giveBack() {
    inUse--;
  }

  private void closeRoot() {
    if (root != null) {
      try {
        root.close();
      } catch (SQLException e) {
        log.warn("The analytics file did not close cleanly: {}", e.getMessage());
      }
      root = null;
    }
  }

  private DuckDBConnection open() throws SQLException {
    if (file == null) {
      return withTables(connect("jdbc:duckdb:"));
    }
    String url = "jdbc:duckdb:" + file;
    try {
      boolean fresh = !Files.exists(file);
      DuckDBConnection opened = connect(url);
      if (fresh) {
        return withTables(opened);
      }
      if (formatOf(opened) == FORMAT) {
        return opened;
      }
      opened.close();
    } catch (SQLException e) {
      log.warn("The analytics file cannot be read and is filled again: {}", e.getMessage());
    }
    deleteFile(file);
    return withTables(connect(url));
  }

  private DuckDBConnection connect(String url) throws SQLException {
    return (DuckDBConnection) DriverManager.getConnection(url, properties);
  }

  private static int formatOf(Connection opened) throws SQLException {
    try (var statement = opened.createStatement();
        var rows = statement.executeQuery("select format from fact_mark")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }

  private static DuckDBConnection withTables(DuckDBConnection opened) throws SQLException {
    try (var statement = opened.createStatement()) {
      for (FactKind table : FactKind.values()) {
        statement.execute("create table %s (%s)".formatted(table.table, table.columns));
      }
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
    return opened;
  }

  private static void deleteFile(Path file) {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(Path.of(file + ".wal"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T onWorker(ExecutorService workers, java.util.concurrent.Callable<T> call) {
    var running = workers.submit(call);
    try {
      return running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the facts were being read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException ours) {
        throw ours; // it says itself what it is
      }
      throw new IllegalStateException("The facts could not be read", e.getCause());
    }
  }
}
