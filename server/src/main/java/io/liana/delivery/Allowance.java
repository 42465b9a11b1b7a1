package io.liana.delivery;

import io.liana.channel.Limit;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is left of an account's limits at one moment. A call counts from its beginning until one
 * window after its end, so that the platform, whose clock ticks somewhere between, never counts
 * more.
 */
final class Allowance {
  /** The answer when only the end of a call under way can tell. */
  static final Instant UNTOLD = Instant.MAX;

  /**
   * Calls that count against a limit now.
   *
   * @param target the group or person, as {@link #target} names them
   * @param oldestEnd of the calls that have ended; null when all are under way
   */
  record Use(Limit limit, String target, int calls, @Nullable Instant oldestEnd) {}

  private record Counted(Limit limit, String target) {}

  private final List<Limit> limits;
  private final Instant now;
  private final Map<Counted, Use> uses = new HashMap<>();

  Allowance(List<Limit> limits, List<Use> uses, Instant now) {
    this.limits = limits;
    this.now = now;
    uses.forEach(use -> this.uses.put(new Counted(use.limit(), use.target()), use));
  }

  /** When the command may go as far as limits go; {@code now} or earlier: at once. */
  Instant freeAt(OutboxRow row) {
    Instant free = Instant.MIN;
    for (Limit limit : limits) {
      String target = target(limit, row);
      Use use = target == null ? null : uses.get(new Counted(limit, target));
      if (use != null && use.calls() >= limit.count()) {
        Instant end = use.oldestEnd();
        Instant then = end == null ? UNTOLD : end.plus(limit.window());
        free = then.isAfter(free) ? then : free;
      }
    }
    return free;
  }

  boolean allows(OutboxRow row) {
    return !freeAt(row).isAfter(now);
  }

  /** Counts it. */
  void take(OutboxRow row) {
    for (Limit limit : limits) {
      String target = target(limit, row);
      if (target != null) {
        uses.merge(
            new Counted(limit, target),
            new Use(limit, target, 1, null),
            (before, one) -> new Use(limit, target, before.calls() + 1, before.oldestEnd()));
      }
    }
  }

  /** Under what a limit counts a command; null when it does not. */
  static @Nullable String target(Limit limit, OutboxRow row) {
    if (!limit.covers(row.command())) {
      return null;
    }
    return switch (limit.scope()) {
      case ACCOUNT -> "";
      case GROUP -> row.group().toString();
      case PERSON -> row.person();
    };
  }
}
