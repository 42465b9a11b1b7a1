package io.liana.simulate.officialaccount;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All accounts, and the one clock they share, which a test may stop and set. */
final class World {
  private final Map<String, SimulatedAccount> accounts = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong(23_000_000_000_000_000L);
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

  void add(SimulatedAccount account) {
    accounts.put(account.id, account);
  }

  SimulatedAccount account(String id) {
    SimulatedAccount account = find(id);
    if (account == null) {
      throw new NoSuchElementException("no account " + id);
    }
    return account;
  }

  @Nullable SimulatedAccount find(String id) {
    return accounts.get(id);
  }

  @Nullable SimulatedAccount byToken(String token) {
    return accounts.values().stream()
        .filter(account -> account.takes(token))
        .findFirst()
        .orElse(null);
  }
}
