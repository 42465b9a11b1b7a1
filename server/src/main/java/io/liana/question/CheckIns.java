package io.liana.question;

import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.insight.FactTables;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.statistics.BgBb;
import io.liana.statistics.BgBb.History;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * In which weeks members say something, and who will again: BG/BB over whole weeks from Monday, the
 * week of the first message being where a member begins.
 */
@Component
class CheckIns {
  private static final int LOOK_BACK = 104; // weeks: who began earlier is left out
  private static final int MONDAY = 3; // days from a Monday to 1970-01-01
  private static final int TENTHS = 10;
  private static final int MOST_TIMES = 20; // more are counted together

  private final FactTables facts;
  private final Communities communities;
  private final Groups groups;
  private final Clock clock;

  CheckIns(FactTables facts, Communities communities, Groups groups, Clock clock) {
    this.facts = facts;
    this.communities = communities;
    this.groups = groups;
    this.clock = clock;
  }

  /**
   * @param times weeks with a message after the first; the last stands for it and more
   */
  record Weeks(int times, long observed, @Nullable Double expected) {}

  /**
   * @param until the last day of the last whole week looked at; null when there is none
   * @param members who began within two years, and {@code returners} of them who came again
   * @param fit null for too few, or when the model does not fit
   * @param alive members by tenths of the chance that they are still there
   * @param expected weeks with a message, of all, within the weeks asked for
   * @param observed the same as they came to be; null while they are not over
   */
  record Answer(
      @Nullable LocalDate until,
      long members,
      long returners,
      BgBb.@Nullable Fit fit,
      long[] alive,
      @Nullable Double expected,
      @Nullable Long observed,
      List<Weeks> times) {}

  private record Seen(int end, Map<History, Long> people, @Nullable Long observed) {}

  /**
   * @param until null for the last day anybody said something
   */
  Answer answer(CommunityId community, @Nullable LocalDate until, int weeks) {
    ZoneId zone = communities.get(community).zone();
    List<GroupId> places = groups.of(List.of(community)).stream().map(GroupView::id).toList();
    int yesterday = (int) LocalDate.ofInstant(clock.instant(), zone).toEpochDay() - 1;
    int latest = until == null ? yesterday : (int) Math.min(yesterday, until.toEpochDay());
    facts.catchUp();
    Seen seen =
        places.isEmpty() ? null : facts.read(on -> look(on, places, yesterday, latest, weeks));
    return seen == null || seen.people().isEmpty()
        ? new Answer(null, 0, 0, null, new long[TENTHS], null, null, List.of())
        : read(seen, weeks);
  }

  private static Answer read(Seen seen, int weeks) {
    Map<History, Long> people = seen.people();
    BgBb.Fit fit = fit(people);
    long[] alive = new long[TENTHS];
    int most =
        Math.min(MOST_TIMES, people.keySet().stream().mapToInt(History::times).max().orElse(0));
    long[] observed = new long[most + 1];
    double[] expected = new double[most + 1];
    double coming = 0;
    for (Map.Entry<History, Long> one : people.entrySet()) {
      History history = one.getKey();
      long n = one.getValue();
      observed[Math.min(most, history.times())] += n;
      if (fit != null) {
        alive[Math.min(TENTHS - 1, (int) (fit.model().alive(history) * TENTHS))] += n;
        coming += n * fit.model().expected(history, weeks);
      }
    }
    if (fit != null) {
      people.entrySet().stream()
          .collect(
              Collectors.groupingBy(
                  one -> one.getKey().periods(), Collectors.summingLong(Map.Entry::getValue)))
          .forEach(
              (periods, n) -> {
                for (int times = 0; times <= periods; times++) {
                  expected[Math.min(most, times)] += n * fit.model().chance(times, periods);
                }
              });
    }
    List<Weeks> times =
        java.util.stream.IntStream.rangeClosed(0, most)
            .mapToObj(i -> new Weeks(i, observed[i], fit == null ? null : expected[i]))
            .toList();
    long members = people.values().stream().mapToLong(n -> n).sum();
    return new Answer(
        LocalDate.ofEpochDay((seen.end() + 1) * 7L - MONDAY - 1),
        members,
        members - observed[0],
        fit,
        alive,
        fit == null ? null : coming,
        seen.observed(),
        times);
  }

  private static BgBb.@Nullable Fit fit(Map<History, Long> people) {
    try {
      return BgBb.fit(people);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return null;
    }
  }

  /** The groups' weeks with a message, counted from the Monday before 1970. */
  private static Seen look(
      Connection facts, List<GroupId> places, int yesterday, int latest, int weeks)
      throws SQLException {
    String said =
        "from fact_event where group_id in (%s) and kind in ('message', 'media', 'action') and not bot and member_id is not null"
            .formatted(
                places.stream()
                    .map(one -> Long.toString(one.value()))
                    .collect(Collectors.joining(",")));
    try (var statement = facts.createStatement()) {
      int known; // the last week anything is known of, and that is over
      try (ResultSet row = statement.executeQuery("select coalesce(max(day), -4) " + said)) {
        row.next();
        known = Math.min(Math.floorDiv(row.getInt(1) + MONDAY, 7), lastWhole(yesterday));
      }
      int end = Math.min(known, lastWhole(latest));
      String people =
          """
          with week as (
            select member_id, cast(floor((day + %d) / 7.0) as integer) as n %s group by 1, 2),
          person as (
            select member_id, min(n) as first,
                   count(*) filter (where n <= %d) - 1 as times, max(n) filter (where n <= %d) - min(n) as last,
                   count(*) filter (where n > %d and n <= %d) as later
              from week group by member_id having min(n) <= %d and min(n) > %d)
          select first, times, last, count(*) as people, sum(later) as later from person group by 1, 2, 3 order by 1, 2, 3
          """
              .formatted(MONDAY, said, end, end, end, end + weeks, end, end - LOOK_BACK);
      Map<History, Long> histories = new LinkedHashMap<>();
      long later = 0;
      try (ResultSet row = statement.executeQuery(people)) {
        while (row.next()) {
          var history =
              new History(row.getInt("times"), row.getInt("last"), end - row.getInt("first"));
          histories.merge(history, row.getLong("people"), Long::sum);
          later += row.getLong("later");
        }
      }
      return new Seen(end, histories, end + weeks <= known ? later : null);
    }
  }

  /** The last week that is over at the end of that day. */
  private static int lastWhole(int day) {
    return Math.floorDiv(day + 1 + MONDAY, 7) - 1;
  }
}
