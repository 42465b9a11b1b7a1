package io.liana.statistics;

import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The experiment calculator over HTTP: numbers in, a careful sentence out. Nothing is kept. */
@RestController
@RequestMapping("/api/v1/statistics")
@Permission("report:read")
class StatisticsController {
  private static final int MOST_ARMS = 10;
  private static final long MOST_UNITS = 100_000_000;
  private static final double LARGEST = 1e12;
  private static final List<String> METRICS = List.of("share", "mean");

  record ArmGiven(
      @Nullable String name,
      @Nullable Long n,
      @Nullable Double weight,
      @Nullable Long hits,
      @Nullable Double mean,
      @Nullable Double sd) {}

  record ExperimentGiven(
      @Nullable String metric,
      @Nullable Double alpha,
      @Nullable Double planned,
      @Nullable List<@Nullable ArmGiven> arms) {}

  record PowerGiven(
      @Nullable String metric,
      @Nullable Double baseline,
      @Nullable Double sd,
      @Nullable Integer arms,
      @Nullable Double alpha,
      @Nullable Double power,
      @Nullable Double lift,
      @Nullable Long total,
      @Nullable Double perDay) {}

  record PowerSeen(
      String answer,
      @Nullable Long total,
      @Nullable Long perArm,
      @Nullable Long days,
      @Nullable Double lift,
      @Nullable Double after,
      @Nullable Double power) {}

  @PostMapping("/readout")
  ReadoutAnswer readout(@RequestBody ExperimentGiven given) {
    String metric = Given.oneOf("metric", given.metric(), "share", METRICS);
    double alpha = between("alpha", given.alpha(), 0.05, 0.0001, 0.5);
    double planned = between("planned", given.planned(), Sequential.USUAL_TUNING, 10, 1e9);
    List<Readout.Arm> arms = arms(metric, given.arms());
    Readout readout = Readout.of(arms, alpha, planned);
    return ReadoutAnswer.of(metric.equals("share"), arms, readout, alpha);
  }

  /** People from an effect, an effect from people, or the power of both. */
  @PostMapping("/power")
  PowerSeen power(@RequestBody PowerGiven given) {
    boolean share = Given.oneOf("metric", given.metric(), "share", METRICS).equals("share");
    int arms = (int) between("arms", whole(given.arms()), 2, 2, MOST_ARMS);
    double alpha = between("alpha", given.alpha(), 0.05, 0.0001, 0.5) / (arms - 1);
    double power = between("power", given.power(), 0.8, 0.1, 0.999);
    double baseline =
        share
            ? between("baseline", given.baseline(), null, 1e-6, 1 - 1e-6)
            : between("baseline", given.baseline(), null, -LARGEST, LARGEST);
    if (Math.abs(baseline) < 1e-9) {
      throw Given.wrong("baseline", "must not be 0: an effect is a part of it");
    }
    Power.Plan plan =
        share
            ? Power.Plan.ofShare(baseline, arms, Scale.ABSOLUTE, alpha)
            : Power.Plan.ofMean(
                baseline,
                between("sd", given.sd(), null, 1e-9, LARGEST),
                arms,
                Scale.ABSOLUTE,
                alpha);
    if (given.total() == null) {
      double lift = lift(given.lift());
      OptionalLong needed = Power.needed(plan, lift, power);
      return needed.isEmpty()
          ? new PowerSeen("impossible", null, null, null, lift, null, power)
          : answer("people", plan, needed.getAsLong(), given.perDay(), lift, power);
    }
    long total = (long) between("total", (double) given.total(), null, 2 * arms, MOST_UNITS * 10);
    if (given.lift() == null) {
      OptionalDouble lift = Power.detectable(plan, total, power);
      return lift.isEmpty()
          ? new PowerSeen("impossible", total, total / arms, null, null, null, power)
          : answer("effect", plan, total, given.perDay(), lift.getAsDouble(), power);
    }
    double lift = lift(given.lift());
    if (!plan.possible(lift)) {
      return new PowerSeen("impossible", total, total / arms, null, lift, null, null);
    }
    return answer("power", plan, total, given.perDay(), lift, Power.of(plan, lift, total));
  }

  private static PowerSeen answer(
      String answer,
      Power.Plan plan,
      long total,
      @Nullable Double perDay,
      double lift,
      double power) {
    Long days =
        perDay == null
            ? null
            : (long) Math.ceil(total / between("per_day", perDay, null, 0.01, LARGEST));
    return new PowerSeen(
        answer, total, total / plan.arms(), days, lift, plan.treatment(lift), power);
  }

  private static double lift(@Nullable Double given) {
    double lift = between("lift", given, null, -1, 1000);
    if (Math.abs(lift) < 1e-6) {
      throw Given.wrong("lift", "must not be 0: nothing is never seen");
    }
    return lift;
  }

  private static List<Readout.Arm> arms(String metric, @Nullable List<@Nullable ArmGiven> given) {
    if (given == null || given.size() < 2 || given.size() > MOST_ARMS) {
      throw Given.wrong("arms", "must be 2 to %d, the control first".formatted(MOST_ARMS));
    }
    Set<String> names = new HashSet<>();
    List<Readout.Arm> arms = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String at = "arms[%d].".formatted(i);
      ArmGiven one = given.get(i);
      if (one == null) {
        throw Given.wrong("arms[%d]".formatted(i), "is missing");
      }
      String name = Given.text(at + "name", one.name(), 1, 40);
      if (!names.add(name)) {
        throw Given.wrong(at + "name", "is there twice");
      }
      double weight = between(at + "weight", one.weight(), 1.0, 0.001, 1000);
      long n = (long) between(at + "n", asDouble(one.n()), null, 0, MOST_UNITS);
      arms.add(
          metric.equals("share")
              ? Readout.Arm.ofShare(
                  name, weight, n, (long) between(at + "hits", asDouble(one.hits()), null, 0, n))
              : Readout.Arm.ofMean(
                  name,
                  weight,
                  Sample.moments(
                      n,
                      between(at + "mean", one.mean(), null, -LARGEST, LARGEST),
                      between(at + "sd", one.sd(), null, 0, LARGEST))));
    }
    return arms;
  }

  private static @Nullable Double whole(@Nullable Integer value) {
    return value == null ? null : Double.valueOf(value);
  }

  private static @Nullable Double asDouble(@Nullable Long value) {
    return value == null ? null : Double.valueOf(value);
  }

  /**
   * @param otherwise when nothing was given; null when something must be
   */
  private static double between(
      String field, @Nullable Double given, @Nullable Number otherwise, double low, double high) {
    if (given == null && otherwise != null) {
      return otherwise.doubleValue();
    }
    if (given == null) {
      throw Given.wrong(field, "is missing");
    }
    if (!(given >= low && given <= high)) {
      throw Given.wrong(field, "must be from %s to %s".formatted(low, high));
    }
    return given;
  }
}
