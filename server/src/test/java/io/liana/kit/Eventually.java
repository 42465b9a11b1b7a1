package io.liana.kit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process does; for our own work tests turn the clock and call it. */
public final class Eventually {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Eventually() {}

  /** Tries until it neither fails nor returns null or false, and returns what it returned. */
  public static <T> T get(String what, Callable<T> attempt) {
    return get(what, LIMIT, attempt);
  }

  public static <T> T get(String what, Duration limit, Callable<T> attempt) {
    long deadline = System.nanoTime() + limit.toNanos();
    Exception last = null;
    while (System.nanoTime() < deadline) {
      try {
        T value = attempt.call();
        if (value != null && !Boolean.FALSE.equals(value)) {
          return value;
        }
      } catch (Exception e) {
        last = e;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    throw new AssertionError("Not within " + limit.toSeconds() + " s: " + what, last);
  }
}
