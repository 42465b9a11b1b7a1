package io.liana.rule;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a lane remembers of the last minutes, per group and member: when they spoke and what. Told
 * by the events' own times, so a rehearsal remembers the same. Not thread-safe: a lane has one
 * owner at a time. May be thrown away at any time; it is rebuilt from the archive when a group is
 * met again.
 */
public final class LaneMemory {
  private static final Duration SWEEP_EVERY = Duration.ofMinutes(5);

  private record Key(GroupId group, MemberId member) {}

  private final Map<Key, Recent> members = new HashMap<>();
  private final Set<GroupId> warm = new HashSet<>();
  private Instant nextSweep = Instant.MIN;

  /** True once: from now on this lane follows the group without a gap. */
  boolean meets(GroupId group) {
    return warm.add(group);
  }

  Recent of(GroupId group, MemberId member) {
    return members.computeIfAbsent(new Key(group, member), key -> new Recent());
  }

  /** Forgets whoever has been silent for longer than any rule looks back. */
  void sweep(Instant now, Duration horizon) {
    if (now.isBefore(nextSweep)) {
      return;
    }
    nextSweep = now.plus(SWEEP_EVERY);
    long silentSince = now.minus(horizon).toEpochMilli();
    members.values().removeIf(recent -> recent.latest() < silentSince);
  }

  int size() {
    return members.size();
  }
}
