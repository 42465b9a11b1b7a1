package io.liana.acquisition;

import io.liana.acquisition.Target.Door;
import io.liana.experiment.Experiment;
import io.liana.kernel.CommunityId;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A plan as scans are led by it.
 *
 * @param doorIds of its doors, by their key
 * @param tried what the community tries on visitors
 */
record LivePlan(
    long id,
    CommunityId community,
    String name,
    ZoneId zone,
    Plan plan,
    Map<String, Long> doorIds,
    List<Experiment> tried) {

  /** What these give a visitor, as conditions name it. */
  Set<String> arms(long visitor) {
    return tried.stream().map(one -> one.codeOf(visitor)).collect(Collectors.toSet());
  }

  long doorId(Door door) {
    Long id = doorIds.get(door.key());
    if (id == null) {
      throw new IllegalStateException(
          "plan %d has no row for door %s".formatted(this.id, door.key()));
    }
    return id;
  }
}
