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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class TaskStore {
  private static final String TASK =
      "id, key, kind, community_id, group_id, member_id, state, params ->> 'outbox_key' as outbox_key, expects, expects_ref, due_at, created_at, reminded_at";

  // One look into the index for each sighting: a join may read all open tasks instead.
  private static final String EXPECTING =
      "select t.* from unnest(?, ?, ?) as k (group_id, kind, ref) cross join lateral (select "
          + TASK
          + """
             from desk_task
            where group_id = k.group_id and expects = k.kind and coalesce(expects_ref, member_id::text) = k.ref
              and expects is not null and seen_at is null and state in ('open', 'done', 'not_done')
              and (state = 'open' or closed_at > ?)
              for no key update) t
            order by t.id
           """;

  /** What the desk needs to know to close a task and to tell others. */
  record Task(
      long id,
      String key,
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

  /** A task, what event shows it done, and when it counts as not done. */
  record Raising(TaskDraft task, @Nullable Expectation expects, @Nullable Instant deadline) {
    @Nullable Long group() {
      return task.group() == null ? null : task.group().value();
    }

    @Nullable Long member() {
      return task.member() == null ? null : task.member().value();
    }
  }

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final JsonMapper json;

  TaskStore(JdbcClient jdbc, JdbcTemplate template, JsonMapper json) {
    this.jdbc = jdbc;
    this.template = template;
    this.json = json;
  }

  /**
   * Raises them; the same key again opens it again if it was closed since.
   *
   * @return the keys of those that are open now and were not before
   */
  Map<String, Long> raise(List<Raising> tasks, Instant now) {
    return jdbc
        .sql(
            """
            insert into desk_task (key, kind, community_id, group_id, member_id, case_id, params, due_at, deadline_at, expects, expects_ref, created_at)
            select t.key, t.kind, t.community, t.group_id, t.member, t.case_id, t.params::jsonb, t.due, t.deadline, t.expects, t.ref, :now
              from unnest(:keys, :kinds, :communities, :groups, :members, :cases, :params, cast(:due as timestamptz[]), cast(:deadlines as timestamptz[]), :expects, :refs)
                   with ordinality as t (key, kind, community, group_id, member, case_id, params, due, deadline, expects, ref, n)
             order by t.n
            on conflict (key) do update
               set kind = excluded.kind, params = excluded.params, due_at = excluded.due_at, deadline_at = excluded.deadline_at, created_at = excluded.created_at,
                   state = 'open', closed_at = null, closed_by = null, note = null, seen_at = null, reminded_at = null, escalated_at = null, escalated_to = '{}'
             where desk_task.state <> 'open' and desk_task.closed_at < excluded.created_at and excluded.kind in ('perform', 'outcome_unknown', 'account_silent', 'group_welcome', 'moment', 'ways_low', 'way_not_replaced', 'door_expires')
            returning key, id
            """)
        .param("keys", column(tasks, String[]::new, one -> one.task().key()))
        .param("kinds", column(tasks, String[]::new, one -> one.task().kind()))
        .param("communities", column(tasks, Long[]::new, one -> one.task().community().value()))
        .param("groups", column(tasks, Long[]::new, one -> one.group()))
        .param("members", column(tasks, Long[]::new, one -> one.member()))
        .param("cases", column(tasks, Long[]::new, one -> one.task().caseId()))
        .param(
            "params",
            column(tasks, String[]::new, one -> json.writeValueAsString(one.task().params())))
        .param("due", column(tasks, String[]::new, one -> one.task().dueAt().toString()))
        .param(
            "deadlines",
            column(
                tasks,
                String[]::new,
                one -> one.deadline() == null ? null : one.deadline().toString()))
        .param(
            "expects",
            column(
                tasks,
                String[]::new,
                one -> one.expects() == null ? null : one.expects().kind().code()))
        .param(
            "refs",
            column(tasks, String[]::new, one -> one.expects() == null ? null : one.expects().ref()))
        .param("now", time(now))
        .query((row, n) -> Map.entry(row.getString("key"), row.getLong("id")))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
  List<Task> close(
      Collection<String> keys, String state, String by, @Nullable String note, Instant now) {
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

  Optional<Task> find(String key) {
    return jdbc.sql("select " + TASK + " from desk_task where key = :key")
        .param("key", key)
        .query(TaskStore::task)
        .optional();
  }

  Map<String, String> states(Collection<String> keys) {
    Map<String, String> states = new HashMap<>();
    jdbc.sql("select key, state from desk_task where key = any (:keys)")
        .param("keys", keys.toArray(String[]::new))
        .query(
            row -> {
              states.put(row.getString("key"), row.getString("state"));
            });
    return states;
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
    return template.query(
        connection -> {
          var statement = connection.prepareStatement(EXPECTING);
          // Planned each time, for the table as it is: the plan kept from the day it was empty
          // reads
          // all open tasks for every message.
          statement.unwrap(PGStatement.class).setPrepareThreshold(0);
          statement.setObject(
              1, sightings.stream().map(one -> one.group().value()).toArray(Long[]::new));
          statement.setObject(
              2, sightings.stream().map(one -> one.kind().code()).toArray(String[]::new));
          statement.setObject(
              3, sightings.stream().map(Expectation.Sighting::ref).toArray(String[]::new));
          statement.setObject(4, time(closedSince));
          return statement;
        },
        TaskStore::task);
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
        row.getString("key"),
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

  private static <T> @Nullable T[] column(
      List<Raising> tasks, IntFunction<@Nullable T[]> array, Function<Raising, @Nullable T> value) {
    return tasks.stream().map(value).toArray(array);
  }

  private static java.time.OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
