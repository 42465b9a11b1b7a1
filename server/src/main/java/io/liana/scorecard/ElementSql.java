package io.liana.scorecard;

import java.util.List;

/**
 * The queries behind the measures; each gives group_id, w (the number of the period) and numbers.
 * Texts keep to what DuckDB, PostgreSQL and Trino share. {@code :first} to {@code :last} are the
 * days of all periods, {@code :days} those of one.
 */
final class ElementSql {
  private ElementSql() {}

  /** A query whose columns from the third on are hits and of, measure by measure. */
  record Shares(String text, List<Measure> measures) {}

  private static final String SAID =
      "group_id in (:groups) and kind in ('message', 'media', 'action') and not bot and member_id is not null";

  /** First message of each member, ever. */
  private static final String NEWCOMER =
      """
      newcomer as (
        select group_id, member_id, min(day) as day, min(at_ms) as first_at
          from fact_event where %s and day <= :last
         group by group_id, member_id)
      """
          .formatted(SAID);

  /** What each member did in each period. */
  private static final String TALKER =
      """
      talker as (
        select group_id, cast(floor((day - :first) / :days) as integer) as w, member_id, count(*) as messages,
               count(distinct day) as active,
               sum(case when kind = 'media' or text_length >= 20 then 1 else 0 end) as substantial
          from fact_event where %s and day between :first and :last
         group by group_id, cast(floor((day - :first) / :days) as integer), member_id)
      """
          .formatted(SAID);

  static final String TALK =
      """
      with %s,
      inviter as (
        select group_id, cast(floor((day - :first) / :days) as integer) as w, count(distinct member_id) as inviters
          from fact_event
         where group_id in (:groups) and kind = 'invite' and not bot and member_id is not null and day between :first and :last
         group by group_id, cast(floor((day - :first) / :days) as integer)),
      spoken as (select group_id, w, count(*) as speakers, sum(messages) as messages from talker group by group_id, w)
      select coalesce(s.group_id, i.group_id) as group_id, coalesce(s.w, i.w) as w, coalesce(s.speakers, 0) as speakers,
             coalesce(s.messages, 0) as messages, coalesce(i.inviters, 0) as inviters
        from spoken s full join inviter i on i.group_id = s.group_id and i.w = s.w
      """
          .formatted(TALKER);

  static final String LIFE =
      """
      select group_id, sum(case when kind in ('message', 'media', 'action') and not bot and member_id is not null
                                 and day > :last - :alive then 1 else 0 end) as lately,
             sum(case when kind = 'invite' then 1 else 0 end) as invites
        from fact_event where group_id in (:groups) and day <= :last
       group by group_id
      """;

  static final List<Shares> SHARES =
      List.of(
          // 5 (n − 1) ≥ speakers: beyond the top ⌈20 %⌉. Spoke on 8 of 28 days: twice a week.
          new Shares(
              """
              with %s,
              ranked as (
                select t.*, row_number() over (partition by group_id, w order by messages desc, member_id) as n,
                       count(*) over (partition by group_id, w) as speakers
                  from talker t)
              select group_id, w, sum(active), count(*) * :days,
                     sum(case when 5 * (n - 1) >= speakers then messages else 0 end), sum(messages),
                     sum(case when active >= 8 then 1 else 0 end), count(*),
                     sum(substantial), sum(messages)
                from ranked group by group_id, w
              """
                  .formatted(TALKER),
              List.of(Measure.CONSTANCY, Measure.BALANCE, Measure.CORE, Measure.SUBSTANCE)),
          // Periods since the group was first heard of; those without a message are there, too.
          new Shares(
              """
              with began as (select group_id, min(day) as day from fact_event where group_id in (:groups) and day <= :last group by group_id),
              period as (select distinct w from (values :weeks) p (w, week, from_ms, until_ms)),
              talked as (
                select group_id, cast(floor((day - :first) / :days) as integer) as w, count(distinct day) as active
                  from fact_event where %s and day between :first and :last
                 group by group_id, cast(floor((day - :first) / :days) as integer))
              select b.group_id, p.w, coalesce(t.active, 0), :days
                from began b
                join period p on b.day < :first + (p.w + 1) * :days
                left join talked t on t.group_id = b.group_id and t.w = p.w
              """
                  .formatted(SAID),
              List.of(Measure.RHYTHM)),
          // Whose seventh day after the first lies in the period.
          new Shares(
              """
              with %s,
              back as (
                select distinct n.group_id, n.member_id
                  from newcomer n
                  join fact_event e on e.group_id = n.group_id and e.member_id = n.member_id and e.day between n.day + 1 and n.day + 7
                 where e.kind in ('message', 'media', 'action') and not e.bot and n.day between :first - 7 and :last - 7)
              select n.group_id, cast(floor((n.day + 7 - :first) / :days) as integer) as w, count(b.member_id), count(*)
                from newcomer n left join back b on b.group_id = n.group_id and b.member_id = n.member_id
               where n.day between :first - 7 and :last - 7
               group by n.group_id, cast(floor((n.day + 7 - :first) / :days) as integer)
              """
                  .formatted(NEWCOMER),
              List.of(Measure.RETURN)),
          new Shares(
              """
              with %s,
              replied as (
                select distinct n.group_id, n.member_id
                  from newcomer n
                  join fact_directed d on d.group_id = n.group_id and d.to_member = n.member_id
                   and d.at_ms between n.first_at and n.first_at + 86400000
                 where n.day between :first and :last)
              select n.group_id, cast(floor((n.day - :first) / :days) as integer) as w, count(r.member_id), count(*)
                from newcomer n left join replied r on r.group_id = n.group_id and r.member_id = n.member_id
               where n.day between :first and :last
               group by n.group_id, cast(floor((n.day - :first) / :days) as integer)
              """
                  .formatted(NEWCOMER),
              List.of(Measure.WELCOME)),
          new Shares(
              """
              with machine as (select distinct group_id, member_id from fact_event where group_id in (:groups) and bot),
              edge as (
                select distinct d.group_id, cast(floor((d.day - :first) / :days) as integer) as w, d.from_member, d.to_member
                  from fact_directed d
                 where d.group_id in (:groups) and d.day between :first and :last
                   and not exists (select 1 from machine m where m.group_id = d.group_id and m.member_id = d.to_member))
              select e.group_id, e.w, count(b.from_member), count(*)
                from edge e
                left join edge b on b.group_id = e.group_id and b.w = e.w and b.from_member = e.to_member and b.to_member = e.from_member
               group by e.group_id, e.w
              """,
              List.of(Measure.RECIPROCITY)),
          // As in insight: each asker's questions and what reached them, walked backwards once. A
          // reply after the period still counts.
          new Shares(
              """
              with line as (
                select group_id, member_id as asker, at_ms, seq, day, 1 as asked, cast(null as bigint) as reply_at
                  from fact_event
                 where group_id in (:groups) and day between :first and :last and question and not bot and member_id is not null
                union all
                select group_id, to_member, at_ms, seq, day, 0, at_ms
                  from fact_directed where group_id in (:groups) and day between :first and :last + 2),
              followed as (
                select group_id, day, asked, at_ms,
                       min(reply_at) over (partition by group_id, asker order by at_ms desc, seq desc
                                           rows between unbounded preceding and 1 preceding) as reply_at
                  from line),
              waited as (
                select group_id, cast(floor((day - :first) / :days) as integer) as w,
                       case when reply_at - at_ms <= 86400000 then 1 else 0 end as answered,
                       case when reply_at - at_ms <= 3600000 then 1 else 0 end as prompt
                  from followed where asked = 1)
              select group_id, w, sum(answered), count(*), sum(prompt), sum(answered) from waited group by group_id, w
              """,
              List.of(Measure.ANSWERS, Measure.PROMPTNESS)),
          new Shares(
              """
              select e.group_id, cast(floor((e.day - :first) / :days) as integer) as w,
                     sum(case when d.code <> 'none' then 1 else 0 end), count(*)
                from fact_deed d join fact_event e on e.seq = d.seq and e.group_id = d.group_id
               where d.source = 'came' and e.group_id in (:groups) and e.day between :first and :last
               group by e.group_id, cast(floor((e.day - :first) / :days) as integer)
              """,
              List.of(Measure.KNOWN_WAY)),
          // Only where anything was ever delivered: others may send by hand.
          new Shares(
              """
              with delivered as (
                select group_id, at_ms from fact_deed
                 where source = 'sent' and group_id in (:groups) and code like '%/delivered'),
              began as (select group_id, min(at_ms) as at_ms from delivered group by group_id),
              week as (select * from (values :weeks) p (w, week, from_ms, until_ms))
              select b.group_id, k.w,
                     sum(case when exists (select 1 from delivered d where d.group_id = b.group_id and d.at_ms >= k.from_ms and d.at_ms < k.until_ms)
                              then 1 else 0 end), count(*)
                from began b cross join week k
               group by b.group_id, k.w
              having max(k.until_ms) > min(b.at_ms)
              """,
              List.of(Measure.PROGRAMME)),
          // A core of a group that is younger than ninety days is all new.
          new Shares(
              """
              with %s, %s,
              began as (select group_id, min(day) as day from fact_event where group_id in (:groups) and day <= :last group by group_id)
              select t.group_id, t.w,
                     sum(case when n.day > :first + (t.w + 1) * :days - 1 - 90 then 1 else 0 end), count(*)
                from talker t
                join newcomer n on n.group_id = t.group_id and n.member_id = t.member_id
                join began b on b.group_id = t.group_id
               where t.active >= 8 and b.day <= :first + (t.w + 1) * :days - 1 - 90
               group by t.group_id, t.w
              """
                  .formatted(TALKER, NEWCOMER),
              List.of(Measure.SUCCESSORS)));
}
