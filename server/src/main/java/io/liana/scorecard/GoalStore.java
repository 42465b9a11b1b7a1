package io.liana.scorecard;

import io.liana.community.GroupView;
import io.liana.kernel.GroupId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What groups are for (table {@code scorecard_goal}). */
@Component
class GoalStore {
  private final JdbcClient jdbc;

  GoalStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A group without a goal is absent. */
  Map<GroupId, Goal> of(Collection<GroupView> groups) {
    Map<GroupId, Goal> goals = new HashMap<>();
    jdbc.sql("select group_id, goal from scorecard_goal where group_id = any (:groups)")
        .param("groups", groups.stream().map(group -> group.id().value()).toArray(Long[]::new))
        .query(
            row -> {
              goals.put(new GroupId(row.getLong("group_id")), Goal.of(row.getString("goal")));
            });
    return goals;
  }

  void set(GroupView group, Goal goal, Instant now) {
    jdbc.sql(
            """
            insert into scorecard_goal (group_id, goal, set_at) values (:group, :goal, :now)
            on conflict (group_id) do update set goal = excluded.goal, set_at = excluded.set_at
            """)
        .param("group", group.id().value())
        .param("goal", goal.code())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }
}
