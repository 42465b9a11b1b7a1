package io.liana.kernel;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done again and again on a thread of its own, with a pause between two rounds. The
 * thread is never interrupted: a database call that is interrupted takes its connection with it. A
 * stop ends the pause and waits for the round under way.
 */
public final class Rounds {
  private static final Logger log = LoggerFactory.getLogger(Rounds.class);
  // A lost database answers at once; asking it without a breath would only fill the log.
  private static final Duration BREATH = Duration.ofSeconds(1);

  private final String name;
  private final Duration pause;
  private final Runnable round;
  private final Semaphore bell = new Semaphore(0);
  private volatile boolean running;
  private Thread thread = new Thread();

  /**
   * @param name of the work, for the log and for who looks at threads
   */
  public Rounds(String name, Duration pause, Runnable round) {
    this.name = name;
    this.pause = pause;
    this.round = round;
  }

  /**
   * @param threads 0 leaves the work to who calls it by hand, in tests
   */
  public void start(int threads) {
    running = true;
    if (threads > 0) {
      thread = Thread.ofPlatform().daemon().name(name).start(this::loop);
    }
  }

  /** Ends the present pause; may be called at any time, from any thread, and returns at once. */
  public void ring() {
    bell.release();
  }

  public void stop() {
    running = false;
    ring();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** False as soon as a stop is wanted: a long round looks here between two pieces of work. */
  public boolean isRunning() {
    return running;
  }

  private void loop() {
    Duration wait = pause;
    while (running) {
      try {
        if (bell.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
          bell.drainPermits();
        }
        wait = pause;
        if (running) {
          round.run();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException databaseTrouble) {
        log.warn("{}: again in a moment: {}", name, databaseTrouble.toString());
        wait = pause.compareTo(BREATH) > 0 ? pause : BREATH;
      }
    }
  }
}
