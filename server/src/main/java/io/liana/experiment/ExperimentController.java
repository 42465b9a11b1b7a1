package io.liana.experiment;

import io.liana.community.Communities;
import io.liana.experiment.Experiment.Arm;
import io.liana.experiment.Experiment.State;
import io.liana.experiment.ExperimentStore.Met;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.Given;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Experiments over HTTP. */
@RestController
@RequestMapping("/api/v1")
class ExperimentController {
  private static final int MOST_ARMS = 10;
  private static final int MOST_DAYS = 90;
  private static final double MOST_HELD_OUT = 0.9;
  private static final long MOST_UNITS = 100_000_000;
  private static final Pattern KEY = Pattern.compile("[a-z0-9_-]{1,20}");
  private static final List<String> UNITS = Arrays.stream(Unit.values()).map(Unit::code).toList();
  private static final List<String> METRICS =
      Arrays.stream(Metric.values()).map(Metric::code).toList();

  private final Experiments experiments;
  private final PlaceStore places;
  private final Communities communities;

  ExperimentController(Experiments experiments, PlaceStore places, Communities communities) {
    this.experiments = experiments;
    this.places = places;
    this.communities = communities;
  }

  record ArmGiven(@Nullable String key, @Nullable String name, @Nullable Double weight) {}

  record PlanGiven(
      @Nullable String name,
      @Nullable String hypothesis,
      @Nullable String unit,
      @Nullable List<@Nullable ArmGiven> arms,
      @Nullable Double holdout,
      @Nullable String metric,
      @Nullable List<@Nullable String> guardrails,
      @Nullable Integer days,
      @Nullable Long planned) {}

  record Stop(@Nullable String why, @Nullable String arm) {}

  record ArmSeen(
      String key,
      String name,
      double weight,
      String code,
      long members,
      long groups,
      long visitors) {}

  record Seen(
      String id,
      String name,
      String hypothesis,
      String unit,
      List<ArmSeen> arms,
      double holdout,
      @Nullable ArmSeen heldOut,
      String metric,
      List<String> guardrails,
      int days,
      @Nullable Long planned,
      String state,
      @Nullable Instant startedAt,
      @Nullable Instant stoppedAt,
      @Nullable String stoppedWhy,
      @Nullable String settledArm,
      List<PlaceStore.Named> places) {}

  @GetMapping("/communities/{community}/experiments")
  @Permission("experiment:read")
  Page<Seen> list(@PathVariable String community, Paging paging, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    Cursor after = paging.after();
    long before = after == null ? Long.MAX_VALUE : after.number(0);
    Page<Experiment> page =
        Page.of(
            experiments.of(id, before, paging.size() + 1),
            paging.size(),
            one -> Cursor.after(one.id()));
    return new Page<>(seen(page.items()), page.nextCursor());
  }

  @PostMapping("/communities/{community}/experiments")
  @Permission("experiment:write")
  @ResponseStatus(HttpStatus.CREATED)
  Seen plan(@PathVariable String community, @RequestBody PlanGiven given, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    communities.get(id);
    return seen(experiments.plan(read(0, id, given), caller));
  }

  @GetMapping("/experiments/{experiment}")
  @Permission("experiment:read")
  Seen get(@PathVariable String experiment, Caller caller) {
    return seen(experiments.get(Problem.parseId(experiment), caller));
  }

  /** Only a draft changes. */
  @PutMapping("/experiments/{experiment}")
  @Permission("experiment:write")
  Seen change(@PathVariable String experiment, @RequestBody PlanGiven given, Caller caller) {
    Experiment known = experiments.get(Problem.parseId(experiment), caller);
    return seen(experiments.change(read(known.id(), known.community(), given), caller));
  }

  @DeleteMapping("/experiments/{experiment}")
  @Permission("experiment:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable String experiment, Caller caller) {
    experiments.drop(Problem.parseId(experiment), caller);
  }

  @PostMapping("/experiments/{experiment}/start")
  @Permission("experiment:write")
  Seen start(@PathVariable String experiment, Caller caller) {
    return seen(experiments.start(Problem.parseId(experiment), caller));
  }

  @PostMapping("/experiments/{experiment}/stop")
  @Permission("experiment:write")
  Seen stop(@PathVariable String experiment, @RequestBody Stop stop, Caller caller) {
    String why = Given.text("why", stop.why(), 1, 500);
    return seen(experiments.stop(Problem.parseId(experiment), why, stop.arm(), caller));
  }

  private static Experiment read(long id, CommunityId community, PlanGiven given) {
    Unit unit = Unit.of(Given.oneOf("unit", given.unit(), Unit.MEMBER.code(), UNITS));
    Metric usual = unit == Unit.VISITOR ? Metric.JOINED : Metric.SPOKE;
    Metric metric =
        told("metric", unit, Given.oneOf("metric", given.metric(), usual.code(), METRICS));
    Set<Metric> guardrails = new HashSet<>();
    for (String guardrail : given.guardrails() == null ? List.<String>of() : given.guardrails()) {
      String code = Given.oneOf("guardrails", guardrail, METRICS);
      if (code != null) {
        guardrails.add(told("guardrails", unit, code));
      }
    }
    guardrails.remove(metric);
    return new Experiment(
        id,
        community,
        Given.text("name", given.name(), 1, 100),
        given.hypothesis() == null ? "" : Given.text("hypothesis", given.hypothesis(), 0, 2000),
        unit,
        arms(given.arms()),
        within("holdout", given.holdout() == null ? 0 : given.holdout(), 0, MOST_HELD_OUT),
        metric,
        guardrails,
        (int) within("days", given.days() == null ? 7 : given.days(), 1, MOST_DAYS),
        given.planned() == null ? null : (long) within("planned", given.planned(), 10, MOST_UNITS),
        new State.Draft());
  }

  private static Metric told(String field, Unit unit, String code) {
    Metric metric = Metric.of(code);
    if (!metric.tells(unit)) {
      throw Given.wrong(
          field, "names '%s', which is not known of a %s".formatted(code, unit.code()));
    }
    return metric;
  }

  private static List<Arm> arms(@Nullable List<@Nullable ArmGiven> given) {
    if (given == null || given.size() < 2 || given.size() > MOST_ARMS) {
      throw Given.wrong("arms", "must be 2 to %d, the control first".formatted(MOST_ARMS));
    }
    Set<String> keys = new HashSet<>();
    List<Arm> arms = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String at = "arms[%d]".formatted(i);
      ArmGiven one = given.get(i);
      if (one == null) {
        throw Given.wrong(at, "is missing");
      }
      String key = Given.text(at + ".key", one.key(), 1, 20);
      if (!KEY.matcher(key).matches() || key.equals(Experiment.HOLDOUT)) {
        throw Given.wrong(
            at + ".key",
            "must be of a-z, 0-9, _ and -, and not '%s'".formatted(Experiment.HOLDOUT));
      }
      if (!keys.add(key)) {
        throw Given.wrong(at + ".key", "is there twice");
      }
      arms.add(
          new Arm(
              key,
              Given.text(at + ".name", one.name(), 1, 40),
              within(at + ".weight", one.weight() == null ? 1 : one.weight(), 0.001, 1000)));
    }
    return arms;
  }

  private static double within(String field, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw Given.wrong(field, "must be from %s to %s".formatted(low, high));
    }
    return value;
  }

  private Seen seen(Experiment one) {
    return seen(List.of(one)).getFirst();
  }

  private List<Seen> seen(List<Experiment> all) {
    Map<Long, List<Met>> met = experiments.met(all);
    Map<Long, List<PlaceStore.Named>> named = places.of(all.stream().map(Experiment::id).toList());
    return all.stream()
        .map(
            one ->
                seen(
                    one,
                    met.getOrDefault(one.id(), List.of()),
                    named.getOrDefault(one.id(), List.of())))
        .toList();
  }

  private static Seen seen(Experiment one, List<Met> met, List<PlaceStore.Named> places) {
    Map<String, Met> byArm = met.stream().collect(Collectors.toMap(Met::arm, row -> row));
    Instant started = null;
    Instant stopped = null;
    String why = null;
    String settled = null;
    String state = "draft";
    switch (one.state()) {
      case State.Draft _ -> {}
      case State.Running running -> {
        state = "running";
        started = running.since();
      }
      case State.Stopped over -> {
        state = "stopped";
        started = over.since();
        stopped = over.at();
        why = over.why();
        settled = over.arm();
      }
    }
    return new Seen(
        Long.toString(one.id()),
        one.name(),
        one.hypothesis(),
        one.unit().code(),
        one.arms().stream().map(arm -> seen(one, arm, byArm.get(arm.key()))).toList(),
        one.holdout(),
        one.holdout() == 0
            ? null
            : seen(
                one,
                new Arm(Experiment.HOLDOUT, Experiment.HOLDOUT, one.holdout()),
                byArm.get(Experiment.HOLDOUT)),
        one.metric().code(),
        one.guardrails().stream().map(Metric::code).sorted().toList(),
        one.days(),
        one.planned(),
        state,
        started,
        stopped,
        why,
        settled,
        places);
  }

  private static ArmSeen seen(Experiment one, Arm arm, @Nullable Met met) {
    return new ArmSeen(
        arm.key(),
        arm.name(),
        arm.weight(),
        one.code(arm.key()),
        met == null ? 0 : met.members(),
        met == null ? 0 : met.groups(),
        met == null ? 0 : met.visitors());
  }
}
