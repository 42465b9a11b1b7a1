package io.liana.delivery;

import io.liana.channel.Limit;
import io.liana.kernel.GroupId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is among the groups of one account: one after the other, so that a group with a
 * long queue holds up no other. What one node remembers between two rounds; losing it costs a look.
 */
final class Turns {
  private final Map<GroupId, Instant> limited = new HashMap<>();
  private final Map<Limit, Counted> counted = new HashMap<>();
  private long last;

  /** What of an account's limit was used when the account had begun so many calls. */
  private record Counted(int calls, long begun) {}

  /** The group served last; the next in line has a higher id. */
  long last() {
    return last;
  }

  void served(long group) {
    last = group;
  }

  /** Its limit frees a place then, and never earlier: nobody needs to look before. */
  void limited(GroupId group, Instant until) {
    limited.put(group, until);
  }

  /** Remembers a count of what the whole account used; other limits are not remembered. */
  void counted(Limit limit, List<Allowance.Use> uses, long begun) {
    if (limit.scope() == Limit.Scope.ACCOUNT) {
      int calls =
          uses.stream()
              .filter(use -> use.limit().equals(limit))
              .mapToInt(Allowance.Use::calls)
              .sum();
      counted.put(limit, new Counted(calls, begun));
    }
  }

  /** More than this cannot count now: what was counted, and all that began since. */
  OptionalLong mostCalls(Limit limit, long begun) {
    Counted then = counted.get(limit);
    return then == null
        ? OptionalLong.empty()
        : OptionalLong.of(then.calls() + Math.max(0, begun - then.begun()));
  }

  /** Groups that need no look now. */
  Set<GroupId> waiting(Instant now) {
    limited.values().removeIf(until -> !until.isAfter(now));
    return new HashSet<>(limited.keySet());
  }

  /** When the first of them may go; null when none waits. */
  @Nullable Instant next() {
    return limited.values().stream().min(Instant::compareTo).orElse(null);
  }
}
