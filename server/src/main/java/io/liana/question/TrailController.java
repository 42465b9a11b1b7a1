package io.liana.question;

import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.insight.MemberPaths;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.GroupId;
import io.liana.kernel.Permission;
import io.liana.question.Trails.Direction;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What members did right after something, or right before, over HTTP. Asking changes nothing. */
@RestController
@RequestMapping("/api/v1/communities/{community}/questions")
@Permission("report:read")
class TrailController {
  private static final int SHOWN = 20;
  private static final int MOST_DAYS = 366 * 5;
  private static final int USUAL_DAYS = 90;
  private static final int DAY_MINUTES = 24 * 60;
  private static final List<String> DIRECTIONS = QuestionController.codes(Direction.values());

  private final MemberPaths paths;
  private final Communities communities;
  private final Groups groups;
  private final Whom whom;
  private final Clock clock;

  TrailController(
      MemberPaths paths, Communities communities, Groups groups, Whom whom, Clock clock) {
    this.paths = paths;
    this.communities = communities;
    this.groups = groups;
    this.whom = whom;
    this.clock = clock;
  }

  record TrailGiven(
      @Nullable String event,
      @Nullable String direction,
      @Nullable Integer steps,
      @Nullable Integer gapMinutes,
      @Nullable String from,
      @Nullable String to,
      @Nullable List<@Nullable String> groups,
      @Nullable String segment,
      @Nullable String channel) {}

  record TrailSeen(List<String> steps, long visits, long people, double share) {}

  record TrailsSeen(
      LocalDate from,
      LocalDate to,
      long visits,
      long people,
      long otherVisits,
      List<TrailSeen> paths) {}

  @PostMapping("/paths")
  TrailsSeen trails(@PathVariable String community, @RequestBody TrailGiven given, Caller caller) {
    CommunityId id = CommunityId.parse(community);
    caller.mustSee(id);
    var calendar = new Calendar(communities.get(id).zone(), Calendar.Interval.DAY);
    LocalDate givenTo = Given.day("to", given.to());
    LocalDate givenFrom = Given.day("from", given.from());
    LocalDate to = givenTo == null ? calendar.day(clock.millis()) : givenTo;
    LocalDate from = givenFrom == null ? to.minusDays(USUAL_DAYS) : givenFrom;
    if (from.isAfter(to) || from.isBefore(to.minusDays(MOST_DAYS))) {
      throw Given.wrong("from", "must not be after to, and at most five years before it");
    }
    var trails =
        new Trails(
            QuestionController.what("event", given.event() == null ? "joined" : given.event()),
            Direction.valueOf(
                QuestionController.upper(
                    Given.oneOf("direction", given.direction(), "after", DIRECTIONS))),
            QuestionController.between("steps", given.steps(), 3, 1, Trails.MOST_STEPS),
            Duration.ofMinutes(
                    QuestionController.between(
                        "gap_minutes", given.gapMinutes(), DAY_MINUTES, 1, 30 * DAY_MINUTES))
                .toMillis());
    List<GroupId> wanted =
        given.groups() == null
            ? List.of()
            : given.groups().stream().flatMap(Stream::ofNullable).map(GroupId::parse).toList();
    List<GroupId> places =
        groups.of(List.of(id)).stream()
            .map(GroupView::id)
            .filter(group -> wanted.isEmpty() || wanted.contains(group))
            .toList();
    paths.walk(
        id,
        places,
        whom.members(id, given.segment(), given.channel(), caller),
        Trails.asked(),
        false,
        false,
        calendar.begin(from),
        calendar.begin(to.plusDays(1)),
        trails);
    trails.close();
    return seen(from, to, trails);
  }

  private static TrailsSeen seen(LocalDate from, LocalDate to, Trails trails) {
    List<TrailSeen> shown =
        trails.most(SHOWN).stream()
            .map(
                one ->
                    new TrailSeen(
                        one.steps().stream()
                            .map(what -> what.name().toLowerCase(Locale.ROOT))
                            .toList(),
                        one.visits(),
                        one.people(),
                        (double) one.visits() / trails.visits()))
            .toList();
    return new TrailsSeen(
        from,
        to,
        trails.visits(),
        trails.people(),
        trails.visits() - shown.stream().mapToLong(TrailSeen::visits).sum(),
        shown);
  }
}
