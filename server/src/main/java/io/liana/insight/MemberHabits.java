package io.liana.insight;

import io.liana.insight.MemberPaths.What;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * In which periods members did something, counted. A period is a number; what days it has, the
 * caller says. Texts keep to what DuckDB, PostgreSQL and Trino share.
 */
@Component
public class MemberHabits {
  /** Who came back in a period is there once: counted first, and only then put into columns. */
  private static final String EACH_PERIOD =
      """
      select t.period, s.col, t.people
        from (select c.period, a.period - c.period as after, count(*) as people
                from cohort c join active a on a.member_id = c.member_id
               group by 1, 2) t
        join step s on s.after = t.after\
      """;

  private static final String ANY_OF_SEVERAL =
      """
      select c.period, s.col, count(distinct c.member_id)
        from cohort c
        join active a on a.member_id = c.member_id
        join step s on s.after = a.period - c.period
       group by c.period, s.col\
      """;

  private final FactStore store;
  private final FactFeed feed;

  MemberHabits(FactStore store, FactFeed feed) {
    this.store = store;
    this.feed = feed;
  }

  /**
   * Whose facts; a member is the same in all the groups.
   *
   * @param members only these, in the order of their numbers; null for everybody
   */
  public record Place(
      CommunityId community, ZoneId zone, List<GroupId> groups, long @Nullable [] members) {}

  /**
   * A period for each day.
   *
   * @param first since 1970-01-01
   * @param of {@code of[i]} is the period of the day {@code first + i}; other days are in none
   */
  public record Periods(int first, int[] of) {
    private static final int WEEK = 7;

    /** {@code rows} with the period their {@code day} is in; without those that are in none. */
    String over(String rows) {
      for (int length : new int[] {1, WEEK}) {
        for (int gone = 0; gone < length; gone++) {
          if (isEach(length, gone)) {
            return """
            (select r.member_id, cast((r.x - r.x %% %d) / %d as integer) + %d as period
               from (select member_id, day - %d as x from (%s) e where day between %d and %d) r)\
            """
                .formatted(length, length, of[0], first - gone, rows, first, first + of.length - 1);
          }
        }
      }
      return "(select r.member_id, c.period from (%s) r join (values %s) c (day, period) on c.day = r.day)"
          .formatted(
              rows,
              IntStream.range(0, of.length)
                  .mapToObj(at -> "(%d, %d)".formatted(first + at, of[at]))
                  .collect(Collectors.joining(", ")));
    }

    /**
     * Every period is so long, and so many days of the first are gone: to reckon beats to look up.
     */
    private boolean isEach(int length, int gone) {
      return IntStream.range(0, of.length).allMatch(at -> of[at] == of[0] + (at + gone) / length);
    }
  }

  /**
   * @param period in which these people did the first thing for the first time ever
   * @param back how many came back, by column; for {@link #last}, by periods since the cohort's
   */
  public record Cohort(int period, long people, Map<Integer, Long> back) {}

  /**
   * Members new, back without a pause, or back after one; {@code gone} were there the period before
   * and are not in this one.
   */
  public record Lives(int period, long fresh, long returning, long resurrected, long gone) {}

  /**
   * @param periods in how many of them
   */
  public record Stuck(int periods, long people) {}

  /** The first day with a fact of these groups, or {@code otherwise} when there is none. */
  public int firstDay(Place place, int otherwise) {
    if (place.groups().isEmpty()) {
      return otherwise;
    }
    feed.refresh();
    return store.ask(
        facts ->
            (int)
                (long)
                    Sql.longs(
                            facts,
                            "select coalesce(min(day), %d) from fact_event where %s"
                                .formatted(otherwise, Sql.of(place.groups())))
                        .getFirst());
  }

  /**
   * How many of each cohort did {@code back} in one of the periods of a column.
   *
   * @param columns from and to how many periods after the cohort's own, both included
   */
  public List<Cohort> back(
      Place place, What start, What back, Periods periods, List<int[]> columns) {
    String steps =
        IntStream.range(0, columns.size())
            .boxed()
            .flatMap(
                column ->
                    IntStream.rangeClosed(columns.get(column)[0], columns.get(column)[1])
                        .mapToObj(step -> "(%d, %d)".formatted(step, column)))
            .collect(Collectors.joining(", "));
    // Who did it in two periods of a column came back once; a column of one period needs no
    // looking.
    boolean single = columns.stream().allMatch(column -> column[0] == column[1]);
    return cohorts(
        place,
        facts ->
            """
            with step (after, col) as (values %s), %s
            select period, -1, count(*) from cohort group by period
             union all
            %s
             order by 1, 2
            """
                .formatted(
                    steps,
                    activeAndCohort(facts, place, periods, start, back),
                    single ? EACH_PERIOD : ANY_OF_SEVERAL));
  }

  /** How many of each cohort did {@code back} last so many periods after their own. */
  public List<Cohort> last(Place place, What start, What back, Periods periods) {
    return cohorts(
        place,
        facts ->
            """
            with %s,
            latest as (
              select c.member_id, c.period, max(a.period) - c.period as after
                from cohort c join active a on a.member_id = c.member_id and a.period >= c.period
               group by c.member_id, c.period)
            select period, -1, count(*) from cohort group by period
             union all
            select period, after, count(*) from latest group by period, after
             order by 1, 2
            """
                .formatted(activeAndCohort(facts, place, periods, start, back)));
  }

  private List<Cohort> cohorts(Place place, Query query) {
    record Row(int cohort, int column, long people) {}
    Map<Integer, Cohort> all = new LinkedHashMap<>();
    for (Row row :
        rows(place, query, one -> new Row(one.getInt(1), one.getInt(2), one.getLong(3)))) {
      if (row.column() < 0) {
        all.put(row.cohort(), new Cohort(row.cohort(), row.people(), new TreeMap<>()));
      } else {
        Objects.requireNonNull(all.get(row.cohort())).back().put(row.column(), row.people());
      }
    }
    return List.copyOf(all.values());
  }

  /**
   * @param periods must reach back to the first day, or who came before it counts as new
   */
  public List<Lives> lives(Place place, What what, Periods periods) {
    return rows(
        place,
        facts ->
            """
            with %s,
            seen as (
              select period, lag(period) over (partition by member_id order by period) as earlier,
                     lead(period) over (partition by member_id order by period) as later
                from active),
            told as (
              select period, case when earlier is null then 1 else 0 end as fresh,
                     case when earlier = period - 1 then 1 else 0 end as stayed,
                     case when earlier < period - 1 then 1 else 0 end as resurrected, 0 as gone
                from seen
               union all
              select period + 1, 0, 0, 0, 1 from seen where later is null or later > period + 1)
            select period, sum(fresh), sum(stayed), sum(resurrected), sum(gone) from told group by period order by period
            """
                .formatted(active(facts, place, periods, Sql.of(place.members(), facts), what)),
        row ->
            new Lives(
                row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)));
  }

  public List<Stuck> stuck(Place place, What what, Periods periods) {
    return rows(
        place,
        facts ->
            """
            with %s,
            times as (select member_id, count(*) as periods from active group by member_id)
            select periods, count(*) from times group by periods order by periods
            """
                .formatted(active(facts, place, periods, Sql.of(place.members(), facts), what)),
        row -> new Stuck(row.getInt(1), row.getLong(2)));
  }

  /** The facts are read once where both are the same. */
  private static String activeAndCohort(
      Connection facts, Place place, Periods periods, What start, What back) throws SQLException {
    String whom = Sql.of(place.members(), facts);
    String active = active(facts, place, periods, whom, back);
    if (start == back) {
      return active
          + ", cohort as (select member_id, min(period) as period from active group by member_id)";
    }
    String first =
        "select member_id, min(day) as day from (%s) s group by member_id"
            .formatted(days(facts, place, whom, start));
    return active + ", cohort as (select * from %s c)".formatted(periods.over(first));
  }

  private static String active(
      Connection facts, Place place, Periods periods, String whom, What what) throws SQLException {
    return "active as (select distinct member_id, period from %s a)"
        .formatted(periods.over(days(facts, place, whom, what)));
  }

  /** Members and days on which they did it. */
  private static String days(Connection facts, Place place, String whom, What what)
      throws SQLException {
    if (!what.isDeed()) {
      return "select member_id, day from fact_event where %s and %s and not bot and %s"
          .formatted(Sql.of(place.groups()), whom, what.condition());
    }
    String theirs =
        "community_id = %s and %s and %s".formatted(place.community(), whom, what.condition());
    return "select member_id, %s as day from fact_deed where %s"
        .formatted(LocalDay.of(place.zone(), facts, "fact_deed", theirs).day(), theirs);
  }

  private interface Query {
    String text(Connection facts) throws SQLException;
  }

  private interface Reading<T> {
    T of(ResultSet row) throws SQLException;
  }

  private <T> List<T> rows(Place place, Query query, Reading<T> reading) {
    if (place.groups().isEmpty()) {
      return List.of();
    }
    feed.refresh();
    return store.ask(
        facts -> {
          try (var statement = facts.createStatement();
              ResultSet rows = statement.executeQuery(query.text(facts))) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
              all.add(reading.of(rows));
            }
            return all;
          }
        });
  }
}
