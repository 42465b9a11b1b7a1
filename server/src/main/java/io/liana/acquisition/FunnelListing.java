package io.liana.acquisition;

import io.liana.acquisition.Funnel.Counted;
import io.liana.acquisition.Funnel.Stage;
import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts people from scan to order, by channel with its sub-channels. */
@Repository
class FunnelListing {
  static final long NO_CHANNEL = 0;
  static final long UNATTRIBUTED = -1;
  static final long EVERYBODY = -2;

  /**
   * @param first by the first touch; otherwise by the last
   */
  record Question(CommunityId community, Instant from, Instant until, boolean first) {}

  // People: members by the join that came furthest, and visitors who never came. Each belongs to
  // one
  // channel, so that channels add up to the whole.
  private static final String PEOPLE =
      """
      with recursive above (channel_id, ancestor_id) as (
        select id, id from acquisition_channel where community_id = :community
        union all
        select above.channel_id, c.parent_id from above join acquisition_channel c on c.id = above.ancestor_id where c.parent_id is not null
      ), joins as (
        select a.event_id, a.member_id, a.visitor, a.joined_at, a.spoke_at, a.left_at,
               case when :first then a.first_at else a.last_at end as touched_at,
               case when k.id is not null then coalesce(k.channel_id, -1)
                    when a.last_code_id is null then -1
                    when :first then coalesce(a.first_channel_id, 0)
                    else coalesce(a.last_channel_id, 0) end as channel_id
          from acquisition_arrival a
          left join lateral (select id, channel_id from acquisition_correction k where k.event_id = a.event_id order by id desc limit 1) k on true
         where a.community_id = :community
           and coalesce(case when :first then a.first_at else a.last_at end, a.joined_at) >= :from
           and coalesce(case when :first then a.first_at else a.last_at end, a.joined_at) < :until
      ), members as (
        select distinct on (member_id) member_id, visitor, channel_id, coalesce(touched_at, joined_at) as scanned_at, joined_at,
               spoke_at, (left_at is null or left_at >= joined_at + interval '7 days') as remained
          from joins
         order by member_id, (left_at is null or left_at >= joined_at + interval '7 days') desc, (spoke_at is not null) desc, event_id
      ), strangers as (
        select distinct on (s.visitor) s.visitor, coalesce(c.channel_id, 0) as channel_id, s.at as scanned_at
          from acquisition_scan s join acquisition_code c on c.id = s.code_id
         where c.community_id = :community and s.result not in ('robot', 'refused') and s.at >= :from and s.at < :until
           and not exists (select 1 from acquisition_arrival a where a.community_id = :community and a.visitor = s.visitor)
         order by s.visitor, case when :first then s.at end, s.at desc
      ), someone as (
        select member_id, visitor, channel_id, scanned_at, joined_at, spoke_at, remained from members
        union all
        select null, visitor, channel_id, scanned_at, null, null, false from strangers
      ), people as (
        select p.channel_id, p.scanned_at, p.joined_at, landed.at as landed_at, passed.at as passed_at,
               case when p.spoke_at < p.scanned_at + interval '30 days' then p.spoke_at end as spoke_at,
               p.remained and p.joined_at + interval '7 days' <= :now as kept,
               p.remained and p.joined_at + interval '7 days' > :now as waiting,
               case when bought.at between p.joined_at and p.scanned_at + interval '30 days' then bought.at end as ordered_at
          from someone p
          left join acquisition_step landed on landed.community_id = :community and landed.visitor = p.visitor and landed.member_id = 0 and landed.step = 'landing_seen'
          left join acquisition_step passed on passed.community_id = :community and passed.visitor = p.visitor and passed.member_id = 0 and passed.step = 'gate_passed'
          left join acquisition_step ordered on ordered.community_id = :community and ordered.visitor = 0 and ordered.member_id = p.member_id and ordered.step = 'first_order'
          left join unnest(:members, cast(:ats as timestamptz[])) as outside (member_id, at) on outside.member_id = p.member_id
          cross join lateral (select least(case when ordered.at >= p.joined_at then ordered.at end, outside.at) as at) bought
      ), counted_in (key, channel_id) as (
        select ancestor_id, channel_id from above
        union all values (0::bigint, 0::bigint), (-1, -1)
        union all select -2, channel_id from (select distinct channel_id from people) every
      )
      select k.key,
             count(*) as scan,
             count(*) filter (where landed_at is not null or passed_at is not null or joined_at is not null) as landing,
             count(*) filter (where passed_at is not null or joined_at is not null) as gate,
             count(joined_at) as joined,
             count(spoke_at) as spoke,
             count(spoke_at) filter (where kept) as stayed,
             count(ordered_at) filter (where kept and spoke_at is not null) as ordered,
             count(*) filter (where kept) as kept,
             count(*) filter (where waiting) as waiting,
             bool_or(landed_at is not null) as pages,
             bool_or(passed_at is not null) as gates,
             percentile_cont(0.5) within group (order by extract(epoch from greatest(landed_at - scanned_at, interval '0')))
               filter (where landed_at is not null) as landing_median,
             percentile_cont(0.5) within group (order by extract(epoch from greatest(passed_at - coalesce(landed_at, scanned_at), interval '0')))
               filter (where passed_at is not null) as gate_median,
             percentile_cont(0.5) within group (order by extract(epoch from greatest(joined_at - coalesce(passed_at, landed_at, scanned_at), interval '0')))
               filter (where joined_at is not null and p.channel_id <> -1) as joined_median,
             percentile_cont(0.5) within group (order by extract(epoch from spoke_at - joined_at)) as spoke_median,
             percentile_cont(0.5) within group (order by extract(epoch from ordered_at - joined_at)) as ordered_median
        from people p join counted_in k on k.channel_id = p.channel_id
       group by k.key
      """;

  private static final String MEMBERS =
      """
      with recursive below (id) as (
        select cast(:channel as bigint)
        union all
        select c.id from acquisition_channel c join below on c.parent_id = below.id
      )
      select distinct a.member_id
        from acquisition_arrival a
        left join lateral (select id, channel_id from acquisition_correction k where k.event_id = a.event_id order by id desc limit 1) k on true
       where a.community_id = :community
         and case when k.id is not null then k.channel_id else a.last_channel_id end in (select id from below)
       order by a.member_id
      """;

  // The first join ever; by the last touch of it. A correction stands above both.
  private static final String CAME =
      """
      with recursive below (id, top) as (
        select id, id from acquisition_channel where community_id = :community and parent_id is null
        union all
        select c.id, below.top from acquisition_channel c join below on c.parent_id = below.id
      ), firsts as (
        select distinct on (member_id) member_id, event_id, last_code_id, last_channel_id
          from acquisition_arrival where community_id = :community
         order by member_id, joined_at, event_id
      ), came as (
        select a.member_id,
               case when k.id is not null then coalesce(k.channel_id, -1)
                    when a.last_code_id is null then -1
                    else coalesce(a.last_channel_id, 0) end as channel_id
          from firsts a
          left join lateral (select id, channel_id from acquisition_correction k where k.event_id = a.event_id order by id desc limit 1) k on true
      )
      select came.member_id, coalesce(below.top, 0) as top
        from came left join below on below.id = came.channel_id
       where came.channel_id <> -1
      """;

  private final JdbcClient jdbc;
  private final FirstOrders firstOrders;

  FunnelListing(JdbcClient jdbc, FirstOrders firstOrders) {
    this.jdbc = jdbc;
    this.firstOrders = firstOrders;
  }

  /** Who came by a channel or one below it, in the order of their numbers. */
  long[] members(CommunityId community, long channel) {
    return jdbc
        .sql(MEMBERS)
        .param("community", community.value())
        .param("channel", channel)
        .query(Long.class)
        .list()
        .stream()
        .mapToLong(Long::longValue)
        .toArray();
  }

  /**
   * By member the channel at the top they came by, or {@link #NO_CHANNEL}; unexplained are absent.
   */
  Map<Long, Long> came(CommunityId community) {
    Map<Long, Long> came = new HashMap<>();
    jdbc.sql(CAME)
        .param("community", community.value())
        .query(
            row -> {
              came.put(row.getLong("member_id"), row.getLong("top"));
            });
    return came;
  }

  /** By channel, and {@link #NO_CHANNEL}, {@link #UNATTRIBUTED}, {@link #EVERYBODY}. */
  Map<Long, Counted> count(Question question, Instant now) {
    FirstOrders.Known outside =
        firstOrders.between(question.community(), question.from(), question.until());
    Map<Long, Counted> counted = new HashMap<>();
    jdbc.sql(PEOPLE)
        .param("community", question.community().value())
        .param("from", StepStore.time(question.from()))
        .param("until", StepStore.time(question.until()))
        .param("first", question.first())
        .param("now", StepStore.time(now))
        .param("members", outside.members())
        .param("ats", outside.ats())
        .query(
            row -> {
              counted.put(row.getLong("key"), counted(row));
            });
    return counted;
  }

  /** Somebody tells of orders in this community. */
  boolean orders(CommunityId community) {
    return firstOrders.any(community)
        || jdbc.sql(
                "select exists (select 1 from acquisition_step where community_id = :community and step = 'first_order')")
            .param("community", community.value())
            .query(Boolean.class)
            .single();
  }

  private static Counted counted(ResultSet row) throws SQLException {
    Map<Stage, Long> reached = new EnumMap<>(Stage.class);
    Map<Stage, Double> medians = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      reached.put(stage, row.getLong(stage.code()));
      if (stage != Stage.SCAN && stage != Stage.STAYED) {
        Double median = row.getObject(stage.code() + "_median", Double.class);
        if (median != null) {
          medians.put(stage, median);
        }
      }
    }
    return new Counted(
        reached,
        medians,
        row.getBoolean("pages"),
        row.getBoolean("gates"),
        row.getLong("kept"),
        row.getLong("waiting"));
  }
}
