package io.liana.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/**
 * How often one browser, and one address, may send something. In memory and by node: a restart
 * forgives, which costs a flood more than it gives.
 */
@Component
class Throttle {
  private static final Duration WINDOW = Duration.ofMinutes(10);
  private static final int PER_DEVICE = 30;
  // A campus or a phone network shares one address.
  private static final int PER_ADDRESS = 300;

  private record Count(Instant since, int sent) {}

  private final Clock clock;
  private final Cache<String, Count> counts =
      Caffeine.newBuilder().maximumSize(200_000).expireAfterWrite(Duration.ofHours(1)).build();

  Throttle(Clock clock) {
    this.clock = clock;
  }

  /** Counts one; false when it is one too many. */
  boolean allows(long visitor, String address) {
    return count("v" + visitor) <= PER_DEVICE & count("a" + address) <= PER_ADDRESS;
  }

  private int count(String key) {
    Instant now = clock.instant();
    return counts
        .asMap()
        .merge(
            key,
            new Count(now, 1),
            (before, one) ->
                now.isBefore(before.since().plus(WINDOW))
                    ? new Count(before.since(), before.sent() + 1)
                    : one)
        .sent();
  }
}
