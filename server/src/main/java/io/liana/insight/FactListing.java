package io.liana.insight;

import io.liana.insight.GroupFacts.DayCount;
import io.liana.insight.GroupFacts.Exchange;
import io.liana.insight.GroupFacts.Joiner;
import io.liana.insight.GroupFacts.Span;
import io.liana.insight.GroupFacts.Speech;
import io.liana.insight.GroupFacts.Wait;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The queries behind a report. They stay in the SQL that DuckDB, PostgreSQL and Trino share (no
 * {@code ::}, no intervals, no arrays), so that one text can run on each of them; the bench runs
 * them on two.
 */
final class FactListing {
  static final String SPAN = "select min(day), max(day) from fact_event where group_id = ?";

  static final String DAYS =
      """
      select day, kind, bot, count(*) as events
      from fact_event
      where group_id = ? and day <= ?
      group by day, kind, bot
      order by day
      """;

  static final String SPEECH =
      """
      select member_id, day, count(*) as messages, min(at_ms) as first_at
      from fact_event
      where group_id = ? and day <= ? and kind in ('message', 'media', 'action') and not bot and member_id is not null
      group by member_id, day
      order by member_id, day
      """;

  static final String JOINERS =
      """
      select member_id, min(day) as first_day, max(day) as last_day
      from fact_event
      where group_id = ? and day <= ? and kind = 'join' and not bot and member_id is not null
      group by member_id
      order by member_id
      """;

  static final String BOTS =
      "select distinct member_id from fact_event where group_id = ? and bot and member_id is not null";

  static final String EXCHANGES =
      """
      select from_member, to_member, count(*) as messages, min(day) as first_day, max(day) as last_day
      from fact_directed
      where group_id = ? and day between ? and ?
      group by from_member, to_member
      order by from_member, to_member
      """;

  /** A message that mentions three members is one directed message and three exchanges. */
  static final String SENT =
      """
      select from_member, count(distinct seq) as messages
      from fact_directed
      where group_id = ? and day between ? and ?
        and to_member not in (select member_id from fact_event where group_id = ? and bot and member_id is not null)
      group by from_member
      """;

  /**
   * A reply in the very minute of the first message counts even when the platform keeps no seconds.
   */
  static final String FIRST_REPLIES =
      """
      with newcomer as (
        select member_id, min(at_ms) as first_at
        from fact_event
        where group_id = ? and day <= ? and kind in ('message', 'media', 'action') and not bot
        group by member_id
      )
      select n.member_id, min(d.at_ms) as replied_at
      from newcomer n
      join fact_directed d on d.to_member = n.member_id
      where d.group_id = ? and d.day <= ? and d.at_ms between n.first_at and n.first_at + 86400000
      group by n.member_id
      """;

  /**
   * Walks each asker's questions and the directed messages they received backwards in time,
   * carrying the next reply: one pass, where a join of questions with replies would be quadratic.
   */
  static final String WAITS =
      """
      with line as (
        select member_id as asker, at_ms, seq, day, 1 as asked, cast(null as bigint) as reply_at
        from fact_event
        where group_id = ? and day between ? and ? and question and not bot and member_id is not null
        union all
        select to_member, at_ms, seq, day, 0, at_ms
        from fact_directed
        where group_id = ? and day between ? and ?
      ), followed as (
        select asked, at_ms,
               min(reply_at) over (partition by asker order by at_ms desc, seq desc
                                   rows between unbounded preceding and 1 preceding) as reply_at
        from line
      ), waited as (
        select case when reply_at - at_ms <= 86400000 then reply_at - at_ms else -1 end as millis
        from followed
        where asked = 1
      )
      select millis, count(*) as questions from waited group by millis order by millis
      """;

  /** Day 0, 1970-01-01, was a Thursday. */
  static final String HOURS =
      """
      select mod(day + 3, 7) + 1 as weekday, hour, count(*) as messages
      from fact_event
      where group_id = ? and day between ? and ? and kind in ('message', 'media', 'action') and not bot
      group by mod(day + 3, 7) + 1, hour
      order by weekday, hour
      """;

  private FactListing() {}

  static @Nullable Span span(Connection facts, long group) throws SQLException {
    List<Span> spans =
        query(
            facts,
            SPAN,
            rows -> {
              rows.next();
              int first = rows.getInt(1);
              return rows.wasNull() ? List.of() : List.of(new Span(first, rows.getInt(2)));
            },
            group);
    return spans.isEmpty() ? null : spans.getFirst();
  }

  static GroupFacts load(Connection facts, long group, Period period) throws SQLException {
    int last = period.last();
    Set<Long> bots = query(facts, BOTS, FactListing::readBots, group);
    return new GroupFacts(
        query(facts, DAYS, FactListing::readDays, group, last),
        query(facts, SPEECH, FactListing::readSpeech, group, last),
        query(facts, JOINERS, FactListing::readJoiners, group, last),
        bots,
        query(facts, EXCHANGES, rows -> readExchanges(rows, bots), group, period.first(), last),
        query(facts, SENT, FactListing::readLongs, group, period.first(), last, group),
        query(facts, FIRST_REPLIES, FactListing::readLongs, group, last, group, last),
        query(
            facts,
            WAITS,
            FactListing::readWaits,
            group,
            period.first(),
            last,
            group,
            period.first(),
            last),
        query(facts, HOURS, FactListing::readHours, group, period.first(), last));
  }

  private interface Reading<T> {
    T from(ResultSet rows) throws SQLException;
  }

  private static <T> T query(Connection facts, String sql, Reading<T> reading, long... arguments)
      throws SQLException {
    try (PreparedStatement statement = facts.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setLong(i + 1, arguments[i]);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return reading.from(rows);
      }
    }
  }

  private static Set<Long> readBots(ResultSet rows) throws SQLException {
    Set<Long> bots = new HashSet<>();
    while (rows.next()) {
      bots.add(rows.getLong(1));
    }
    return bots;
  }

  private static List<DayCount> readDays(ResultSet rows) throws SQLException {
    List<DayCount> days = new ArrayList<>();
    while (rows.next()) {
      days.add(
          new DayCount(rows.getInt(1), rows.getString(2), rows.getBoolean(3), rows.getLong(4)));
    }
    return days;
  }

  private static List<Joiner> readJoiners(ResultSet rows) throws SQLException {
    List<Joiner> joiners = new ArrayList<>();
    while (rows.next()) {
      joiners.add(new Joiner(rows.getLong(1), rows.getInt(2), rows.getInt(3)));
    }
    return joiners;
  }

  private static List<Exchange> readExchanges(ResultSet rows, Set<Long> bots) throws SQLException {
    List<Exchange> exchanges = new ArrayList<>();
    while (rows.next()) {
      long to = rows.getLong(2);
      if (!bots.contains(to)) {
        exchanges.add(
            new Exchange(rows.getLong(1), to, rows.getLong(3), rows.getInt(4), rows.getInt(5)));
      }
    }
    return exchanges;
  }

  private static Map<Long, Long> readLongs(ResultSet rows) throws SQLException {
    Map<Long, Long> longs = new HashMap<>();
    while (rows.next()) {
      longs.put(rows.getLong(1), rows.getLong(2));
    }
    return longs;
  }

  private static List<Wait> readWaits(ResultSet rows) throws SQLException {
    List<Wait> waits = new ArrayList<>();
    while (rows.next()) {
      waits.add(new Wait(rows.getLong(1), rows.getLong(2)));
    }
    return waits;
  }

  private static List<Series.Hour> readHours(ResultSet rows) throws SQLException {
    List<Series.Hour> hours = new ArrayList<>();
    while (rows.next()) {
      hours.add(new Series.Hour(rows.getInt(1), rows.getInt(2), rows.getLong(3)));
    }
    return hours;
  }

  private static Speech readSpeech(ResultSet rows) throws SQLException {
    long[] member = new long[16];
    long[] firstAt = new long[16];
    int[] start = new int[17];
    int[] day = new int[64];
    int[] messages = new int[64];
    int members = 0;
    int row = 0;
    while (rows.next()) {
      long id = rows.getLong(1);
      if (members == 0 || member[members - 1] != id) {
        if (members == member.length) {
          member = Arrays.copyOf(member, members * 2);
          firstAt = Arrays.copyOf(firstAt, members * 2);
          start = Arrays.copyOf(start, members * 2 + 1);
        }
        member[members] = id;
        firstAt[members] = rows.getLong(4);
        start[members++] = row;
      }
      if (row == day.length) {
        day = Arrays.copyOf(day, row * 2);
        messages = Arrays.copyOf(messages, row * 2);
      }
      day[row] = rows.getInt(2);
      messages[row++] = Math.toIntExact(rows.getLong(3));
    }
    start[members] = row;
    return new Speech(
        Arrays.copyOf(member, members),
        Arrays.copyOf(firstAt, members),
        Arrays.copyOf(start, members + 1),
        Arrays.copyOf(day, row),
        Arrays.copyOf(messages, row));
  }
}
