package io.liana.experiment;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.statistics.Assignment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  private static final Pattern CODE = Pattern.compile("[0-9]{1,18}:[a-z0-9_-]{1,20}");

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

    /**
     * A stopped experiment never runs again: those who met it would be assigned as before.
     *
     * @param arm what everybody gets from now on; null for none of the arms
     */
    record Stopped(Instant since, Instant at, String why, @Nullable String arm) implements State {}
  }

  /**
   * What somebody in a group gets, as conditions name it: the same on every node and forever,
   * without a table.
   *
   * @param visitor the browser that is certainly theirs; null where nobody knows
   * @return null where it is assigned to visitors and theirs is not known
   */
  public @Nullable String codeOf(GroupId group, MemberId member, @Nullable Long visitor) {
    return switch (unit) {
      case VISITOR -> visitor == null ? null : codeOf(visitor);
      case MEMBER -> code(arm("member:" + member));
      case GROUP -> code(arm("group:" + group));
    };
  }

  /** What a whole group gets; empty where it is not assigned to groups. */
  public Optional<String> codeOf(GroupId group) {
    return unit == Unit.GROUP ? Optional.of(code(arm("group:" + group))) : Optional.empty();
  }

  /** What a visitor gets of an experiment that is assigned to visitors. */
  public String codeOf(long visitor) {
    return code(arm("visitor:" + visitor));
  }

  private String arm(String key) {
    if (state instanceof State.Stopped over && over.arm() != null) {
      return over.arm();
    }
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

  boolean has(String arm) {
    return arm.equals(HOLDOUT) || arms.stream().anyMatch(one -> one.key().equals(arm));
  }

  /** As conditions name an arm of it: {@code 7:b}. */
  public String code(String arm) {
    return id + ":" + arm;
  }

  /** Of everything somebody may get of it. */
  public Set<String> codes() {
    Stream<String> keys = arms.stream().map(Arm::key);
    return (holdout > 0 ? Stream.concat(keys, Stream.of(HOLDOUT)) : keys)
        .map(this::code)
        .collect(Collectors.toSet());
  }

  /** Whether a text may be the code of an arm. */
  public static boolean isCode(String text) {
    return CODE.matcher(text).matches();
  }

  /** The experiment a code is about. */
  public static long experimentOf(String code) {
    return Long.parseLong(code.substring(0, code.indexOf(':')));
  }
}
