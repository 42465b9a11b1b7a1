package io.liana.question;

import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.insight.MemberPaths;
import io.liana.insight.MemberPaths.Fits;
import io.liana.insight.MemberPaths.What;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.question.Answers.Bucket;
import io.liana.question.Answers.Change;
import io.liana.question.Answers.Step;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How many members come from one step to the next, in the groups of a community. */
@Component
class Funnels {
  private static final Duration USUAL_PAST = Duration.ofDays(90);

  private final MemberPaths paths;
  private final Communities communities;
  private final Groups groups;
  private final Clock clock;

  Funnels(MemberPaths paths, Communities communities, Groups groups, Clock clock) {
    this.paths = paths;
    this.communities = communities;
    this.groups = groups;
    this.clock = clock;
  }

  /**
   * @param places empty for all groups of the community
   * @param members only these; null for everybody
   * @param asked what each step, then each exclusion is
   * @param from of first steps; null for 90 days back
   * @param to included; null for today
   */
  record Question(
      CommunityId community,
      List<GroupId> places,
      long @Nullable [] members,
      Funnel funnel,
      List<Fits> asked,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      Calendar.Interval interval,
      boolean byGroup) {}

  record Part(GroupId group, List<Step> steps) {}

  /**
   * @param open some may still come further: the window of the last of them is not over
   */
  record Answer(
      LocalDate from,
      LocalDate to,
      boolean open,
      List<Step> steps,
      List<Bucket> trend,
      List<Change> changes,
      List<Part> parts) {}

  Answer answer(Question question) {
    var calendar = new Calendar(communities.get(question.community()).zone(), question.interval());
    Instant now = clock.instant();
    LocalDate to = question.to() == null ? calendar.day(now.toEpochMilli()) : question.to();
    LocalDate from = question.from() == null ? to.minusDays(USUAL_PAST.toDays()) : question.from();
    Instant end = calendar.begin(to.plusDays(1));
    Duration window = question.funnel().window();
    List<GroupId> places = places(question);
    var walk = new Walk(question.funnel(), end.toEpochMilli() - 1, question.byGroup());
    paths.walk(
        question.community(),
        places,
        question.members(),
        question.asked(),
        question.funnel().order() == Funnel.Order.STRICT
            && question.asked().stream().noneMatch(one -> one.what() == What.ANYTHING),
        question.byGroup(),
        calendar.begin(from),
        end.plus(window),
        walk);
    walk.close();
    List<long[]> all = walk.ends.values().stream().flatMap(List::stream).toList();
    int steps = question.funnel().steps();
    List<Bucket> trend = Answers.trend(steps, all, calendar, from, to);
    List<Part> parts = new ArrayList<>();
    if (question.byGroup()) {
      for (GroupId place : places) {
        List<long[]> ends = walk.ends.getOrDefault(place.value(), List.of());
        parts.add(new Part(place, Answers.steps(steps, ends)));
      }
    }
    return new Answer(
        from,
        to,
        end.plus(window).isAfter(now),
        Answers.steps(steps, all),
        trend,
        Answers.changes(steps, trend),
        parts);
  }

  private List<GroupId> places(Question question) {
    return groups.of(List.of(question.community())).stream()
        .map(GroupView::id)
        .filter(group -> question.places().isEmpty() || question.places().contains(group))
        .toList();
  }

  /** One journey after the other; of a journey only its end is kept. */
  static final class Walk implements MemberPaths.Walker {
    /** By group, where each group counts on its own; otherwise all under 0. */
    final Map<Long, List<long[]>> ends = new LinkedHashMap<>();

    private final Funnel funnel;
    private final long lastStart;
    private final boolean byGroup;
    private @Nullable Journey journey;
    private long group;
    private long member;

    Walk(Funnel funnel, long lastStart, boolean byGroup) {
      this.funnel = funnel;
      this.lastStart = lastStart;
      this.byGroup = byGroup;
    }

    @Override
    public void event(long group, long member, long atMillis, int mask) {
      long part = byGroup ? group : 0;
      Journey now = journey;
      if (now == null || part != this.group || member != this.member) {
        close();
        now = new Journey(funnel, lastStart);
        journey = now;
        this.group = part;
        this.member = member;
      }
      now.event(atMillis, mask);
    }

    void close() {
      long[] end = journey == null ? null : journey.end();
      if (end != null) {
        ends.computeIfAbsent(group, part -> new ArrayList<>()).add(end);
      }
      journey = null;
    }
  }
}
