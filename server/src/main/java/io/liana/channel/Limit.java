package io.liana.channel;

import java.time.Duration;
import java.util.Set;

/**
 * What a platform documents as too much: more than {@code count} calls in any {@code window} of
 * time. {@code delivery} counts from when a call ended to when the next one begins, so the platform
 * never sees more, whatever the network does; it shares the count between all nodes.
 *
 * <p>A platform that counts in fixed windows (every full minute, every calendar day) is declared
 * with the same length: what keeps to any window keeps to those.
 *
 * @param code what the console calls it, e.g. {@code telegram_group_minute}; unique in its platform
 * @param covers the commands that count, by what they need; empty: all of them
 */
public record Limit(String code, Scope scope, Set<Capability> covers, int count, Duration window) {

  /** Whom the platform counts for. */
  public enum Scope {
    /** All calls of our account. */
    ACCOUNT,
    /** Each {@link Command#group}. */
    GROUP,
    /** Each person a command is about; a command about nobody does not count. */
    PERSON
  }

  public Limit {
    covers = Set.copyOf(covers);
    if (count < 1 || window.isNegative() || window.isZero()) {
      throw new IllegalArgumentException("a limit allows something in some time: " + code);
    }
  }

  public boolean covers(Command command) {
    return covers.isEmpty() || covers.contains(command.needs());
  }
}
