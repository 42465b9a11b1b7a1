package io.liana.acquisition;

import io.liana.acquisition.ArrivalSeats.TakenSeat;
import io.liana.acquisition.Arrivals.Moment;
import io.liana.acquisition.Matching.Join;
import io.liana.acquisition.Matching.Match;
import io.liana.acquisition.Matching.Touch;
import io.liana.acquisition.Matching.Way;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Arrivals as intake writes them, a batch at a time. */
@Repository
class ArrivalStore {
  private final JdbcTemplate jdbc;

  ArrivalStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** By join: doors into the group, and doors whose way the platform names. */
  Map<Long, List<Way>> ways(List<Join> joins) {
    Map<Long, List<Way>> ways = new HashMap<>();
    jdbc.query(
        """
        select j.event_id, d.id, d.plan_id, j.via is not null and (d.url = j.via or d.via = j.via) as by_way,
               (select case when count(*) = 1 then min(id) end from (select id from acquisition_code c where c.plan_id = d.plan_id limit 2) c) as only_code
          from unnest(?, ?, ?, ?) as j (event_id, community_id, group_id, via)
          join lateral (
               select id, plan_id, url, via from acquisition_door where group_id = j.group_id
               union select id, plan_id, url, via from acquisition_door where url = j.via
               union select id, plan_id, url, via from acquisition_door where via = j.via) d on true
          join acquisition_plan p on p.id = d.plan_id and p.community_id = j.community_id
         order by d.id
        """,
        row -> {
          ways.computeIfAbsent(row.getLong("event_id"), event -> new ArrayList<>())
              .add(
                  new Way(
                      row.getLong("id"),
                      row.getLong("plan_id"),
                      row.getBoolean("by_way"),
                      row.getObject("only_code", Long.class)));
        },
        longs(joins, Join::event),
        longs(joins, join -> join.community().value()),
        longs(joins, join -> join.group().value()),
        joins.stream().map(Join::via).toArray(String[]::new));
    return ways;
  }

  /** By join: codes this member came by before. */
  Map<Long, List<Touch>> touches(List<Join> joins) {
    Map<Long, List<Touch>> touches = new HashMap<>();
    jdbc.query(
        """
        select j.event_id, t.code_id, t.visitor, t.last_at
          from unnest(?, ?, ?) as j (event_id, community_id, member_id)
          join acquisition_touch t on t.community_id = j.community_id and t.member_id = j.member_id
        """,
        row -> {
          touches
              .computeIfAbsent(row.getLong("event_id"), event -> new ArrayList<>())
              .add(new Touch(row.getLong("code_id"), row.getLong("visitor"), time(row, "last_at")));
        },
        longs(joins, Join::event),
        longs(joins, join -> join.community().value()),
        longs(joins, join -> join.member().value()));
    return touches;
  }

  /** A platform tells that somebody known scanned: a touch, where the way belongs to one code. */
  void scanned(List<Join> scans) {
    Map<Long, List<Way>> ways = scans.isEmpty() ? Map.of() : ways(scans);
    for (Join scan : scans) {
      ways.getOrDefault(scan.event(), List.of()).stream()
          .filter(Way::byWay)
          .flatMap(way -> java.util.stream.Stream.ofNullable(way.onlyCode()))
          .findFirst()
          .ifPresent(
              code ->
                  jdbc.update(
                      """
                      insert into acquisition_touch as t (community_id, member_id, code_id, visitor, first_at, last_at) values (?, ?, ?, 0, ?, ?)
                      on conflict (community_id, member_id, code_id, visitor) do update set last_at = greatest(t.last_at, excluded.last_at)
                      """,
                      scan.community().value(),
                      scan.member().value(),
                      code,
                      StepStore.time(scan.at()),
                      StepStore.time(scan.at())));
    }
  }

  /**
   * Scans of the visitor that led to a seat or a page, scans known of the member, and what the
   * match found.
   */
  private static final String TOUCHES =
      """
      select t.code_id, t.at
        from (select j.code_id, coalesce(j.scanned_at, j.joined_at) as at
              union all
              select s.first_code_id, s.first_at from acquisition_seat s join acquisition_plan p on p.id = s.plan_id
               where p.community_id = j.community_id and s.visitor = j.visitor
              union all
              select s.code_id, s.seen_at from acquisition_seat s join acquisition_plan p on p.id = s.plan_id
               where p.community_id = j.community_id and s.visitor = j.visitor
              union all
              select s.code_id, s.at from acquisition_step s where s.community_id = j.community_id and s.visitor = j.visitor
              union all
              select t.code_id, t.first_at from acquisition_touch t where t.community_id = j.community_id and t.member_id = j.member_id
              union all
              select t.code_id, t.last_at from acquisition_touch t where t.community_id = j.community_id and t.member_id = j.member_id) t
       where t.code_id is not null and t.at <= j.joined_at + interval '1 minute' and t.at > j.joined_at - interval '30 days'
      """;

  /** First and last touch are fixed here. */
  void insert(List<Join> joins, Map<Long, Match> matches) {
    if (joins.isEmpty()) {
      return;
    }
    List<Match> found =
        joins.stream().map(join -> matches.getOrDefault(join.event(), Match.NONE)).toList();
    jdbc.update(
        """
        insert into acquisition_arrival (event_id, community_id, group_id, member_id, joined_at, how, plan_id, door_id, visitor, sure,
               first_code_id, first_channel_id, first_at, last_code_id, last_channel_id, last_at)
        select j.event_id, j.community_id, j.group_id, j.member_id, j.joined_at, j.how, j.plan_id, j.door_id, j.visitor, j.sure,
               f.code_id, fc.channel_id, f.at, l.code_id, lc.channel_id, l.at
          from unnest(?, ?, ?, ?, cast(? as timestamptz[]), ?, ?, ?, ?, ?, ?, cast(? as timestamptz[]))
            as j (event_id, community_id, group_id, member_id, joined_at, how, plan_id, door_id, visitor, sure, code_id, scanned_at)
          left join lateral (%1$s order by t.at limit 1) f on true
          left join lateral (%1$s order by t.at desc limit 1) l on true
          left join acquisition_code fc on fc.id = f.code_id
          left join acquisition_code lc on lc.id = l.code_id
        on conflict (event_id) do nothing
        """
            .formatted(TOUCHES),
        longs(joins, Join::event),
        longs(joins, join -> join.community().value()),
        longs(joins, join -> join.group().value()),
        longs(joins, join -> join.member().value()),
        joins.stream().map(join -> join.at().toString()).toArray(String[]::new),
        found.stream().map(match -> match.how().code()).toArray(String[]::new),
        longs(found, match -> match.way() == null ? null : match.way().plan()),
        longs(found, match -> match.way() == null ? null : match.way().door()),
        longs(found, Match::visitor),
        found.stream().map(Match::sure).toArray(Boolean[]::new),
        longs(found, Match::code),
        found.stream()
            .map(match -> match.at() == null ? null : match.at().toString())
            .toArray(String[]::new));
  }

  /** The first message after the join. */
  void spoke(Collection<Moment> spoken) {
    if (!spoken.isEmpty()) {
      jdbc.update(
          """
          update acquisition_arrival a set spoke_at = m.at
            from unnest(?, ?, ?, cast(? as timestamptz[])) as m (event_id, group_id, member_id, at)
           where a.group_id = m.group_id and a.member_id = m.member_id and a.spoke_at is null and a.left_at is null
             and a.event_id < m.event_id
          """,
          moments(spoken));
    }
  }

  /** Doors by which these came in. */
  Set<Long> doors(List<Moment> leaving) {
    return new HashSet<>(
        jdbc.queryForList(
            """
            select distinct a.door_id
              from unnest(?, ?) as l (group_id, member_id)
              join acquisition_arrival a on a.group_id = l.group_id and a.member_id = l.member_id
             where a.left_at is null and a.door_id is not null and a.visitor is not null
            """,
            Long.class,
            longs(leaving, moment -> moment.group().value()),
            longs(leaving, moment -> moment.member().value())));
  }

  /**
   * @return the seats they had
   */
  List<TakenSeat> left(List<Moment> leaving) {
    if (leaving.isEmpty()) {
      return List.of();
    }
    return jdbc.query(
        """
        with gone as (
          update acquisition_arrival a set left_at = l.at
            from unnest(?, ?, ?, cast(? as timestamptz[])) as l (event_id, group_id, member_id, at)
           where a.group_id = l.group_id and a.member_id = l.member_id and a.left_at is null and a.event_id < l.event_id
          returning a.plan_id, a.visitor, a.door_id
        )
        select distinct plan_id, visitor, door_id from gone where visitor is not null and door_id is not null
        """,
        (row, n) ->
            new TakenSeat(row.getLong("plan_id"), row.getLong("visitor"), row.getLong("door_id")),
        moments(leaving));
  }

  /** Browsers known to be theirs, or taken for theirs. */
  List<Long> visitors(MemberId member) {
    return jdbc.queryForList(
        """
        select visitor from acquisition_arrival where member_id = ? and visitor is not null
        union select visitor from acquisition_touch where member_id = ? and visitor <> 0
        """,
        Long.class,
        member.value(),
        member.value());
  }

  /** What tells that a member and a browser are one is gone; the numbers stay. */
  void forget(MemberId member) {
    jdbc.update("delete from acquisition_touch where member_id = ?", member.value());
    jdbc.update(
        "update acquisition_arrival set visitor = null where member_id = ?", member.value());
  }

  private static Object[] moments(Collection<Moment> moments) {
    return new Object[] {
      longs(moments, Moment::event),
      longs(moments, moment -> moment.group().value()),
      longs(moments, moment -> moment.member().value()),
      moments.stream().map(moment -> moment.at().toString()).toArray(String[]::new)
    };
  }

  private static <T> Long[] longs(Collection<T> rows, Function<T, @Nullable Long> value) {
    return rows.stream().map(value).toArray(Long[]::new);
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
