package io.liana.playbook;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A timeline for groups of a community.
 *
 * @param version the newest; earlier ones go on where they run
 * @param steps in the order of their hours
 * @param running groups it runs in
 * @param ran runs that are over
 * @param changedBy as in {@link io.liana.kernel.Actor#code()}
 */
public record Playbook(
    long id,
    CommunityId community,
    String name,
    int version,
    List<Step> steps,
    int running,
    int ran,
    Instant changedAt,
    String changedBy) {
  public Playbook {
    steps = List.copyOf(steps);
  }

  /** Every arm a step is for. */
  Set<String> arms() {
    return steps.stream().flatMap(step -> step.arms().stream()).collect(Collectors.toSet());
  }
}
