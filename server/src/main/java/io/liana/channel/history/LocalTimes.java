package io.liana.channel.history;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns the wall-clock times of one file into instants, by the zone's daylight-saving rules.
 *
 * <p>An hour that happens twice (clocks set back) is the first one until the file's own times jump
 * back, then the second. An hour that never happened (clocks set forward) is moved on by the gap.
 */
final class LocalTimes {
  /** Exports are in order but for a few minutes of late delivery; a larger step back is a clock. */
  private static final Duration LATE_DELIVERY = Duration.ofMinutes(20);

  private final ZoneId zone;
  private @Nullable LocalDateTime last;
  private boolean secondTime;

  LocalTimes(ZoneId zone) {
    this.zone = zone;
  }

  Instant instant(LocalDateTime local) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.size() < 2) {
      secondTime = false;
      last = local;
      return local.atZone(zone).toInstant();
    }
    if (last != null && local.isBefore(last.minus(LATE_DELIVERY))) {
      secondTime = true;
    }
    last = local;
    return local.toInstant(secondTime ? offsets.get(1) : offsets.getFirst());
  }
}
