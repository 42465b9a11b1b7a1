package io.liana.scorecard;

import io.liana.community.GroupView;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What groups are for (tables {@code scorecard_goal}, {@code scorecard_community_goal}). */
@Component
class GoalStore {
  private final JdbcClient jdbc;

  GoalStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Their own, or that of their community; a group without either is absent. */
  Map<GroupId, Purpose> of(Collection<GroupView> groups) {
    Map<GroupId, Purpose> purposes = new HashMap<>();
    jdbc.sql(
            """
            select g.id, coalesce(o.goal, c.goal) as goal, o.goal is not null as own,
                   case when o.goal is not null then o.target else c.target end as target
              from unnest(cast(:groups as bigint[]), cast(:communities as bigint[])) g (id, community_id)
              left join scorecard_goal o on o.group_id = g.id
              left join scorecard_community_goal c on c.community_id = g.community_id
             where coalesce(o.goal, c.goal) is not null
            """)
        .param("groups", groups.stream().map(one -> one.id().value()).toArray(Long[]::new))
        .param(
            "communities", groups.stream().map(one -> one.community().value()).toArray(Long[]::new))
        .query(
            row -> {
              purposes.put(new GroupId(row.getLong("id")), purpose(row, row.getBoolean("own")));
            });
    return purposes;
  }

  Optional<Purpose> of(CommunityId community) {
    return jdbc.sql("select goal, target from scorecard_community_goal where community_id = ?")
        .param(community.value())
        .query((row, n) -> purpose(row, false))
        .optional();
  }

  void set(GroupView group, Purpose purpose, Instant now) {
    jdbc.sql(
            """
            insert into scorecard_goal (group_id, goal, target, set_at) values (:group, :goal, :target, :now)
            on conflict (group_id) do update set goal = excluded.goal, target = excluded.target, set_at = excluded.set_at
            """)
        .param("group", group.id().value())
        .param("goal", purpose.goal().code())
        .param("target", purpose.target())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void set(CommunityId community, Purpose purpose, Instant now) {
    jdbc.sql(
            """
            insert into scorecard_community_goal (community_id, goal, target, set_at) values (:community, :goal, :target, :now)
            on conflict (community_id) do update set goal = excluded.goal, target = excluded.target, set_at = excluded.set_at
            """)
        .param("community", community.value())
        .param("goal", purpose.goal().code())
        .param("target", purpose.target())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean clear(GroupView group) {
    return jdbc.sql("delete from scorecard_goal where group_id = ?")
            .param(group.id().value())
            .update()
        > 0;
  }

  boolean clear(CommunityId community) {
    return jdbc.sql("delete from scorecard_community_goal where community_id = ?")
            .param(community.value())
            .update()
        > 0;
  }

  private static Purpose purpose(ResultSet row, boolean own) throws SQLException {
    return new Purpose(Goal.of(row.getString("goal")), row.getObject("target", Double.class), own);
  }
}
