package io.liana.desk;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Raises and closes tasks for humans. */
@Component
public class Tasks {
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Clock clock;

  Tasks(JdbcClient jdbc, JsonMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  public void raise(TaskDraft task) {
    jdbc.sql(
            """
            insert into desk_task (key, kind, community_id, group_id, member_id, case_id, params, due_at, created_at)
            values (:key, :kind, :community, :group, :member, :case, :params::jsonb, :due, :now)
            on conflict (key) do nothing
            """)
        .param("key", task.key())
        .param("kind", task.kind())
        .param("community", task.community().value())
        .param("group", task.group() == null ? null : task.group().value())
        .param("member", task.member() == null ? null : task.member().value())
        .param("case", task.caseId())
        .param("params", json.writeValueAsString(task.params()))
        .param("due", task.dueAt().atOffset(ZoneOffset.UTC))
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }
}
