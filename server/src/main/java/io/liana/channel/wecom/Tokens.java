package io.liana.channel.wecom;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** One token per corporation and secret, asked for once by however many callers. */
final class Tokens {
  // A token must not die between our look and WeCom's.
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final Answer FINE = new Answer.Ok(JsonNodeFactory.instance.objectNode());

  private record Key(String corp, String secret) {
    @Override
    public String toString() {
      return "Key[" + corp + "]";
    }
  }

  private static final class Slot {
    final ReentrantLock lock = new ReentrantLock();
    @Nullable String token;
    Instant until = Instant.MIN;
  }

  /**
   * @param failure why there is none; {@link Answer.Ok} when there is
   */
  record Found(@Nullable String token, Answer failure) {
    @Override
    public String toString() {
      return "Found[" + failure.evidence() + "]";
    }
  }

  private final Clock clock;
  private final BiFunction<Corp, String, Answer> ask;
  private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

  Tokens(Clock clock, BiFunction<Corp, String, Answer> ask) {
    this.clock = clock;
    this.ask = ask;
  }

  Found find(Corp corp, String secret) {
    return look(corp, secret, null);
  }

  /** Another one than {@code dead}; the second caller finds what the first has fetched. */
  Found replace(Corp corp, String secret, String dead) {
    return look(corp, secret, dead);
  }

  private Found look(Corp corp, String secret, @Nullable String dead) {
    Slot slot = slots.computeIfAbsent(new Key(corp.id(), secret), any -> new Slot());
    slot.lock.lock();
    try {
      String known = slot.token;
      if (known != null && !known.equals(dead) && clock.instant().isBefore(slot.until)) {
        return new Found(known, FINE);
      }
      Answer answer = ask.apply(corp, secret);
      if (!(answer instanceof Answer.Ok ok)) {
        slot.token = null;
        return new Found(null, answer);
      }
      String fresh = ok.body().path("access_token").asString("");
      if (fresh.isEmpty()) {
        return new Found(null, new Answer.Unknown("a token answer without a token"));
      }
      Duration life = Duration.ofSeconds(ok.body().path("expires_in").asInt(0)).minus(MARGIN);
      slot.token = fresh;
      slot.until = clock.instant().plus(life);
      return new Found(fresh, FINE);
    } finally {
      slot.lock.unlock();
    }
  }
}
