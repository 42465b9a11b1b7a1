package io.liana.acquisition;

import io.liana.acquisition.Target.Door;
import io.liana.kernel.CommunityId;
import java.time.ZoneId;
import java.util.Map;

/**
 * A plan as scans are led by it.
 *
 * @param doorIds of its doors, by their key
 */
record LivePlan(
    long id,
    CommunityId community,
    String name,
    ZoneId zone,
    Plan plan,
    Map<String, Long> doorIds) {

  long doorId(Door door) {
    Long id = doorIds.get(door.key());
    if (id == null) {
      throw new IllegalStateException(
          "plan %d has no row for door %s".formatted(this.id, door.key()));
    }
    return id;
  }
}
