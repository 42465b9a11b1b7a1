package io.liana.review;

import io.liana.broadcast.Sends;
import io.liana.experiment.Experiment;
import io.liana.kernel.Ref;
import io.liana.playbook.Playbooks;
import io.liana.review.Review.Decision;
import io.liana.review.Review.Links;
import io.liana.review.Tally.Part;
import io.liana.review.Tally.Place;
import io.liana.statistics.Interval;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reviews as the API says them. */
final class ReviewAnswers {
  private ReviewAnswers() {}

  /**
   * @param state coming, running or over
   */
  record Seen(
      String id,
      String name,
      String goal,
      LocalDate from,
      LocalDate until,
      String hypothesis,
      Map<String, Double> targets,
      List<String> experiments,
      List<String> playbooks,
      List<String> sends,
      int version,
      Instant madeAt,
      String state) {}

  record SeenAll(List<Seen> items) {}

  record Days(LocalDate from, LocalDate until) {}

  record ValueSeen(
      long hits, long of, double value, @Nullable Double low, @Nullable Double high, boolean few) {}

  record Count(long hits, long of) {}

  /**
   * @param kind group, channel or rest
   */
  record PartSeen(
      String kind,
      @Nullable String id,
      @Nullable String name,
      Count now,
      Count before,
      double share) {}

  record LineSeen(
      String ratio,
      boolean ofGoal,
      @Nullable ValueSeen now,
      @Nullable String unknown,
      @Nullable ValueSeen before,
      @Nullable Double target,
      @Nullable Boolean met,
      @Nullable Double change,
      @Nullable Double p,
      List<PartSeen> parts) {}

  record ExperimentSeen(String id, String name, String state, boolean linked) {}

  /** Steps that were due in the period, of all groups together. */
  record PlaybookRan(
      String id,
      String name,
      int groups,
      int done,
      int waiting,
      int failed,
      int skipped,
      boolean linked) {}

  record SendsSeen(List<SendSeen> items) {}

  record SendSeen(
      String id,
      @Nullable String account,
      String text,
      Instant madeAt,
      String kind,
      int reached,
      int sent,
      int waiting,
      int notSent,
      boolean linked) {}

  record DidSeen(
      long scanned,
      long joined,
      long delivered,
      List<ExperimentSeen> experiments,
      List<PlaybookRan> playbooks,
      List<SendSeen> sends) {}

  /**
   * @param state open, done, not_done or dropped
   * @param changes what of the way the community works; null for a task alone
   * @param changedAt since the decision, for the first time
   */
  record DecisionSeen(
      String id,
      String what,
      String owner,
      LocalDate due,
      String state,
      @Nullable String changes,
      @Nullable Instant changedAt) {}

  record Last(String id, String name, List<DecisionSeen> decisions) {}

  /** The review it is held against. */
  record Other(Seen review, DidSeen did) {}

  /**
   * @param measured the days that could be counted; @param against those they are held against
   * @param other null for the days before
   */
  record Whole(
      Seen review,
      Days measured,
      Days against,
      DidSeen did,
      @Nullable Other other,
      List<LineSeen> check,
      List<DecisionSeen> decisions,
      @Nullable Last last) {}

  static Seen seen(Review review, LocalDate today) {
    Review.Plan plan = review.plan();
    Map<String, Double> targets = new LinkedHashMap<>();
    for (Ratio ratio : Ratio.values()) {
      Double target = plan.targets().get(ratio);
      if (target != null) {
        targets.put(ratio.code(), target);
      }
    }
    return new Seen(
        Long.toString(review.id()),
        plan.name(),
        plan.goal().code(),
        plan.span().from(),
        plan.span().until(),
        plan.hypothesis(),
        targets,
        ids(plan.links().experiments()),
        ids(plan.links().playbooks()),
        ids(plan.links().sends()),
        review.version(),
        review.madeAt(),
        today.isBefore(plan.span().from())
            ? "coming"
            : plan.span().runs(today) ? "running" : "over");
  }

  static LineSeen line(Check.Line line, Goal goal, Function<Place, @Nullable Ref> names) {
    return new LineSeen(
        line.ratio().code(),
        goal.shownBy.contains(line.ratio()),
        value(line.now()),
        line.unknown(),
        value(line.before()),
        line.target(),
        line.met(),
        line.change(),
        line.p(),
        line.moved().stream()
            .map(
                one -> {
                  Ref ref = names.apply(one.place());
                  return new PartSeen(
                      one.place().kind().name().toLowerCase(Locale.ROOT),
                      ref == null ? null : ref.id(),
                      ref == null ? null : ref.name(),
                      count(one.now()),
                      count(one.before()),
                      one.share());
                })
            .toList());
  }

  private static PlaybookRan ran(Playbooks.Ran one, List<Long> linked) {
    return new PlaybookRan(
        Long.toString(one.id()),
        one.name(),
        one.groups(),
        one.done(),
        one.waiting(),
        one.failed(),
        one.skipped(),
        linked.contains(one.id()));
  }

  static SendSeen send(Sends.Send one, List<Long> linked) {
    return new SendSeen(
        Long.toString(one.id()),
        one.account() == null ? null : Long.toString(one.account()),
        one.text(),
        one.madeAt(),
        one.kind(),
        one.reached(),
        one.sent(),
        one.waiting(),
        one.notSent(),
        linked.contains(one.id()));
  }

  static DidSeen did(Doing.Did did, Review review) {
    Links links = review.plan().links();
    return new DidSeen(
        did.scanned(),
        did.joined(),
        did.delivered(),
        did.experiments().stream()
            .map(
                one ->
                    new ExperimentSeen(
                        Long.toString(one.id()),
                        one.name(),
                        one.state() instanceof Experiment.State.Stopped ? "stopped" : "running",
                        links.experiments().contains(one.id())))
            .toList(),
        did.playbooks().stream().map(one -> ran(one, links.playbooks())).toList(),
        did.sends().stream().map(one -> send(one, links.sends())).toList());
  }

  static DecisionSeen decision(
      Decision decision, Map<String, String> states, @Nullable Instant changedAt) {
    return new DecisionSeen(
        Long.toString(decision.id()),
        decision.what(),
        decision.owner(),
        decision.due(),
        states.getOrDefault(decision.key(), "dropped"),
        decision.changes() == null ? null : decision.changes().code(),
        changedAt);
  }

  static Days days(Span span) {
    return new Days(span.from(), span.until());
  }

  private static List<String> ids(List<Long> numbers) {
    return numbers.stream().map(id -> Long.toString(id)).toList();
  }

  private static Count count(Part part) {
    return new Count(part.hits(), part.of());
  }

  private static @Nullable ValueSeen value(Check.@Nullable Value value) {
    if (value == null) {
      return null;
    }
    Interval interval = value.interval();
    return new ValueSeen(
        value.hits(),
        value.of(),
        value.value(),
        interval == null ? null : interval.low(),
        interval == null ? null : interval.high(),
        value.few());
  }
}
