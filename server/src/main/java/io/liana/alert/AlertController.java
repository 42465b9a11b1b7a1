package io.liana.alert;

import io.liana.alert.Alert.Way;
import io.liana.alert.AlertStore.Ring;
import io.liana.alert.Judge.Verdict;
import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.community.Groups;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.kernel.Ref;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Alerts over HTTP. */
@RestController
@RequestMapping("/api/v1")
class AlertController {
  private static final int MOST_DAYS = 28;
  private static final int MOST_SHOWN = 200;
  private static final List<String> RULES = List.of("threshold", "change", "band");

  private final Alerts alerts;
  private final AlertStore store;
  private final Watch watch;
  private final Communities communities;
  private final Groups groups;

  AlertController(
      Alerts alerts, AlertStore store, Watch watch, Communities communities, Groups groups) {
    this.alerts = alerts;
    this.store = store;
    this.watch = watch;
    this.communities = communities;
    this.groups = groups;
  }

  record Wish(
      @Nullable String name,
      @Nullable String metric,
      @Nullable Boolean eachGroup,
      @Nullable Integer days,
      @Nullable String rule,
      @Nullable String way,
      @Nullable Double value,
      @Nullable Boolean evenWhenQuiet) {}

  record Mute(@Nullable String until) {}

  /**
   * @param ringing how many places ring now
   */
  record Seen(
      String id,
      String name,
      String metric,
      boolean eachGroup,
      int days,
      String rule,
      String way,
      @Nullable Double value,
      boolean evenWhenQuiet,
      @Nullable LocalDate mutedUntil,
      @Nullable LocalDate lookedAt,
      int ringing) {}

  record SeenAll(List<Seen> items) {}

  /**
   * @param group null for the community as a whole
   */
  record Standing(
      @Nullable Ref group,
      boolean rings,
      @Nullable Double value,
      @Nullable Double expected,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double p,
      @Nullable String why) {}

  record Rang(
      String id,
      @Nullable Ref group,
      LocalDate from,
      LocalDate until,
      double value,
      double expected,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double p,
      @Nullable LocalDate overAt) {}

  /**
   * @param day of the standing, the last that is known whole
   */
  record Whole(Seen alert, LocalDate day, List<Standing> standing, List<Rang> history) {}

  @GetMapping("/communities/{community}/alerts")
  @Permission("review:read")
  SeenAll list(@PathVariable String community, Caller caller) {
    return new SeenAll(alerts.of(community(community, caller)).stream().map(this::seen).toList());
  }

  @PostMapping("/communities/{community}/alerts")
  @Permission("review:write")
  @ResponseStatus(HttpStatus.CREATED)
  Seen make(@PathVariable String community, @RequestBody Wish wish, Caller caller) {
    return seen(alerts.make(community(community, caller), wish(wish), caller));
  }

  @GetMapping("/alerts/{alert}")
  @Permission("review:read")
  Whole get(@PathVariable String alert, Caller caller) {
    Alert known = alerts.get(Problem.parseId(alert), caller);
    Community community = communities.get(known.community());
    LocalDate day = watch.lastDay(known, community);
    Map<Long, Verdict> verdicts = watch.judge(known, day);
    List<Ring> rings = store.rings(known.id(), MOST_SHOWN);
    Map<GroupId, Ref> names =
        groups.names(
            Stream.concat(verdicts.keySet().stream(), rings.stream().map(Ring::group))
                .filter(place -> place != DailyCounts.COMMUNITY)
                .distinct()
                .map(GroupId::new)
                .toList());
    return new Whole(
        seen(known),
        day,
        verdicts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue((a, b) -> Boolean.compare(b.rings(), a.rings())))
            .limit(MOST_SHOWN)
            .map(one -> standing(names.get(new GroupId(one.getKey())), one.getValue()))
            .toList(),
        rings.stream().map(one -> rang(known, names.get(new GroupId(one.group())), one)).toList());
  }

  /**
   * @param value null with a reason why it cannot be said
   */
  record CourseDay(
      LocalDate day,
      boolean rings,
      @Nullable Double value,
      @Nullable Double expected,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable String why) {}

  record Course(List<CourseDay> days) {}

  @GetMapping("/alerts/{alert}/course")
  @Permission("review:read")
  Course course(
      @PathVariable String alert,
      @RequestParam(required = false) @Nullable String group,
      Caller caller) {
    Alert known = alerts.get(Problem.parseId(alert), caller);
    if (known.wish().eachGroup() == (group == null)) {
      throw Given.wrong("group", "is given where each group is looked at on its own, only there");
    }
    LocalDate day = watch.lastDay(known, communities.get(known.community()));
    long place = group == null ? DailyCounts.COMMUNITY : Problem.parseId(group);
    return new Course(
        watch.course(known, place, day).entrySet().stream()
            .map(
                one -> {
                  Verdict verdict = one.getValue();
                  return new CourseDay(
                      one.getKey(),
                      verdict.rings(),
                      verdict.value(),
                      verdict.expected(),
                      verdict.low(),
                      verdict.high(),
                      verdict.why());
                })
            .toList());
  }

  @PutMapping("/alerts/{alert}")
  @Permission("review:write")
  Seen change(@PathVariable String alert, @RequestBody Wish wish, Caller caller) {
    return seen(alerts.change(Problem.parseId(alert), wish(wish), caller));
  }

  @PutMapping("/alerts/{alert}/mute")
  @Permission("review:write")
  Seen mute(@PathVariable String alert, @RequestBody Mute mute, Caller caller) {
    return seen(alerts.mute(Problem.parseId(alert), Given.day("until", mute.until()), caller));
  }

  @DeleteMapping("/alerts/{alert}")
  @Permission("review:write")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void drop(@PathVariable String alert, Caller caller) {
    alerts.drop(Problem.parseId(alert), caller);
  }

  private static Standing standing(@Nullable Ref group, Verdict verdict) {
    return new Standing(
        group,
        verdict.rings(),
        verdict.value(),
        verdict.expected(),
        verdict.low(),
        verdict.high(),
        verdict.p(),
        verdict.why());
  }

  private static Rang rang(Alert alert, @Nullable Ref group, Ring ring) {
    return new Rang(
        Long.toString(ring.id()),
        group,
        ring.day().minusDays(alert.wish().days() - 1L),
        ring.day(),
        ring.value(),
        ring.expected(),
        ring.low(),
        ring.high(),
        ring.p(),
        ring.overAt());
  }

  private Seen seen(Alert alert) {
    Alert.Wish wish = alert.wish();
    return new Seen(
        Long.toString(alert.id()),
        wish.name(),
        wish.metric().code(),
        wish.eachGroup(),
        wish.days(),
        wish.rule().code(),
        wish.rule().way().code(),
        AlertStore.value(wish.rule()),
        wish.evenWhenQuiet(),
        alert.mutedUntil(),
        alert.lookedAt(),
        store.open(alert.id()).size());
  }

  private static Alert.Wish wish(Wish wish) {
    Metric metric = Metric.of(needed("metric", wish.metric(), Metric.CODES));
    String rule = needed("rule", wish.rule(), RULES);
    Way way = Way.of(Given.oneOf("way", wish.way(), "both", List.of("up", "down", "both")));
    boolean each = Objects.requireNonNullElse(wish.eachGroup(), false);
    if (each && !metric.ofGroups()) {
      throw Given.wrong("each_group", "is not known of this metric: it is a community's");
    }
    int days = Objects.requireNonNullElse(wish.days(), rule.equals("band") ? 1 : 7);
    if (days < 1 || days > MOST_DAYS) {
      throw Given.wrong("days", "are 1 to 28");
    }
    switch (rule) {
      case "band" -> {
        if (days != 1 || metric.kind == Metric.Kind.RATIO) {
          throw Given.wrong("days", "of a band are one, and a ratio of the review has no band");
        }
      }
      case "change" -> {
        if (days < 7 && metric.kind != Metric.Kind.RATIO) {
          throw Given.wrong("days", "of a change are at least 7, so that weekdays meet their like");
        }
        if (!(value(wish) > 0 && value(wish) <= 10)) {
          throw Given.wrong("value", "is how much it changes, e.g. 0.2 for a fifth");
        }
      }
      default -> {
        if (way == Way.BOTH || !(value(wish) >= 0 && value(wish) <= (metric.share() ? 1 : 1e9))) {
          throw Given.wrong("value", "is a number, of a share from 0 to 1, and way is up or down");
        }
      }
    }
    return new Alert.Wish(
        Given.text("name", wish.name(), 1, 100),
        metric,
        each,
        days,
        AlertStore.rule(rule, way, wish.value()),
        Objects.requireNonNullElse(wish.evenWhenQuiet(), false));
  }

  private static double value(Wish wish) {
    return wish.value() == null ? Double.NaN : wish.value();
  }

  private static String needed(String field, @Nullable String given, List<String> known) {
    String one = Given.oneOf(field, given, known);
    if (one == null) {
      throw Given.wrong(field, "is missing");
    }
    return one;
  }

  private static CommunityId community(String given, Caller caller) {
    CommunityId id = CommunityId.parse(given);
    caller.mustSee(id);
    return id;
  }
}
