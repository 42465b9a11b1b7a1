package io.liana.intake;

import java.util.concurrent.TimeUnit;

/**
 * Tells the store how far an import is, a few times a second, and hears there of a cancellation.
 */
final class HistoryImportProgress {
  private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(400);

  private final HistoryImport job;
  private final HistoryImportStore store;
  private long read;
  private long events;
  private long told = System.nanoTime();

  HistoryImportProgress(HistoryImport job, HistoryImportStore store) {
    this.job = job;
    this.store = store;
  }

  void read(long bytes) {
    read = bytes;
    tellNowAndThen();
  }

  void event() {
    events++;
  }

  private void tellNowAndThen() {
    if (System.nanoTime() - told < BETWEEN) {
      return;
    }
    told = System.nanoTime();
    if (!store.progress(job.id(), read, events, 0)) {
      throw new HistoryImportCancelled();
    }
  }

  void written(long rows) {
    if (!store.progress(job.id(), job.total(), events, rows)) {
      throw new HistoryImportCancelled();
    }
  }
}
