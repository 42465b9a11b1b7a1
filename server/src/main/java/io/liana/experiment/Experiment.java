package io.liana.experiment;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.statistics.Assignment;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is tried, on whom, and what it will be judged by.
 *
 * @param hypothesis what is expected, and why
 * @param arms the control first; with their weights fixed at the start
 * @param holdout share of all units that gets none of the arms, in [0, 0.9]
 * @param metric the one the experiment stands or falls with
 * @param guardrails what must not get worse
 * @param days after the exposure, over which the metrics are taken
 * @param planned units of all arms together, from the power calculator; null when nobody planned
 */
public record Experiment(
    long id,
    CommunityId community,
    String name,
    String hypothesis,
    Unit unit,
    List<Arm> arms,
    double holdout,
    Metric metric,
    Set<Metric> guardrails,
    int days,
    @Nullable Long planned,
    State state) {
  /** The key of those who get none of the arms. */
  public static final String HOLDOUT = "holdout";

  public Experiment {
    arms = List.copyOf(arms);
    guardrails = Set.copyOf(guardrails);
  }

  /**
   * @param key part of the assignment and of conditions that name it
   */
  public record Arm(String key, String name, double weight) {}

  public sealed interface State {
    record Draft() implements State {}

    record Running(Instant since) implements State {}

    /** A stopped experiment never runs again: those who met it would be assigned as before. */
    record Stopped(Instant since, Instant at, String why) implements State {}
  }

  /** The arm, or {@link #HOLDOUT}: the same on every node and forever, without a table. */
  public String armOf(GroupId group, MemberId member) {
    String key =
        switch (unit) {
          case MEMBER -> "member:" + member;
          case GROUP -> "group:" + group;
        };
    return switch (assignment().of(key)) {
      case Assignment.Outcome.Assigned one -> one.arm();
      case Assignment.Outcome.HeldOut _ -> HOLDOUT;
    };
  }

  private Assignment assignment() {
    return new Assignment(
        "experiment:" + id,
        arms.stream().map(arm -> new Assignment.Arm(arm.key(), arm.weight())).toList(),
        holdout);
  }

  /** As conditions name an arm of it: {@code 7:b}. */
  public String code(String arm) {
    return id + ":" + arm;
  }

  /** The experiment a code is about. */
  public static long experimentOf(String code) {
    return Long.parseLong(code.substring(0, code.indexOf(':')));
  }
}
