package io.liana.channel.officialaccount;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One access token per account and secret, asked for once by however many callers. WeChat's stable
 * tokens: every node that asks is given the same one, and asking kills nobody else's.
 */
final class Tokens {
  // In its last five minutes WeChat gives the next token beside the old one.
  private static final Duration MARGIN = Duration.ofMinutes(4);
  // A forced refresh is allowed twenty times a day, and not twice within this.
  private static final Duration BETWEEN_FORCED = Duration.ofSeconds(30);
  private static final Duration REFUSED = Duration.ofMinutes(1);

  private static final Answer FINE = new Answer.Ok(JsonNodeFactory.instance.objectNode());

  /** Asks WeChat; {@code force} makes it a new one whatever it thinks of the old. */
  interface Asking {
    Answer ask(OfficialAccount account, boolean force);
  }

  private static final class Slot {
    final ReentrantLock lock = new ReentrantLock();
    String secret = "";
    @Nullable String token;
    Instant until = Instant.MIN;
    Instant forcedAt = Instant.EPOCH;
    volatile Instant refusedAt = Instant.MIN;
  }

  /**
   * @param failure why there is none; {@link Answer.Ok} when there is
   */
  record Found(@Nullable String token, Answer failure) {
    @Override
    public String toString() {
      return "Found"; // never the token
    }
  }

  private final Clock clock;
  private final Asking asking;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  Tokens(Clock clock, Asking asking) {
    this.clock = clock;
    this.asking = asking;
  }

  /**
   * @param dead a token WeChat no longer takes; whoever comes second finds what the first fetched
   */
  Found find(OfficialAccount account, @Nullable String dead) {
    Slot slot = slots.computeIfAbsent(account.id(), any -> new Slot());
    slot.lock.lock();
    try {
      if (!slot.secret.equals(account.secret())) {
        slot.secret = account.secret();
        slot.token = null;
      }
      String known = slot.token;
      if (known != null && !known.equals(dead) && clock.instant().isBefore(slot.until)) {
        return new Found(known, FINE);
      }
      Found found = take(slot, asking.ask(account, false));
      return found.token() != null && found.token().equals(dead) ? force(slot, account) : found;
    } finally {
      slot.lock.unlock();
    }
  }

  /** WeChat still thinks the dead one alive, as after a leak was stopped elsewhere. */
  private Found force(Slot slot, OfficialAccount account) {
    Instant now = clock.instant();
    if (now.isBefore(slot.forcedAt.plus(BETWEEN_FORCED))) {
      slot.token = null;
      return new Found(null, new Answer.Refused(Codes.BUSY, "a new token was just forced"));
    }
    slot.forcedAt = now;
    return take(slot, asking.ask(account, true));
  }

  private Found take(Slot slot, Answer answer) {
    if (!(answer instanceof Answer.Ok ok)) {
      slot.token = null;
      slot.refusedAt = answer instanceof Answer.Refused ? clock.instant() : Instant.MIN;
      return new Found(null, answer);
    }
    slot.refusedAt = Instant.MIN;
    String fresh = ok.body().path("access_token").asString("");
    if (fresh.isEmpty()) {
      return new Found(null, new Answer.Silence(false, "a token answer without a token"));
    }
    slot.token = fresh;
    Duration life = Duration.ofSeconds(ok.body().path("expires_in").asInt(0));
    slot.until = clock.instant().plus(life).minus(MARGIN);
    return new Found(fresh, FINE);
  }

  /** WeChat refused the credentials a moment ago. */
  boolean justRefused(String account) {
    Slot slot = slots.get(account);
    return slot != null
        && !slot.refusedAt.equals(Instant.MIN)
        && clock.instant().isBefore(slot.refusedAt.plus(REFUSED));
  }
}
