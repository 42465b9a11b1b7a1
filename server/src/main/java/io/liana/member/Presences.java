package io.liana.member;

import io.liana.kernel.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who was in a group at some time of a period; bots are nowhere. */
@Component
public class Presences {
  private final JdbcClient jdbc;

  Presences(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * By member the group they were in first, of those they were in between {@code from} and {@code
   * until}. Of who left and came again only the newest stay is known.
   */
  public Map<Long, Long> firstGroups(Collection<GroupId> groups, Instant from, Instant until) {
    Map<Long, Long> first = new LinkedHashMap<>();
    jdbc.sql(
            """
            select m.member_id, m.group_id from member_membership m
             where m.group_id = any (:groups) and coalesce(m.joined_at, m.first_seen_at) < :until
               and (m.left_at is null or m.left_at >= :from)
               and not exists (select 1 from member_account a where a.member_id = m.member_id and a.bot)
             order by coalesce(m.joined_at, m.first_seen_at), m.group_id, m.member_id
            """)
        .param("groups", groups.stream().map(GroupId::value).toArray(Long[]::new))
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              first.putIfAbsent(row.getLong("member_id"), row.getLong("group_id"));
            });
    return first;
  }

  /** By member all of these groups they are or were in. */
  public Map<Long, List<GroupId>> groups(Collection<GroupId> groups) {
    Map<Long, List<GroupId>> theirs = new HashMap<>();
    jdbc.sql(
            """
            select m.member_id, m.group_id from member_membership m
             where m.group_id = any (:groups)
             order by m.group_id
            """)
        .param("groups", groups.stream().map(GroupId::value).toArray(Long[]::new))
        .query(
            row -> {
              theirs
                  .computeIfAbsent(row.getLong("member_id"), any -> new ArrayList<>())
                  .add(new GroupId(row.getLong("group_id")));
            });
    return theirs;
  }

  /**
   * Who joined and was in the group for seven days.
   *
   * @param joined whose seventh day ended in the period
   */
  public record Kept(long kept, long joined) {}

  /** By group, how many were in it at some time between {@code from} and {@code until}. */
  public Map<GroupId, Integer> counts(Collection<GroupId> groups, Instant from, Instant until) {
    Map<GroupId, Integer> counts = new HashMap<>();
    jdbc.sql(
            """
            select m.group_id, count(*) as members from member_membership m
             where m.group_id = any (:groups) and coalesce(m.joined_at, m.first_seen_at) < :until
               and (m.left_at is null or m.left_at >= :from)
               and not exists (select 1 from member_account a where a.member_id = m.member_id and a.bot)
             group by m.group_id
            """)
        .param("groups", groups.stream().map(GroupId::value).toArray(Long[]::new))
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              counts.put(new GroupId(row.getLong("group_id")), row.getInt("members"));
            });
    return counts;
  }

  /**
   * @param since when they came, or were first seen
   * @param left null while they are in
   */
  public record Stay(Instant since, @Nullable Instant left) {
    /** Was in at that time. */
    public boolean lasts(Instant at) {
      return !since.isAfter(at) && (left == null || left.isAfter(at));
    }
  }

  /** By member the newest stay in a group, of who came before a time. */
  public Map<Long, Stay> stays(GroupId group, Instant until) {
    Map<Long, Stay> stays = new HashMap<>();
    jdbc.sql(
            """
            select m.member_id, coalesce(m.joined_at, m.first_seen_at) as since, m.left_at from member_membership m
             where m.group_id = :group and coalesce(m.joined_at, m.first_seen_at) < :until
               and not exists (select 1 from member_account a where a.member_id = m.member_id and a.bot)
            """)
        .param("group", group.value())
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              OffsetDateTime left = row.getObject("left_at", OffsetDateTime.class);
              stays.put(
                  row.getLong("member_id"),
                  new Stay(
                      row.getObject("since", OffsetDateTime.class).toInstant(),
                      left == null ? null : left.toInstant()));
            });
    return stays;
  }

  /**
   * How a group changed in a period. Of who left and came again only the newest stay is known: they
   * have joined, and were not there before.
   *
   * @param before were in when it began
   * @param stayed of those, were still in when it ended
   * @param joined came in it, as the platform tells
   */
  public record Flow(long before, long stayed, long joined) {}

  public Map<GroupId, Flow> flows(Collection<GroupId> groups, Instant from, Instant until) {
    Map<GroupId, Flow> flows = new HashMap<>();
    jdbc.sql(
            """
            with stay as (
              select m.group_id, coalesce(m.joined_at, m.first_seen_at) as since, m.joined_at, m.left_at
                from member_membership m
               where m.group_id = any (:groups)
                 and not exists (select 1 from member_account a where a.member_id = m.member_id and a.bot))
            select group_id,
                   count(*) filter (where since < :from and (left_at is null or left_at >= :from)) as before,
                   count(*) filter (where since < :from and (left_at is null or left_at >= :until)) as stayed,
                   count(*) filter (where joined_at >= :from and joined_at < :until) as joined
              from stay group by group_id
            """)
        .param("groups", groups.stream().map(GroupId::value).toArray(Long[]::new))
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              flows.put(
                  new GroupId(row.getLong("group_id")),
                  new Flow(row.getLong("before"), row.getLong("stayed"), row.getLong("joined")));
            });
    return flows;
  }

  /**
   * By group, who of some members was in it at some time between {@code from} and {@code until}.
   */
  public Map<GroupId, Set<Long>> among(
      Collection<GroupId> groups, Collection<Long> members, Instant from, Instant until) {
    Map<GroupId, Set<Long>> in = new HashMap<>();
    jdbc.sql(
            """
            select m.group_id, m.member_id from member_membership m
             where m.group_id = any (:groups) and m.member_id = any (:members)
               and coalesce(m.joined_at, m.first_seen_at) < :until and (m.left_at is null or m.left_at >= :from)
            """)
        .param("groups", groups.stream().map(GroupId::value).toArray(Long[]::new))
        .param("members", members.toArray(Long[]::new))
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              in.computeIfAbsent(new GroupId(row.getLong("group_id")), any -> new HashSet<>())
                  .add(row.getLong("member_id"));
            });
    return in;
  }

  public Map<GroupId, Kept> kept(Collection<GroupId> groups, Instant from, Instant until) {
    Map<GroupId, Kept> kept = new HashMap<>();
    jdbc.sql(
            """
            select m.group_id, count(*) as joined,
                   count(*) filter (where m.left_at is null or m.left_at >= m.joined_at + interval '7 days') as kept
              from member_membership m
             where m.group_id = any (:groups) and m.joined_at >= :from and m.joined_at < :until
               and not exists (select 1 from member_account a where a.member_id = m.member_id and a.bot)
             group by m.group_id
            """)
        .param("groups", groups.stream().map(GroupId::value).toArray(Long[]::new))
        .param("from", from.minus(Duration.ofDays(7)).atOffset(ZoneOffset.UTC))
        .param("until", until.minus(Duration.ofDays(7)).atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              kept.put(
                  new GroupId(row.getLong("group_id")),
                  new Kept(row.getLong("kept"), row.getLong("joined")));
            });
    return kept;
  }
}
