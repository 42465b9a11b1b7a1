package io.liana.simulate.wecom;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All corporations, and the one clock they share, which a test may stop and set. */
final class World {
  private final Map<String, SimulatedCorp> corps = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong(1_000);
  private volatile @Nullable Instant stopped;

  Instant now() {
    Instant set = stopped;
    return set == null ? Clock.systemUTC().instant() : set;
  }

  void stopClockAt(Instant at) {
    stopped = at;
  }

  long number() {
    return numbers.incrementAndGet();
  }

  void add(SimulatedCorp corp) {
    corps.put(corp.id, corp);
  }

  SimulatedCorp corp(String id) {
    SimulatedCorp corp = corps.get(id);
    if (corp == null) {
      throw new NoSuchElementException("no corporation " + id);
    }
    return corp;
  }

  @Nullable SimulatedCorp find(String id) {
    return corps.get(id);
  }

  /** Whose token is this? Null when nobody's, or no longer. */
  @Nullable SimulatedCorp byToken(String token) {
    return corps.values().stream().filter(c -> c.knowsToken(token)).findFirst().orElse(null);
  }
}
