package io.liana.channel;

import io.liana.kernel.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The durable door. Many callers, one writer: whatever waits is written in one multi-row insert,
 * and every caller is answered after the commit. What is acknowledged is on disk; what came twice
 * is there once.
 */
@Component
public class Inbox implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);
  private static final long UPKEEP_NANOS = TimeUnit.HOURS.toNanos(1);
  private static final int LARGEST_WRITE = 2_000;
  // About 20 MB of waiting events; a caller beyond that is told to come back rather than kept
  // waiting.
  private static final int MOST_WAITING = 50_000;

  private record Waiting(List<RawEvent> events, CompletableFuture<Integer> answer) {}

  private final InboxStore store;
  private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(MOST_WAITING);
  private final List<Runnable> listeners = new java.util.concurrent.CopyOnWriteArrayList<>();
  private final List<java.util.function.Consumer<List<RawEvent>>> readers =
      new java.util.concurrent.CopyOnWriteArrayList<>();
  private volatile boolean running;
  private Thread writer = new Thread();

  Inbox(InboxStore store) {
    this.store = store;
  }

  /**
   * Accepts events, all or none.
   *
   * @return completes after the commit with the number of events that were new
   * @throws Problem 503 {@code inbox_full}; nothing was kept
   */
  public CompletableFuture<Integer> accept(List<RawEvent> events) {
    if (events.isEmpty()) {
      return CompletableFuture.completedFuture(0);
    }
    if (!running || !room.tryAcquire(events.size())) {
      throw new Problem(
          503,
          "inbox_full",
          "The inbox cannot keep up. Nothing of this call was kept; send it again in a few seconds.",
          java.util.Map.of());
    }
    var waiting = new Waiting(List.copyOf(events), new CompletableFuture<>());
    queue.add(waiting);
    return waiting.answer();
  }

  /** Waits for {@link #accept}; a database failure surfaces here. */
  public int acceptNow(List<RawEvent> events) {
    try {
      return accept(events).join();
    } catch (CompletionException e) {
      throw new IllegalStateException("the inbox could not be written", e.getCause());
    }
  }

  /**
   * Calls {@code listener} after every commit that brought something new; it must return at once.
   */
  public void onArrival(Runnable listener) {
    listeners.add(listener);
  }

  /** Hands over everything after its commit, what came twice too; it must return at once. */
  public void onWritten(java.util.function.Consumer<List<RawEvent>> reader) {
    readers.add(reader);
  }

  /** An event and its place in the order of the inbox. */
  public record Kept(long id, RawEvent event) {}

  /**
   * What one account brought for one group after {@code id}, in order. Ids become visible in their
   * order, so the last one is a cursor; a settled event is still here for some days.
   */
  public List<Kept> after(String platform, String account, String group, long id, int limit) {
    return store.after(platform, account, group, id, limit);
  }

  /**
   * The newest id in the lane of this group: whoever has read {@link #after} up to here has all.
   */
  public long newest(String platform, String account, String group) {
    return store.newest(platform, account, group);
  }

  private void writeLoop() {
    long upkeepAt = System.nanoTime() + UPKEEP_NANOS;
    while (running || !queue.isEmpty()) {
      try {
        if (System.nanoTime() - upkeepAt >= 0) {
          upkeepAt += UPKEEP_NANOS;
          keepUp();
        }
        Waiting first = queue.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          write(gather(first));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void keepUp() {
    try {
      store.preparePartitions();
      store.dropSettledDays();
    } catch (DataAccessException e) {
      log.warn("The inbox's days are looked after again in an hour: {}", e.toString());
    }
  }

  private List<Waiting> gather(Waiting first) {
    List<Waiting> batch = new ArrayList<>(List.of(first));
    int size = first.events().size();
    for (Waiting next = queue.peek();
        next != null && size + next.events().size() <= LARGEST_WRITE;
        next = queue.peek()) {
      size += next.events().size();
      batch.add(queue.remove());
    }
    return batch;
  }

  private void write(List<Waiting> batch) {
    List<RawEvent> all =
        batch.size() == 1
            ? batch.getFirst().events()
            : batch.stream().flatMap(w -> w.events().stream()).toList();
    try {
      Set<InboxStore.Key> fresh = store.write(all);
      listeners.forEach(Runnable::run);
      readers.forEach(reader -> reader.accept(all));
      batch.forEach(waiting -> waiting.answer().complete(countFresh(waiting.events(), fresh)));
    } catch (DataAccessException | TransactionException e) {
      log.warn("The inbox could not be written; {} callers were told so", batch.size(), e);
      batch.forEach(waiting -> waiting.answer().completeExceptionally(e));
    } finally {
      room.release(all.size());
    }
  }

  private static int countFresh(List<RawEvent> events, Set<InboxStore.Key> fresh) {
    return (int) events.stream().map(InboxStore::key).distinct().filter(fresh::contains).count();
  }

  @Override
  public void start() {
    store.preparePartitions();
    running = true;
    writer = Thread.ofPlatform().name("inbox-writer").start(this::writeLoop);
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

  /** Before the web server, so that no request meets a closed door; stopped after it. */
  @Override
  public int getPhase() {
    return 0;
  }
}
