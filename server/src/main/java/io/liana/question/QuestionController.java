package io.liana.question;

import io.liana.community.Groups;
import io.liana.insight.MemberPaths.Fits;
import io.liana.insight.MemberPaths.What;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Permission;
import io.liana.kernel.Ref;
import io.liana.question.Answers.Step;
import io.liana.question.Funnel.Exclusion;
import io.liana.question.Funnel.Order;
import io.liana.statistics.Interval;
import io.liana.statistics.TwoProportions;
import io.liana.statistics.TwoProportions.Share;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Questions over HTTP. Asking changes nothing; it is a POST because questions are long. */
@RestController
@RequestMapping("/api/v1/communities/{community}/questions")
@Permission("report:read")
class QuestionController {
  private static final int MOST_EXCLUSIONS = 5;
  private static final int MOST_DAYS = 366 * 5;
  private static final double LEVEL = 0.05;
  private static final List<String> WHAT = codes(What.values());
  private static final List<String> ORDERS = codes(Order.values());
  static final List<String> INTERVALS = codes(Calendar.Interval.values());

  private final Funnels funnels;
  private final Groups groups;
  private final Whom whom;

  QuestionController(Funnels funnels, Groups groups, Whom whom) {
    this.funnels = funnels;
    this.groups = groups;
    this.whom = whom;
  }

  record StepGiven(@Nullable String what, @Nullable Integer atLeast) {}

  record ExclusionGiven(@Nullable String what, @Nullable Integer after, @Nullable Integer before) {}

  record FunnelGiven(
      @Nullable List<@Nullable StepGiven> steps,
      @Nullable String order,
      @Nullable Integer windowHours,
      @Nullable List<@Nullable ExclusionGiven> exclusions,
      @Nullable String from,
      @Nullable String to,
      @Nullable String interval,
      @Nullable Boolean byGroup,
      @Nullable List<@Nullable String> groups,
      @Nullable String segment,
      @Nullable String channel) {}

  /**
   * @param share of those who took the first step; {@code low} and {@code high} its 95 % interval
   * @param onward of those who took the step before
   */
  record StepSeen(
      long people,
      @Nullable Double share,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double onward,
      @Nullable Double medianSeconds) {}

  record BucketSeen(LocalDate from, List<Long> people) {}

  record ChangeSeen(int step, LocalDate at, double before, double after, double p) {}

  record PartSeen(Ref group, List<StepSeen> steps) {}

  record FunnelSeen(
      LocalDate from,
      LocalDate to,
      boolean open,
      List<StepSeen> steps,
      List<BucketSeen> trend,
      List<ChangeSeen> changes,
      List<PartSeen> groups) {}

  @PostMapping("/funnel")
  FunnelSeen funnel(@PathVariable String community, @RequestBody FunnelGiven given, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    Funnels.Answer answer =
        funnels.answer(
            question(id, whom.members(id, given.segment(), given.channel(), caller), given));
    Map<GroupId, Ref> names =
        groups.names(answer.parts().stream().map(Funnels.Part::group).toList());
    return new FunnelSeen(
        answer.from(),
        answer.to(),
        answer.open(),
        seen(answer.steps()),
        answer.trend().stream().map(one -> new BucketSeen(one.from(), one.people())).toList(),
        answer.changes().stream()
            .map(one -> new ChangeSeen(one.step(), one.at(), one.before(), one.after(), one.p()))
            .toList(),
        answer.parts().stream()
            .map(
                part ->
                    new PartSeen(
                        Objects.requireNonNull(names.get(part.group())), seen(part.steps())))
            .toList());
  }

  private static Funnels.Question question(
      CommunityId community, long @Nullable [] members, FunnelGiven given) {
    List<Fits> asked = steps(given.steps());
    int steps = asked.size();
    List<Exclusion> exclusions = new ArrayList<>();
    List<@Nullable ExclusionGiven> excluded =
        given.exclusions() == null ? List.of() : given.exclusions();
    if (excluded.size() > MOST_EXCLUSIONS) {
      throw Given.wrong("exclusions", "may be %d at most".formatted(MOST_EXCLUSIONS));
    }
    for (int i = 0; i < excluded.size(); i++) {
      String at = "exclusions[%d]".formatted(i);
      ExclusionGiven one = excluded.get(i);
      if (one == null) {
        throw Given.wrong(at, "is missing");
      }
      int after = between(at + ".after", one.after(), 1, 1, steps - 1);
      int before = between(at + ".before", one.before(), steps, after + 1, steps);
      exclusions.add(new Exclusion(asked.size(), after - 1, before - 1));
      asked.add(new Fits(what(at + ".what", one.what()), 0));
    }
    LocalDate from = Given.day("from", given.from());
    LocalDate to = Given.day("to", given.to());
    if (from != null
        && to != null
        && (from.isAfter(to) || from.isBefore(to.minusDays(MOST_DAYS)))) {
      throw Given.wrong("from", "must not be after to, and at most five years before it");
    }
    return new Funnels.Question(
        community,
        given.groups() == null
            ? List.of()
            : given.groups().stream().flatMap(Stream::ofNullable).map(GroupId::parse).toList(),
        members,
        new Funnel(
            steps,
            Order.valueOf(upper(Given.oneOf("order", given.order(), "ordered", ORDERS))),
            Duration.ofHours(between("window_hours", given.windowHours(), 14 * 24, 1, 366 * 24)),
            exclusions),
        asked,
        from,
        to,
        Calendar.Interval.valueOf(
            upper(Given.oneOf("interval", given.interval(), "week", INTERVALS))),
        Boolean.TRUE.equals(given.byGroup()));
  }

  private static List<Fits> steps(@Nullable List<@Nullable StepGiven> given) {
    if (given == null || given.size() < 2 || given.size() > Funnel.MOST_STEPS) {
      throw Given.wrong("steps", "must be 2 to %d".formatted(Funnel.MOST_STEPS));
    }
    List<Fits> steps = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      String at = "steps[%d]".formatted(i);
      StepGiven one = given.get(i);
      if (one == null) {
        throw Given.wrong(at, "is missing");
      }
      steps.add(
          new Fits(
              what(at + ".what", one.what()),
              between(at + ".at_least", one.atLeast(), 0, 0, 10_000)));
    }
    return steps;
  }

  static What what(String field, @Nullable String given) {
    String code = Given.oneOf(field, given, WHAT);
    if (code == null) {
      throw Given.wrong(field, "is missing");
    }
    return What.valueOf(upper(code));
  }

  static int between(String field, @Nullable Integer given, int otherwise, int least, int most) {
    int value = given == null ? otherwise : given;
    if (value < least || value > most) {
      throw Given.wrong(field, "must be %d to %d".formatted(least, most));
    }
    return value;
  }

  private static List<StepSeen> seen(List<Step> steps) {
    List<StepSeen> seen = new ArrayList<>();
    long first = steps.getFirst().people();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      long before = i == 0 ? 0 : steps.get(i - 1).people();
      Interval interval =
          first == 0 ? null : TwoProportions.wilson(new Share(first, step.people()), LEVEL);
      seen.add(
          new StepSeen(
              step.people(),
              first == 0 ? null : (double) step.people() / first,
              interval == null || i == 0 ? null : interval.low(),
              interval == null || i == 0 ? null : interval.high(),
              before == 0 ? null : (double) step.people() / before,
              step.medianSeconds()));
    }
    return seen;
  }

  static List<String> codes(Enum<?>[] values) {
    return Arrays.stream(values).map(one -> one.name().toLowerCase(Locale.ROOT)).toList();
  }

  static String upper(String code) {
    return code.toUpperCase(Locale.ROOT);
  }
}
