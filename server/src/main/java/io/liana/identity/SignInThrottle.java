package io.liana.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Slows down guessing. Wrong tries are counted per login and per address; after a few free ones
 * each doubles the wait. In memory: a restart forgives, which costs a guesser more than it gives.
 */
@Component
class SignInThrottle {
  private static final int FREE_TRIES_PER_LOGIN = 5;
  // An office shares one address; a guesser needs thousands.
  private static final int FREE_TRIES_PER_ADDRESS = 30;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  private record Tries(int wrong, Instant closedUntil) {}

  private final Clock clock;
  private final Cache<String, Tries> tries =
      Caffeine.newBuilder().maximumSize(100_000).expireAfterWrite(Duration.ofHours(1)).build();

  SignInThrottle(Clock clock) {
    this.clock = clock;
  }

  void mustBeOpen(String login, String address) {
    refuseWhileClosed("login:" + login);
    refuseWhileClosed("address:" + address);
  }

  void wrong(String login, String address) {
    count("login:" + login, FREE_TRIES_PER_LOGIN);
    count("address:" + address, FREE_TRIES_PER_ADDRESS);
  }

  void right(String login) {
    tries.invalidate("login:" + login);
  }

  private void count(String key, int free) {
    tries
        .asMap()
        .compute(
            key,
            (same, before) -> {
              int wrong = before == null ? 1 : before.wrong() + 1;
              return new Tries(wrong, clock.instant().plus(waitAfter(wrong - free)));
            });
  }

  /** Two seconds after the first try too many, then twice as long each time. */
  private static Duration waitAfter(int tooMany) {
    if (tooMany <= 0) {
      return Duration.ZERO;
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(tooMany, 20));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  private void refuseWhileClosed(String key) {
    Tries before = tries.getIfPresent(key);
    if (before != null && clock.instant().isBefore(before.closedUntil())) {
      long seconds = Duration.between(clock.instant(), before.closedUntil()).toSeconds() + 1;
      throw new Problem(
          429,
          "too_many_attempts",
          "Too many wrong tries; try again in %d seconds.".formatted(seconds),
          Map.of("retry_after_seconds", seconds));
    }
  }
}
