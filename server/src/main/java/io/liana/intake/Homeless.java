package io.liana.intake;

import io.liana.channel.Lanes;
import io.liana.channel.RawEvent;
import io.liana.channel.account.SeenGroups;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Events of a batch whose group an account sees but nobody placed in a community. They are counted
 * and not kept: a connected account may sit in groups that are none of our business (see
 * docs/adr/0011-groups-nobody-placed.md).
 */
final class Homeless {
  private record Place(String platform, String account, String group) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return Comparator.comparing(Place::platform)
          .thenComparing(Place::account)
          .thenComparing(Place::group)
          .compare(this, other);
    }

    static Place of(Lanes.Waiting waiting) {
      RawEvent raw = waiting.raw();
      return new Place(raw.platform(), raw.account(), raw.group());
    }
  }

  private record Count(long events, Instant last) {}

  private final SeenGroups seenGroups;
  // In order: two transactions that lock several of these rows meet them in the same order.
  private final Map<Place, Count> counts = new TreeMap<>();

  Homeless(SeenGroups seenGroups) {
    this.seenGroups = seenGroups;
  }

  /** Asked before the database is: a busy group that has no place costs one look-up a batch. */
  boolean has(Lanes.Waiting waiting) {
    return counts.containsKey(Place.of(waiting));
  }

  void count(Lanes.Waiting waiting) {
    counts.merge(
        Place.of(waiting),
        new Count(1, waiting.receivedAt()),
        (one, other) -> new Count(one.events() + 1, other.last()));
  }

  /** What a platform says of the account itself, under no group, is nobody's to be placed. */
  void tell() {
    counts.forEach(
        (place, count) -> {
          if (!place.group().isEmpty()) {
            seenGroups.passed(
                place.platform(), place.account(), place.group(), count.events(), count.last());
          }
        });
  }
}
