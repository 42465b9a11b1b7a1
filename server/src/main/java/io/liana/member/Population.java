package io.liana.member;

import io.liana.community.GroupView;
import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The people of communities for who follows what is known of them: everything, or what was written
 * by transactions from one on to before another. No names; bots are in no group.
 */
@Component
public class Population {
  private static final int FETCH = 10_000;

  private final JdbcTemplate jdbc;

  Population(JdbcTemplate jdbc) {
    this.jdbc = new JdbcTemplate(java.util.Objects.requireNonNull(jdbc.getDataSource()));
    this.jdbc.setFetchSize(FETCH);
  }

  /**
   * Somebody of a community.
   *
   * @param role the highest of their groups
   * @param groups they are in; 0 for who left
   * @param joined the first time, as far as known
   */
  public record Somebody(
      CommunityId community, MemberId member, String role, int groups, Instant joined) {}

  public record Tagged(CommunityId community, MemberId member, String tag, Instant at) {}

  /** A number of a transaction: all before it are over. And the database's own, never the same. */
  public record Settled(long before, String cluster) {}

  public Settled settled() {
    return jdbc.query(
            "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint, system_identifier from pg_control_system()",
            (row, n) -> new Settled(row.getLong(1), row.getString(2)))
        .getFirst();
  }

  public record Touched(CommunityId community, MemberId member) {}

  /** Of whom anything was written. */
  public List<Touched> touched(Collection<GroupView> groups, long from, long before) {
    String first = Long.toString(from);
    String end = Long.toString(before);
    return jdbc.query(
        """
        select distinct g.community_id, m.member_id
          from member_membership m join unnest(?, ?) as g (community_id, group_id) on g.group_id = m.group_id
         where m.touched >= cast(? as xid8) and m.touched < cast(? as xid8)
        union
        select community_id, member_id from member_tag where touched >= cast(? as xid8) and touched < cast(? as xid8)
        """,
        (row, n) -> new Touched(new CommunityId(row.getLong(1)), new MemberId(row.getLong(2))),
        groups.stream().map(group -> group.community().value()).toArray(Long[]::new),
        groups.stream().map(group -> group.id().value()).toArray(Long[]::new),
        first,
        end,
        first,
        end);
  }

  /** With {@code from} 0 everybody. */
  @Transactional(readOnly = true)
  public void each(
      Collection<GroupView> groups, long from, long before, Consumer<Somebody> consumer) {
    jdbc.query(
        """
        with g as (select * from unnest(?, ?) as g (community_id, group_id)),
        touched as (
          select distinct g.community_id, m.member_id
            from member_membership m join g on g.group_id = m.group_id
           where ? = 0 or (m.touched >= cast(? as xid8) and m.touched < cast(? as xid8)))
        select t.community_id, t.member_id, count(*) filter (where m.left_at is null and not coalesce(b.bot, false)) as groups,
               min(coalesce(m.joined_at, m.first_seen_at)) as joined,
               case max(case m.role when 'owner' then 3 when 'admin' then 2 else 1 end) filter (where m.left_at is null)
                 when 3 then 'owner' when 2 then 'admin' else 'member' end as role
          from touched t
          join g on g.community_id = t.community_id
          join member_membership m on m.group_id = g.group_id and m.member_id = t.member_id
          left join lateral (select true as bot from member_account a where a.member_id = t.member_id and a.bot limit 1) b on true
         group by t.community_id, t.member_id
        """,
        (ResultSet row) ->
            consumer.accept(
                new Somebody(
                    new CommunityId(row.getLong("community_id")),
                    new MemberId(row.getLong("member_id")),
                    row.getString("role"),
                    row.getInt("groups"),
                    time(row, "joined"))),
        groups.stream().map(group -> group.community().value()).toArray(Long[]::new),
        groups.stream().map(group -> group.id().value()).toArray(Long[]::new),
        from,
        Long.toString(from),
        Long.toString(before));
  }

  @Transactional(readOnly = true)
  public void eachTag(long from, long before, Consumer<Tagged> consumer) {
    jdbc.query(
        """
        select community_id, member_id, tag, tagged_at from member_tag
         where ? = 0 or (touched >= cast(? as xid8) and touched < cast(? as xid8))
        """,
        (ResultSet row) ->
            consumer.accept(
                new Tagged(
                    new CommunityId(row.getLong("community_id")),
                    new MemberId(row.getLong("member_id")),
                    row.getString("tag"),
                    time(row, "tagged_at"))),
        from,
        Long.toString(from),
        Long.toString(before));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
