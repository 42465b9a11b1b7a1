package io.liana.channel.wecom;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The two tickets a page inside WeCom is signed with. WeCom gives a hundred an hour to an app and
 * lets each live two hours: one is asked for once, by however many callers.
 */
@Component
class Tickets {
  enum Kind {
    /** For {@code config}: the corporation's. */
    CORP("/get_jsapi_ticket", Map.of()),
    /** For {@code agentConfig}: the app's. */
    APP("/ticket/get", Map.of("type", "agent_config"));

    private final String path;
    private final Map<String, String> query;

    Kind(String path, Map<String, String> query) {
      this.path = path;
      this.query = query;
    }
  }

  // A page must not be signed with what dies while it loads.
  private static final Duration MARGIN = Duration.ofMinutes(5);
  // After a refusal nothing is asked for so long: sixty an hour stay below every limit.
  private static final Duration REST = Duration.ofMinutes(1);

  private record Key(String corp, Kind kind) {}

  private static final class Slot {
    final ReentrantLock lock = new ReentrantLock();
    @Nullable String ticket;
    Instant until = Instant.MIN;
    @Nullable Answer failure;
  }

  /**
   * @param failure why there is none; null when there is
   */
  record Found(String ticket, @Nullable Answer failure) {}

  private final Api api;
  private final Clock clock;
  private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

  Tickets(Api api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  Found find(Corp corp, Kind kind) {
    Slot slot = slots.computeIfAbsent(new Key(corp.id(), kind), any -> new Slot());
    slot.lock.lock();
    try {
      if (!clock.instant().isBefore(slot.until)) {
        ask(corp, kind, slot);
      }
      return slot.ticket == null ? new Found("", slot.failure) : new Found(slot.ticket, null);
    } finally {
      slot.lock.unlock();
    }
  }

  private void ask(Corp corp, Kind kind, Slot slot) {
    Answer answer = api.get(corp, kind.path, kind.query);
    Instant now = clock.instant();
    if (answer instanceof Answer.Ok ok) {
      slot.ticket = ok.body().path("ticket").asString("");
      slot.failure = null;
      Duration life = Duration.ofSeconds(ok.body().path("expires_in").asLong(0)).minus(MARGIN);
      slot.until = now.plus(life.isNegative() ? Duration.ZERO : life);
    } else {
      slot.ticket = null;
      slot.failure = answer;
      slot.until = now.plus(REST);
    }
  }
}
