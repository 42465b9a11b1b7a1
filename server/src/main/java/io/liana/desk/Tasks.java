package io.liana.desk;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Raises and closes tasks for humans. */
@Component
public class Tasks {
  private final JdbcClient jdbc;
  private final JsonMapper json;
  private final Journal journal;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Tasks(
      JdbcClient jdbc,
      JsonMapper json,
      Journal journal,
      ApplicationEventPublisher events,
      Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.journal = journal;
    this.events = events;
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

  private record Closed(
      String kind,
      CommunityId community,
      @Nullable GroupId group,
      @Nullable MemberId member,
      @Nullable String outboxKey) {}

  /**
   * It is done.
   *
   * @throws Problem 404, or 409 {@code task_closed}
   */
  @Transactional
  public void finish(long id, @Nullable String note, Caller by) {
    Instant now = clock.instant();
    Closed closed =
        jdbc.sql(
                """
                update desk_task set state = 'done', closed_at = :now, closed_by = :by, note = :note
                 where id = :id and state = 'open' and (cast(:scope as bigint[]) is null or community_id = any (:scope))
                returning kind, community_id, group_id, member_id, params ->> 'outbox_key' as outbox_key
                """)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("by", by.actor().code())
            .param("note", note)
            .param("id", id)
            .param("scope", by.scope())
            .query(
                (row, n) -> {
                  Long group = row.getObject("group_id", Long.class);
                  Long member = row.getObject("member_id", Long.class);
                  return new Closed(
                      row.getString("kind"),
                      new CommunityId(row.getLong("community_id")),
                      group == null ? null : new GroupId(group),
                      member == null ? null : new MemberId(member),
                      row.getString("outbox_key"));
                })
            .optional()
            .orElseThrow(() -> closedOrMissing(id, by));
    journal.append(
        new JournalEntry(
            now,
            by.actor(),
            "task_done",
            closed.community(),
            closed.group(),
            closed.member(),
            null,
            Map.of("task", Long.toString(id), "kind", closed.kind())));
    events.publishEvent(new TaskDone(closed.outboxKey(), now));
  }

  private Problem closedOrMissing(long id, Caller by) {
    boolean there =
        jdbc.sql(
                "select exists (select from desk_task where id = :id and (cast(:scope as bigint[]) is null or community_id = any (:scope)))")
            .param("id", id)
            .param("scope", by.scope())
            .query(Boolean.class)
            .single();
    return there
        ? Problem.conflict("task_closed", "This task is closed already.")
        : Problem.missing("task", id);
  }
}
