package io.liana.intake;

import io.liana.channel.Inbox;
import io.liana.channel.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Works through the lanes this node holds. Two threads a node, half of the lanes each, so one can
 * wait for the disk while the other decides.
 */
@Component
public class IntakeWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(IntakeWorker.class);
  // A third of the lease: two renewals may fail before another node takes over.
  private static final long RENEW_NANOS = TimeUnit.SECONDS.toNanos(3);
  // Another node may have accepted an event of our lane; nobody tells us, so we look.
  private static final long LOOK_MILLIS = 100;

  private final Intake intake;
  private final Lanes lanes;
  private final IntakeSettings settings;
  private final String owner = UUID.randomUUID().toString();
  private final Map<Integer, LaneWork> held = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrival = lock.newCondition();
  private final List<Thread> threads = new ArrayList<>();
  private long arrivals;
  private volatile long renewAt;
  private volatile boolean running;

  IntakeWorker(Intake intake, Lanes lanes, Inbox inbox, IntakeSettings settings) {
    this.intake = intake;
    this.lanes = lanes;
    this.settings = settings;
    inbox.onArrival(this::wake);
  }

  /**
   * Settles everything that waits in the lanes this node can get, then returns; for tests and for a
   * clean stop.
   */
  public int runDue() {
    renewLeases();
    int total = 0;
    for (int settled = runRound(0, 1); settled > 0; settled = runRound(0, 1)) {
      total += settled;
    }
    return total;
  }

  private int runRound(int thread, int of) {
    return intake.handle(
        held.values().stream().filter(lane -> lane.number() % of == thread).toList());
  }

  private void loop(int thread) {
    while (running) {
      long seen = arrivalsSoFar();
      try {
        if (thread == 0 && System.nanoTime() - renewAt >= 0) {
          renewLeases();
        }
        if (runRound(thread, settings.threads()) == 0) {
          awaitArrival(seen);
        }
      } catch (RuntimeException databaseTrouble) {
        log.warn("Intake pauses for a second: {}", databaseTrouble.toString());
        pause();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void renewLeases() {
    List<Integer> mine = lanes.lease(owner);
    held.keySet().retainAll(mine);
    mine.forEach(lane -> held.computeIfAbsent(lane, LaneWork::new));
    renewAt = System.nanoTime() + RENEW_NANOS;
  }

  private void wake() {
    lock.lock();
    try {
      arrivals++;
      arrival.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private long arrivalsSoFar() {
    lock.lock();
    try {
      return arrivals;
    } finally {
      lock.unlock();
    }
  }

  private void awaitArrival(long seen) throws InterruptedException {
    lock.lock();
    try {
      if (arrivals == seen) {
        arrival.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  private void pause() {
    lock.lock();
    try {
      arrival.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start() {
    running = true;
    renewAt = System.nanoTime();
    for (int i = 0; i < settings.threads(); i++) {
      int thread = i;
      threads.add(Thread.ofPlatform().name("intake-" + i).start(() -> loop(thread)));
    }
  }

  @Override
  public void stop() {
    running = false;
    wake();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
      lanes.release(owner);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn(
          "The lanes could not be given back; others take them over when the lease ends: {}",
          e.toString());
    }
    threads.clear();
    held.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the inbox, before the web server. */
  @Override
  public int getPhase() {
    return 10;
  }
}
