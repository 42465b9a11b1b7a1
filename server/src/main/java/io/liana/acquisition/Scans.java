package io.liana.acquisition;

import io.liana.acquisition.Scan.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The durable door of scans: many visitors, one writer. Whatever waits is written in one
 * transaction, seats and all, and every visitor is answered after its commit.
 */
@Component
class Scans implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Scans.class);
  private static final int LARGEST_WRITE = 2_000;
  private static final int MOST_WAITING = 20_000; // under a second of work

  private record Waiting(Scan scan, CompletableFuture<Kept> answer) {}

  private final ScanStore store;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private volatile boolean running;
  private Thread writer = new Thread();

  Scans(ScanStore store) {
    this.store = store;
  }

  /**
   * @return completes after the commit; exceptionally, when it is not known to be kept or there is
   *     no room to wait
   */
  CompletableFuture<Kept> accept(Scan scan) {
    if (!running || !room.tryAcquire()) {
      return CompletableFuture.failedFuture(new IllegalStateException("scans cannot keep up"));
    }
    var waiting = new Waiting(scan, new CompletableFuture<>());
    queue.add(waiting);
    return waiting.answer();
  }

  private void writeLoop() {
    List<Waiting> batch = new ArrayList<>();
    while (running || !queue.isEmpty()) {
      try {
        Waiting first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, LARGEST_WRITE - 1);
          write(batch);
          batch.clear();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void write(List<Waiting> batch) {
    try {
      List<Kept> kept = store.write(batch.stream().map(Waiting::scan).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(kept.get(i));
      }
    } catch (
        RuntimeException e) { // whatever it is: a writer that ends takes every later scan along
      log.warn("Scans could not be written; {} visitors were told so", batch.size(), e);
      batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
    } finally {
      room.release(batch.size());
    }
  }

  @Override
  public void start() {
    store.preparePartitions();
    running = true;
    writer = Thread.ofPlatform().name("scan-writer").start(this::writeLoop);
  }

  @Override
  public void stop() {
    running = false;
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** Before the web server, so that no visitor meets a closed door; stopped after it. */
  @Override
  public int getPhase() {
    return 0;
  }
}
