package io.liana.scorecard;

import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.scorecard.ElementListing.Counts;
import io.liana.scorecard.ElementListing.Group;
import io.liana.scorecard.GoalCheck.Checked;
import io.liana.scorecard.Scoring.Sheet;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Groups side by side, and one of them in all it is measured by. */
@Component
class League {
  private static final int TREND = 7; // half a year

  private final ElementListing listing;
  private final Groups groups;
  private final GoalListing goalListing;
  private final GoalStore goals;
  private final Clock clock;

  League(
      ElementListing listing,
      Groups groups,
      GoalListing goalListing,
      GoalStore goals,
      Clock clock) {
    this.listing = listing;
    this.groups = groups;
    this.goalListing = goalListing;
    this.goals = goals;
    this.clock = clock;
  }

  /**
   * @param until last day of the four weeks looked at
   * @param goal null where nobody set one
   * @param main of the goal
   */
  record Row(
      GroupView group,
      LocalDate until,
      boolean alive,
      @Nullable Purpose goal,
      @Nullable Checked main,
      Counts now,
      Sheet sheet,
      Counts before,
      Sheet sheetBefore) {}

  /**
   * @param periods the earliest first, each with what it scored
   */
  record Trend(GroupView group, Windows windows, boolean alive, List<Period> periods) {
    Period now() {
      return periods.getLast();
    }
  }

  record Period(LocalDate from, LocalDate until, Counts counts, Sheet sheet) {}

  /** The best first; groups of which nothing is known last. */
  List<Row> rows(Caller caller, @Nullable CommunityId community, @Nullable LocalDate asked) {
    Map<ZoneId, List<GroupView>> byZone =
        groups.visibleTo(caller, community).stream()
            .collect(Collectors.groupingBy(GroupView::zone));
    List<Row> rows = new ArrayList<>();
    byZone.forEach(
        (zone, all) -> {
          Windows windows = windows(zone, asked, 2);
          Map<GroupId, Group> counted = listing.count(ids(all), windows);
          Map<GroupId, Purpose> set = goals.of(all);
          Map<GroupId, Map<GoalLine, Tally>> is = lines(all, counted, windows, 1);
          Map<GroupId, Map<GoalLine, Tally>> was = lines(all, counted, windows, 0);
          all.forEach(
              group -> {
                Group one = Objects.requireNonNull(counted.get(group.id()));
                Counts before = one.periods().get(0);
                Counts now = one.periods().get(1);
                rows.add(
                    new Row(
                        group,
                        windows.until(),
                        one.alive(),
                        set.get(group.id()),
                        main(group.id(), set, is, was),
                        now,
                        Scoring.sheet(now.tallies()),
                        before,
                        Scoring.sheet(before.tallies())));
              });
        });
    rows.sort(
        Comparator.comparing(
                (Row row) -> row.sheet().points(), Comparator.nullsFirst(Comparator.naturalOrder()))
            .reversed()
            .thenComparing(row -> row.group().id().value()));
    return rows;
  }

  Trend trend(GroupView group, @Nullable LocalDate asked) {
    Windows windows = windows(group.zone(), asked, TREND);
    Group counted =
        Objects.requireNonNull(listing.count(List.of(group.id()), windows).get(group.id()));
    List<Period> periods = new ArrayList<>();
    for (int w = 0; w < windows.count(); w++) {
      Counts counts = counted.periods().get(w);
      periods.add(
          new Period(windows.from(w), windows.until(w), counts, Scoring.sheet(counts.tallies())));
    }
    return new Trend(group, windows, counted.alive(), List.copyOf(periods));
  }

  /**
   * How a group does by its goal.
   *
   * @param goal null where nobody set one; then there are no lines
   */
  record Followed(Windows windows, @Nullable Purpose goal, List<Checked> lines) {}

  Followed followed(GroupView group, @Nullable LocalDate asked) {
    Windows windows = windows(group.zone(), asked, 2);
    Purpose goal = goals.of(List.of(group)).get(group.id());
    if (goal == null) {
      return new Followed(windows, null, List.of());
    }
    List<GroupView> one = List.of(group);
    Map<GroupId, Group> counted = listing.count(ids(one), windows);
    return new Followed(
        windows,
        goal,
        GoalCheck.lines(
            goal.goal(),
            lines(one, counted, windows, 1).getOrDefault(group.id(), Map.of()),
            lines(one, counted, windows, 0).getOrDefault(group.id(), Map.of())));
  }

  private Map<GroupId, Map<GoalLine, Tally>> lines(
      List<GroupView> groups, Map<GroupId, Group> counted, Windows windows, int w) {
    return goalListing.count(
        groups,
        counted.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().periods().get(w))),
        windows.begins(w),
        windows.ends(w));
  }

  private static @Nullable Checked main(
      GroupId group,
      Map<GroupId, Purpose> goals,
      Map<GroupId, Map<GoalLine, Tally>> is,
      Map<GroupId, Map<GoalLine, Tally>> was) {
    Purpose goal = goals.get(group);
    return goal == null
        ? null
        : GoalCheck.lines(
                goal.goal(), is.getOrDefault(group, Map.of()), was.getOrDefault(group, Map.of()))
            .getFirst();
  }

  /** Up to yesterday, unless asked otherwise: a day that still runs would look weak. */
  Windows windows(ZoneId zone, @Nullable LocalDate asked, int count) {
    LocalDate yesterday = LocalDate.ofInstant(clock.instant(), zone).minusDays(1);
    return new Windows(asked == null || asked.isAfter(yesterday) ? yesterday : asked, count, zone);
  }

  private static List<GroupId> ids(List<GroupView> groups) {
    return groups.stream().map(GroupView::id).toList();
  }
}
