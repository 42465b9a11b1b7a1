package io.liana.intake;

import io.liana.channel.StagedHistory;
import io.liana.intake.HistoryImport.State;
import io.liana.kernel.Problem;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works off the imports whose files are on this node, one after the other. While it works on one it
 * holds a lock of the database that dies with the process, so another start knows an interrupted
 * import from a running one.
 */
@Component
public class HistoryImportWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(HistoryImportWorker.class);
  private static final int LOCKS = 0x696d70; // keeps our lock numbers apart from others
  private static final Duration KEEP_WAITING = Duration.ofHours(24);
  private static final long LOOK_SECONDS = 30;

  private final HistoryImporter importer;
  private final HistoryImportStore store;
  private final HistoryImportFiles files;
  private final StagedHistory staged;
  private final DataSource database;
  private final IntakeSettings settings;
  private final Clock clock;
  private final Semaphore work = new Semaphore(0);
  private volatile @Nullable Thread thread;

  HistoryImportWorker(
      HistoryImporter importer,
      HistoryImportStore store,
      HistoryImportFiles files,
      StagedHistory staged,
      DataSource database,
      IntakeSettings settings,
      Clock clock) {
    this.importer = importer;
    this.files = files;
    this.clock = clock;
    this.store = store;
    this.staged = staged;
    this.database = database;
    this.settings = settings;
  }

  /** There may be something to do. */
  void wake() {
    work.release();
  }

  /** Does everything that waits, then returns; for tests and for the loop. */
  public void runDue() {
    settleInterrupted();
    discardForgotten();
    for (HistoryImport job : store.in(State.QUEUED)) {
      if (HistoryImportFiles.areHere(job)) {
        runLocked(job);
      }
    }
  }

  private void runLocked(HistoryImport job) {
    try (Connection lock = database.getConnection()) {
      if (!locked(lock, job.id())) {
        return; // another node is at it
      }
      try {
        if (store.move(job.id(), State.READING, State.QUEUED)) {
          run(job);
        }
      } finally {
        unlock(lock, job.id());
      }
    } catch (SQLException e) {
      log.warn("Import {} waits: {}", job.id(), e.toString());
    }
  }

  private void run(HistoryImport job) {
    try {
      importer.run(job);
    } catch (HistoryImportCancelled e) {
      log.info("Import {} was cancelled.", job.id());
    } catch (Problem problem) {
      stop(job, problem);
    } catch (IOException | SQLException | RuntimeException e) {
      log.error("Import {} failed.", job.id(), e);
      stop(job, Problem.invalid("import_failed", "The import failed: " + e.getMessage()));
    }
    boolean over = store.find(job.id()).map(now -> now.state().isOver()).orElse(true);
    if (over) {
      HistoryImportFiles.delete(job.folder());
    }
  }

  private void stop(HistoryImport job, Problem problem) {
    Map<String, Object> question = HistoryImportQuestion.of(problem);
    Map<String, Object> why =
        Map.of(
            "code", problem.code(),
            "detail", String.valueOf(problem.getMessage()),
            "params", problem.params());
    store.stopped(job.id(), question == null ? State.FAILED : State.NEEDS_ANSWER, question, why);
  }

  /** What a process that died was working on: its rows were never visible and are dropped. */
  private void settleInterrupted() {
    for (HistoryImport job : store.in(State.READING, State.WRITING)) {
      try (Connection lock = database.getConnection()) {
        if (locked(lock, job.id())) {
          staged.drop(job.id());
          stop(
              job,
              Problem.invalid(
                  "import_interrupted",
                  "The server stopped while it worked on this; nothing was imported. Start it again."));
          HistoryImportFiles.delete(job.folder());
          unlock(lock, job.id());
        }
      } catch (SQLException e) {
        log.warn("Import {} could not be looked after: {}", job.id(), e.toString());
      }
    }
  }

  private void discardForgotten() {
    List<HistoryImport> forgotten = store.waitingLongerThan(KEEP_WAITING);
    for (HistoryImport job : forgotten) {
      if (store.move(job.id(), State.CANCELLED, State.PREVIEWED, State.NEEDS_ANSWER)) {
        HistoryImportFiles.delete(job.folder());
      }
    }
    files.deleteUnknown(store.folders(), clock.instant().minus(KEEP_WAITING));
  }

  private static boolean locked(Connection connection, long id) throws SQLException {
    return ask(connection, "select pg_try_advisory_lock(?, ?)", id);
  }

  private static void unlock(Connection connection, long id) throws SQLException {
    ask(connection, "select pg_advisory_unlock(?, ?)", id);
  }

  private static boolean ask(Connection connection, String sql, long id) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setInt(1, LOCKS);
      statement.setInt(2, (int) id);
      try (var row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private void loop() {
    while (thread == Thread.currentThread()) {
      try {
        runDue();
        work.tryAcquire(LOOK_SECONDS, TimeUnit.SECONDS);
        work.drainPermits();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException databaseTrouble) {
        log.warn("Imports pause: {}", databaseTrouble.toString());
        pause();
      }
    }
  }

  private void pause() {
    try {
      work.tryAcquire(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void start() {
    if (settings.threads() == 0) {
      return;
    }
    // A platform thread: COPY and the parsers never yield, a virtual one would hold its carrier.
    Thread started = Thread.ofPlatform().daemon().name("history-import").unstarted(this::loop);
    thread = started;
    started.start();
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
