package io.liana.playbook;

import io.liana.community.Community;
import io.liana.experiment.Experiment;
import io.liana.kernel.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** What an hour means for a step: pure, so that a preview can be believed. */
final class StepDecider {
  /** What comes this late looks like a fault; it is not done any more. */
  static final Duration LATE = Duration.ofHours(2);

  sealed interface Decided {
    record Perform() implements Decided {}

    /** Not now: the group sleeps. */
    record PutOff(Instant until) implements Decided {}

    /**
     * @param why {@code late} or {@code other_arm}
     */
    record Skip(String why) implements Decided {}
  }

  private StepDecider() {}

  /**
   * @param due when the step was to happen, not after {@code now}
   * @param arms what the experiments of the community give the group, see {@link #arms}
   */
  static Decided decide(
      Step step, Instant due, Instant now, Community community, Set<String> arms) {
    if (Duration.between(due, now).compareTo(LATE) > 0) {
      return new Decided.Skip("late");
    }
    Instant quietUntil = step instanceof Step.Say ? community.quietUntil(now) : null;
    if (quietUntil != null) {
      return new Decided.PutOff(quietUntil);
    }
    return step.arms().isEmpty() || step.arms().stream().anyMatch(arms::contains)
        ? new Decided.Perform()
        : new Decided.Skip("other_arm");
  }

  /** What a whole group gets of those experiments that are assigned to groups. */
  static Set<String> arms(Collection<Experiment> deciding, GroupId group) {
    return deciding.stream().flatMap(one -> one.codeOf(group).stream()).collect(Collectors.toSet());
  }

  /**
   * Of {@code arms} those the step asks about: with another arm something else would have happened.
   */
  static Set<String> met(Step step, Set<String> arms) {
    Set<Long> asked =
        step.arms().stream().map(Experiment::experimentOf).collect(Collectors.toSet());
    return arms.stream()
        .filter(arm -> asked.contains(Experiment.experimentOf(arm)))
        .collect(Collectors.toSet());
  }
}
