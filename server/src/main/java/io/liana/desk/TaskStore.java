package io.liana.desk;

import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class TaskStore {
  private static final String TASK =
      "id, kind, community_id, group_id, member_id, state, params ->> 'outbox_key' as outbox_key, expects, expects_ref, due_at, created_at, reminded_at";

  /** What the desk needs to know to close a task and to tell others. */
  record Task(
      long id,
      String kind,
      CommunityId community,
      @Nullable GroupId group,
      @Nullable MemberId member,
      String state,
      @Nullable String outboxKey,
      @Nullable Expectation expects) {
    /** A command that may or may not have been carried out. */
    boolean inDoubt() {
      return kind.equals("outcome_unknown");
    }
  }

  private final JdbcClient jdbc;
  private final JsonMapper json;

  TaskStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Raises it; the same key again opens it again if it was closed since. */
  void raise(
      TaskDraft task, @Nullable Expectation expects, @Nullable Instant deadline, Instant now) {
    jdbc.sql(
            """
            insert into desk_task (key, kind, community_id, group_id, member_id, case_id, params, due_at, deadline_at, expects, expects_ref, created_at)
            values (:key, :kind, :community, :group, :member, :case, :params::jsonb, :due, :deadline, :expects, :ref, :now)
            on conflict (key) do update
               set kind = excluded.kind, params = excluded.params, due_at = excluded.due_at, deadline_at = excluded.deadline_at, created_at = excluded.created_at,
                   state = 'open', closed_at = null, closed_by = null, note = null, seen_at = null, reminded_at = null, escalated_at = null, escalated_to = '{}'
             where desk_task.state <> 'open' and desk_task.closed_at < excluded.created_at and excluded.kind in ('perform', 'outcome_unknown', 'account_silent')
            """)
        .param("key", task.key())
        .param("kind", task.kind())
        .param("community", task.community().value())
        .param("group", task.group() == null ? null : task.group().value())
        .param("member", task.member() == null ? null : task.member().value())
        .param("case", task.caseId())
        .param("params", json.writeValueAsString(task.params()))
        .param("due", time(task.dueAt()))
        .param("deadline", deadline == null ? null : time(deadline))
        .param("expects", expects == null ? null : expects.kind().code())
        .param("ref", expects == null ? null : expects.ref())
        .param("now", time(now))
        .update();
  }

  /** Closes an open task of the caller's communities; empty when there is none such. */
  Optional<Task> close(long id, String state, @Nullable String note, Caller by, Instant now) {
    return jdbc.sql(
            "update desk_task set state = :state, closed_at = :now, closed_by = :by, note = :note"
                + " where id = :id and state = 'open' and (cast(:scope as bigint[]) is null or community_id = any (:scope))"
                + " returning "
                + TASK)
        .param("state", state)
        .param("now", time(now))
        .param("by", by.actor().code())
        .param("note", note)
        .param("id", id)
        .param("scope", by.scope())
        .query(TaskStore::task)
        .optional();
  }

  /** Closes what is open of these keys. */
  List<Task> close(Collection<String> keys, String state, String by, String note, Instant now) {
    return jdbc.sql(
            "update desk_task set state = :state, closed_at = :now, closed_by = :by, note = :note"
                + " where key = any (:keys) and state = 'open' returning "
                + TASK)
        .param("keys", keys.toArray(String[]::new))
        .param("state", state)
        .param("now", time(now))
        .param("by", by)
        .param("note", note)
        .query(TaskStore::task)
        .list();
  }

  List<Task> closeOfCase(long caseId, String state, String by, String note, Instant now) {
    return jdbc.sql(
            "update desk_task set state = :state, closed_at = :now, closed_by = :by, note = :note"
                + " where case_id = :case and state = 'open' and params ->> 'outbox_key' is not null returning "
                + TASK)
        .param("case", caseId)
        .param("state", state)
        .param("now", time(now))
        .param("by", by)
        .param("note", note)
        .query(TaskStore::task)
        .list();
  }

  boolean exists(long id, Long @Nullable [] scope) {
    return jdbc.sql(
            "select exists (select from desk_task where id = :id and (cast(:scope as bigint[]) is null or community_id = any (:scope)))")
        .param("id", id)
        .param("scope", scope)
        .query(Boolean.class)
        .single();
  }

  /** Tasks that these show to be done; those closed by hand stay for a while. */
  List<Task> expecting(Collection<Expectation.Sighting> sightings, Instant closedSince) {
    return jdbc.sql(
            "select "
                + TASK
                + """
                  from desk_task
                 where (group_id, expects, coalesce(expects_ref, member_id::text)) in (select * from unnest(:groups, :kinds, :refs))
                   and expects is not null and seen_at is null and state in ('open', 'done', 'not_done')
                   and (state = 'open' or closed_at > :since)
                 order by id
                   for no key update
                """)
        .param("groups", sightings.stream().map(one -> one.group().value()).toArray(Long[]::new))
        .param("kinds", sightings.stream().map(one -> one.kind().code()).toArray(String[]::new))
        .param("refs", sightings.stream().map(Expectation.Sighting::ref).toArray(String[]::new))
        .param("since", time(closedSince))
        .query(TaskStore::task)
        .list();
  }

  /** An event shows that it was done; who closed it by hand before stays named. */
  void seen(Task task, String by, Instant at, Instant now) {
    jdbc.sql(
            """
            update desk_task
               set seen_at = :at, state = 'done',
                   closed_at = case when state = 'done' then closed_at else :now end,
                   closed_by = case when state = 'done' then closed_by else :by end
             where id = :id
            """)
        .param("id", task.id())
        .param("at", time(at))
        .param("by", by)
        .param("now", time(now))
        .update();
  }

  /** Open ones whose deadline is over, closed as not done. */
  List<Task> expire(Instant now) {
    return jdbc.sql(
            """
            update desk_task set state = 'not_done', closed_at = :now, closed_by = 'machine:desk'
             where id in (select id from desk_task where state = 'open' and deadline_at <= :now order by id for no key update skip locked)
            returning
            """
                + TASK)
        .param("now", time(now))
        .query(TaskStore::task)
        .list();
  }

  /** Open ones that are late and nobody was told; the caller tells. */
  List<Task> late(Instant now) {
    return jdbc.sql(
            "select "
                + TASK
                + """
                  from desk_task
                 where state = 'open' and kind <> 'rule_note' and due_at <= :now and escalated_at is null
                 order by id for no key update skip locked
                """)
        .param("now", time(now))
        .query(TaskStore::task)
        .list();
  }

  void escalated(Task task, List<OperatorId> to, Instant now) {
    jdbc.sql("update desk_task set escalated_at = :now, escalated_to = :to where id = :id")
        .param("id", task.id())
        .param("to", to.stream().map(OperatorId::value).toArray(Long[]::new))
        .param("now", time(now))
        .update();
  }

  /** Reminds of what has used up half its time. */
  List<Task> remind(Instant now) {
    return jdbc.sql(
            """
            update desk_task set reminded_at = :now
             where id in (select id from desk_task
                           where state = 'open' and kind <> 'rule_note' and due_at > :now and reminded_at is null
                             and created_at + (due_at - created_at) / 2 <= :now
                           order by id for no key update skip locked)
            returning
            """
                + TASK)
        .param("now", time(now))
        .query(TaskStore::task)
        .list();
  }

  private static Task task(ResultSet row, int n) throws SQLException {
    Long group = row.getObject("group_id", Long.class);
    Long member = row.getObject("member_id", Long.class);
    String expects = row.getString("expects");
    return new Task(
        row.getLong("id"),
        row.getString("kind"),
        new CommunityId(row.getLong("community_id")),
        group == null ? null : new GroupId(group),
        member == null ? null : new MemberId(member),
        row.getString("state"),
        row.getString("outbox_key"),
        expects == null
            ? null
            : new Expectation(Expectation.Kind.of(expects), row.getString("expects_ref")));
  }

  private static java.time.OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
