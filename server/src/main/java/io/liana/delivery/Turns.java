package io.liana.delivery;

import io.liana.kernel.GroupId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is among the groups of one account: one after the other, so that a group with a
 * long queue holds up no other. What one node remembers between two rounds; losing it costs a look.
 */
final class Turns {
  private final Map<GroupId, Instant> limited = new HashMap<>();
  private long last;

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
