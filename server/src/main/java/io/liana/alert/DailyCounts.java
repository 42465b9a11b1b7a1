package io.liana.alert;

import io.liana.community.Community;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.insight.FactTables;
import io.liana.review.Ratios;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks for the days of a metric. */
@Component
class DailyCounts {
  /** Eight weeks and the day itself: the band asks for most. */
  static final int DAYS = 7 * Band.WEEKS + 1;

  static final long COMMUNITY = 0;
  private static final String SPOKE = "kind in ('message', 'media', 'action') and not bot";
  private static final long QUARTER = 900_000; // ms; no time zone begins its day between two

  private final FactTables facts;
  private final Groups groups;
  private final Ratios ratios;

  DailyCounts(FactTables facts, Groups groups, Ratios ratios) {
    this.facts = facts;
    this.groups = groups;
    this.ratios = ratios;
  }

  /**
   * By group, or under {@link #COMMUNITY}; without the days before anything happened.
   *
   * @param last the last day
   */
  Map<Long, List<Day>> until(Community community, Alert.Wish wish, LocalDate last) {
    Metric metric = wish.metric();
    if (metric.kind == Metric.Kind.RATIO) {
      return Map.of(COMMUNITY, periods(community, wish, last));
    }
    LocalDate first = last.minusDays(DAYS - 1L);
    facts.catchUp();
    Map<Long, Map<LocalDate, Day>> known =
        metric == Metric.ORDERS
            ? Map.of(COMMUNITY, orders(community, first, last))
            : events(community, wish, first, last);
    Map<Long, List<Day>> days = new LinkedHashMap<>();
    known.forEach(
        (place, byDay) -> {
          Day missing = metric.share() ? Day.NOBODY : Day.NOTHING;
          List<Day> one =
              first
                  .datesUntil(last.plusDays(1))
                  .dropWhile(day -> !byDay.containsKey(day))
                  .map(day -> byDay.getOrDefault(day, missing))
                  .toList();
          days.put(place, one);
        });
    return days;
  }

  private List<Day> periods(Community community, Alert.Wish wish, LocalDate last) {
    LocalDate from = last.minusDays(wish.days() - 1L);
    String ratio = wish.metric().code();
    return List.of(
        period(ratios.of(community, ratio, from.minusDays(wish.days()), from.minusDays(1))),
        period(ratios.of(community, ratio, from, last)));
  }

  private static Day period(Ratios.Count count) {
    return new Day(count.hits(), count.of());
  }

  private Map<Long, Map<LocalDate, Day>> events(
      Community community, Alert.Wish wish, LocalDate first, LocalDate last) {
    List<Long> ids =
        groups.of(List.of(community.id())).stream()
            .filter(group -> !group.platform().equals(GroupView.HISTORY))
            .map(group -> group.id().value())
            .toList();
    String list = ids.stream().map(id -> Long.toString(id)).collect(Collectors.joining(", "));
    String within =
        "group_id in (%s) and day between %d and %d"
            .formatted(list.isEmpty() ? "-1" : list, first.toEpochDay(), last.toEpochDay());
    String place = wish.eachGroup() ? "group_id" : "cast(0 as bigint)";
    Map<Long, Map<LocalDate, Day>> found = new TreeMap<>();
    rows(
        switch (wish.metric()) {
          case MESSAGES -> counted(place, "count(*)", SPOKE, within);
          case ACTIVE_MEMBERS -> counted(place, "count(distinct member_id)", SPOKE, within);
          case JOINS ->
              counted(place, "count(*)", "kind in ('join', 'invite') and not bot", within);
          case LEAVES ->
              counted(place, "count(*)", "kind in ('leave', 'kick') and not bot", within);
          case ANSWER_RATE -> answered(place, within, last);
          case ORDERS, ACQUISITION, ACTIVITY, CONVERSION, REPURCHASE ->
              throw new IllegalArgumentException(wish.metric().code());
        },
        row ->
            found
                .computeIfAbsent(row[0], id -> new HashMap<>())
                .put(LocalDate.ofEpochDay(row[1]), new Day(row[2], row[3])));
    return found;
  }

  private static String counted(String place, String what, String which, String within) {
    return "select %s as place, day, %s, 1 from fact_event where %s and %s group by all"
        .formatted(place, what, within, which);
  }

  /** As the report counts it: a question, and a directed message to who asked within 24 hours. */
  private static String answered(String place, String within, LocalDate last) {
    return """
    with line as (
      select group_id, member_id as asker, at_ms, seq, day, 1 as asked, cast(null as bigint) as reply_at
        from fact_event where %2$s and question and not bot and member_id is not null
      union all
      select group_id, to_member, at_ms, seq, day, 0, at_ms from fact_directed where %3$s
    ), followed as (
      select *, min(reply_at) over (partition by group_id, asker order by at_ms desc, seq desc
                                    rows between unbounded preceding and 1 preceding) as replied
        from line
    )
    select %1$s as place, day, count(*) filter (where replied - at_ms <= 86400000), count(*)
      from followed where asked = 1 group by all
    """
        .formatted(place, within, within.replaceAll("and \\d+$", "and " + (last.toEpochDay() + 1)));
  }

  private Map<LocalDate, Day> orders(Community community, LocalDate first, LocalDate last) {
    Instant from = first.atStartOfDay(community.zone()).toInstant();
    Instant until = last.plusDays(1).atStartOfDay(community.zone()).toInstant();
    Map<LocalDate, Day> days = new HashMap<>();
    rows(
        """
        select at_ms // %1$d * %1$d as at, 0, count(*), 1 from fact_deed
         where community_id = %2$d and source = 'paid' and at_ms >= %3$d and at_ms < %4$d group by all
        """
            .formatted(QUARTER, community.id().value(), from.toEpochMilli(), until.toEpochMilli()),
        row ->
            days.merge(
                LocalDate.ofInstant(Instant.ofEpochMilli(row[0]), community.zone()),
                new Day(row[2], 1),
                (one, more) -> new Day(one.hits() + more.hits(), 1)));
    return days;
  }

  private interface Row {
    void of(long[] columns);
  }

  private void rows(String query, Row each) {
    List<long[]> found =
        facts.read(
            tables -> {
              List<long[]> rows = new ArrayList<>();
              try (Statement statement = tables.createStatement();
                  ResultSet row = statement.executeQuery(query)) {
                while (row.next()) {
                  rows.add(
                      new long[] {row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)});
                }
              }
              return rows;
            });
    found.forEach(each::of);
  }
}
