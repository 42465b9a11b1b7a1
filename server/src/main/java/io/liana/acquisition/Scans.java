package io.liana.acquisition;

import io.liana.acquisition.Scan.Kept;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The durable door of scans: many visitors, two writers. Whatever waits is written in one
 * transaction, seats and all, and every visitor is answered after its commit.
 */
@Component
class Scans implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Scans.class);
  // One writes while the other waits for the disk. Doors are locked: it is as if two nodes wrote.
  private static final int WRITERS = 2;
  private static final int LARGEST_WRITE = 2_000;
  private static final int MOST_WAITING = 20_000; // under a second of work

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private record Waiting(Scan scan, CompletableFuture<Kept> answer, long since) {
    boolean tooLong() {
      return System.nanoTime() - since > LONGEST_WAIT.toNanos();
    }
  }

  private final ScanStore store;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private volatile boolean running;
  private final Map<Thread, List<Waiting>> writing = new ConcurrentHashMap<>();
  private List<Thread> writers = List.of();

  Scans(ScanStore store) {
    this.store = store;
  }

  /**
   * @return completes after the commit; exceptionally, when it is not known to be kept, there is no
   *     room to wait, or it took {@link #LONGEST_WAIT}
   */
  CompletableFuture<Kept> accept(Scan scan) {
    if (!running || !room.tryAcquire()) {
      return CompletableFuture.failedFuture(new IllegalStateException("scans cannot keep up"));
    }
    var waiting = new Waiting(scan, new CompletableFuture<>(), System.nanoTime());
    queue.add(waiting);
    return waiting.answer();
  }

  private void writeLoop() {
    while (running || !queue.isEmpty()) {
      try {
        Waiting first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<Waiting> batch = new ArrayList<>();
          batch.add(first);
          queue.drainTo(batch, LARGEST_WRITE - 1);
          write(batch);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void write(List<Waiting> batch) {
    writing.put(Thread.currentThread(), batch);
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
      writing.remove(Thread.currentThread());
      room.release(batch.size());
    }
  }

  /**
   * Lets go of who waits for a database that does not answer. One watch for all: a timer for each
   * visitor costs more than reading where the code leads.
   */
  private void watch() {
    while (running) {
      try {
        TimeUnit.SECONDS.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      Stream.concat(
              writing.values().stream().flatMap(List::stream),
              queue.stream().takeWhile(Waiting::tooLong))
          .filter(Waiting::tooLong)
          .forEach(
              waiting ->
                  waiting
                      .answer()
                      .completeExceptionally(new TimeoutException("the database is slow")));
    }
  }

  @Override
  public void start() {
    store.preparePartitions();
    running = true;
    Thread.ofVirtual().name("scan-watch").start(this::watch);
    writers =
        IntStream.range(0, WRITERS)
            .mapToObj(
                number -> Thread.ofPlatform().name("scan-writer-" + number).start(this::writeLoop))
            .toList();
  }

  @Override
  public void stop() {
    running = false;
    try {
      for (Thread writer : writers) {
        writer.join();
      }
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
