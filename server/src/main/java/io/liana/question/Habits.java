package io.liana.question;

import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.insight.MemberHabits;
import io.liana.insight.MemberHabits.Lives;
import io.liana.insight.MemberHabits.Periods;
import io.liana.insight.MemberHabits.Place;
import io.liana.insight.MemberHabits.Stuck;
import io.liana.insight.MemberPaths.What;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.question.Retained.Column;
import io.liana.question.Retained.Kind;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who comes back, who is new, back or gone, and how often they are there. */
@Component
class Habits {
  private final MemberHabits habits;
  private final Communities communities;
  private final Groups groups;
  private final Clock clock;

  Habits(MemberHabits habits, Communities communities, Groups groups, Clock clock) {
    this.habits = habits;
    this.communities = communities;
    this.groups = groups;
    this.clock = clock;
  }

  /**
   * @param places empty for all groups of the community
   * @param members only these; null for everybody
   * @param from its whole period is looked at; null for twelve periods back, thirty when they are
   *     days
   * @param to its whole period is looked at; null for today
   */
  record Frame(
      CommunityId community,
      List<GroupId> places,
      long @Nullable [] members,
      Calendar.Interval interval,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {}

  /**
   * @param starts first days of the periods, by their number
   * @param over number of the last period that is over
   */
  record Timeline(
      Place place,
      Calendar calendar,
      List<LocalDate> starts,
      Periods all,
      Periods asked,
      int first,
      int last,
      int over) {}

  record RetentionAnswer(Timeline time, Retained retained) {}

  record LifeAnswer(Timeline time, List<Lives> periods) {}

  record StuckAnswer(Timeline time, List<Stuck> people) {}

  /**
   * @param start what makes somebody part of a cohort: the first time they ever did it
   * @param back what they come back to do, until today
   */
  RetentionAnswer retention(Frame frame, What start, What back, Kind kind, List<Column> columns) {
    Timeline time = timeline(frame);
    var cohorts =
        kind == Kind.ROLLING
            ? habits.last(time.place(), start, back, time.all())
            : habits.back(
                time.place(),
                start,
                back,
                time.all(),
                columns.stream().map(one -> new int[] {one.from(), one.to()}).toList());
    return new RetentionAnswer(
        time,
        Retained.of(
            kind,
            columns,
            cohorts.stream()
                .filter(one -> one.period() >= time.first() && one.period() <= time.last())
                .toList(),
            time.starts().size() - 1,
            time.over()));
  }

  LifeAnswer life(Frame frame, What what) {
    Timeline time = timeline(frame);
    return new LifeAnswer(
        time,
        habits.lives(time.place(), what, time.all()).stream()
            .filter(one -> one.period() >= time.first() && one.period() <= time.last())
            .toList());
  }

  StuckAnswer stuck(Frame frame, What what) {
    Timeline time = timeline(frame);
    return new StuckAnswer(
        time,
        time.first() > time.last()
            ? List.of() // all of it lies ahead
            : habits.stuck(time.place(), what, time.asked()));
  }

  /** All periods from the first fact to today, so that "for the first time" is true. */
  private Timeline timeline(Frame frame) {
    var calendar = new Calendar(communities.get(frame.community()).zone(), frame.interval());
    LocalDate today = calendar.day(clock.millis());
    LocalDate to = frame.to() == null || frame.to().isAfter(today) ? today : frame.to();
    LocalDate from = frame.from() == null ? usual(to, frame.interval()) : frame.from();
    var place =
        new Place(
            frame.community(),
            calendar.zone(),
            groups.of(List.of(frame.community())).stream()
                .map(GroupView::id)
                .filter(group -> frame.places().isEmpty() || frame.places().contains(group))
                .toList(),
            frame.members());
    int firstDay =
        Math.min(
            habits.firstDay(place, day(today)),
            day(calendar.start(from.isAfter(today) ? today : from)));
    LocalDate begin = calendar.start(LocalDate.ofEpochDay(firstDay));
    List<LocalDate> starts = new ArrayList<>();
    int[] of = new int[day(today) - day(begin) + 1];
    int over = -1;
    for (LocalDate start = begin; !start.isAfter(today); start = calendar.next(start)) {
      LocalDate next = calendar.next(start);
      for (LocalDate day = start;
          day.isBefore(next) && !day.isAfter(today);
          day = day.plusDays(1)) {
        of[day(day) - day(begin)] = starts.size();
      }
      if (!next.isAfter(today)) {
        over = starts.size();
      }
      starts.add(start);
    }
    int first = from.isAfter(today) ? starts.size() : of[day(calendar.start(from)) - day(begin)];
    int last = of[day(to) - day(begin)];
    return new Timeline(
        place,
        calendar,
        starts,
        new Periods(day(begin), of),
        asked(begin, of, first, last),
        first,
        last,
        over);
  }

  private static Periods asked(LocalDate begin, int[] of, int first, int last) {
    int from = 0;
    while (from < of.length - 1 && of[from] < first) {
      from++;
    }
    int to = of.length;
    while (to > from + 1 && of[to - 1] > last) {
      to--;
    }
    return new Periods(day(begin) + from, java.util.Arrays.copyOfRange(of, from, to));
  }

  private static LocalDate usual(LocalDate to, Calendar.Interval interval) {
    return switch (interval) {
      case DAY -> to.minusDays(29);
      case WEEK -> to.minusWeeks(11);
      case MONTH -> to.minusMonths(11);
    };
  }

  private static int day(LocalDate date) {
    return (int) date.toEpochDay();
  }
}
