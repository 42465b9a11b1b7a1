package io.liana.playbook;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.playbook.Run.Counts;
import io.liana.playbook.Run.Fate;
import io.liana.playbook.Run.Progress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Runs of playbooks and their steps. */
@Repository
class PlaybookRunStore {
  private static final String COUNTS =
      """
      count(*) filter (where s.state = 'waiting') as waiting,
      count(*) filter (where s.state in ('sending','delivered','handed','task','task_done','task_not_done')) as done,
      count(*) filter (where s.state in ('rejected','unknown')) as failed,
      count(*) filter (where s.state in ('skipped','cancelled')) as skipped
      """;
  private static final String RUN =
      """
      select r.*, p.name, c.waiting, c.done, c.failed, c.skipped
        from playbook_run r
        join playbook_playbook p on p.id = r.playbook_id
       cross join lateral (select %s from playbook_step s where s.run_id = r.id) c
      """
          .formatted(COUNTS);

  private final JdbcClient jdbc;

  PlaybookRunStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Who would start it a second time breaks the key. */
  long insert(Playbook playbook, GroupId group, LocalDate firstDay, String by, Instant now) {
    return jdbc.sql(
            """
            insert into playbook_run (playbook_id, version, community_id, group_id, first_day, state, started_at, started_by)
            values (:playbook, :version, :community, :group, :first, 'running', :now, :by)
            returning id
            """)
        .param("playbook", playbook.id())
        .param("version", playbook.version())
        .param("community", playbook.community().value())
        .param("group", group.value())
        .param("first", firstDay)
        .param("now", at(now))
        .param("by", by)
        .query(Long.class)
        .single();
  }

  /** In this order; then {@link #settle} knows when the first is due. */
  void insertSteps(long run, List<Progress> steps) {
    jdbc.sql(
            """
            insert into playbook_step (run_id, step, position, due_at, state, why, at)
            select :run, s.step, s.n, s.due_at, s.state, s.why, s.at
              from unnest(:steps, cast(:due as timestamptz[]), :states, :whys, cast(:at as timestamptz[]))
                   with ordinality as s (step, due_at, state, why, at, n)
            """)
        .param("run", run)
        .param("steps", steps.stream().map(Progress::key).toArray(String[]::new))
        .param("due", steps.stream().map(one -> one.dueAt().toString()).toArray(String[]::new))
        .param("states", steps.stream().map(one -> code(one.fate())).toArray(String[]::new))
        .param("whys", steps.stream().map(Progress::why).toArray(String[]::new))
        .param(
            "at",
            steps.stream()
                .map(one -> one.at() == null ? null : one.at().toString())
                .toArray(String[]::new))
        .update();
  }

  /** The next whose hour has come, in one hand only until the end of the transaction. */
  Optional<Run> claim(Instant now) {
    return jdbc.sql(
            """
            select id from playbook_run where state = 'running' and next_at <= :now
             order by next_at, id limit 1 for update skip locked
            """)
        .param("now", at(now))
        .query(Long.class)
        .optional()
        .flatMap(this::find);
  }

  /** Held until the end of the transaction, when it runs. */
  boolean hold(long run) {
    return jdbc.sql("select id from playbook_run where id = :run and state = 'running' for update")
        .param("run", run)
        .query(Long.class)
        .optional()
        .isPresent();
  }

  void step(long run, Progress to) {
    jdbc.sql(
            """
            update playbook_step set due_at = :due, state = :state, why = :why, at = :at
             where run_id = :run and step = :step
            """)
        .param("run", run)
        .param("step", to.key())
        .param("due", at(to.dueAt()))
        .param("state", code(to.fate()))
        .param("why", to.why())
        .param("at", to.at() == null ? null : at(to.at()))
        .update();
  }

  /** What became of what was sent. False where the step is not one of those. */
  void settled(long run, String step, Set<Fate> from, Fate to, @Nullable String why, Instant at) {
    jdbc.sql(
            """
            update playbook_step set state = :to, why = :why, at = :at
             where run_id = :run and step = :step and state = any (:from)
            """)
        .param("run", run)
        .param("step", step)
        .param("from", from.stream().map(PlaybookRunStore::code).toArray(String[]::new))
        .param("to", code(to))
        .param("why", why)
        .param("at", at(at))
        .update();
  }

  /** Its next step is the first that waits; without one it is done. */
  void settle(long run, Instant now) {
    jdbc.sql(
            """
            update playbook_run r
               set next_at = w.next_at, state = case when w.next_at is null then 'done' else 'running' end,
                   ended_at = case when w.next_at is null then cast(:now as timestamptz) end
              from (select min(due_at) as next_at from playbook_step where run_id = :run and state = 'waiting') w
             where r.id = :run and r.state = 'running'
            """)
        .param("run", run)
        .param("now", at(now))
        .update();
  }

  /** It breaks when it is looked at; the others go first. */
  void putOff(long run, Instant until) {
    jdbc.sql("update playbook_run set next_at = :until where id = :run")
        .param("run", run)
        .param("until", at(until))
        .update();
  }

  /** Nothing that waits is done any more; the keys of what may still be on its way. */
  List<String> stop(long run, String why, Instant now) {
    jdbc.sql(
            """
            update playbook_run set state = 'stopped', next_at = null, ended_at = :now, why = :why where id = :run
            """)
        .param("run", run)
        .param("now", at(now))
        .param("why", why)
        .update();
    jdbc.sql(
            "update playbook_step set state = 'skipped', why = 'stopped', at = :now where run_id = :run and state = 'waiting'")
        .param("run", run)
        .param("now", at(now))
        .update();
    return jdbc
        .sql("select step from playbook_step where run_id = :run and state = 'sending'")
        .param("run", run)
        .query(String.class)
        .list()
        .stream()
        .map(step -> Run.key(run, step))
        .toList();
  }

  Optional<Run> find(long run) {
    return jdbc.sql(RUN + " where r.id = :run")
        .param("run", run)
        .query(PlaybookRunStore::run)
        .optional();
  }

  /** The newest first. */
  List<Run> of(long playbook, long before, int most) {
    return jdbc.sql(
            RUN
                + " where r.playbook_id = :playbook and r.id < :before order by r.id desc limit :most")
        .param("playbook", playbook)
        .param("before", before)
        .param("most", most)
        .query(PlaybookRunStore::run)
        .list();
  }

  List<Long> running(long playbook) {
    return jdbc.sql(
            "select id from playbook_run where playbook_id = :playbook and state = 'running' order by id")
        .param("playbook", playbook)
        .query(Long.class)
        .list();
  }

  Set<GroupId> groupsRunning(long playbook, Collection<GroupId> among) {
    return Set.copyOf(
        jdbc.sql(
                "select group_id from playbook_run where playbook_id = :playbook and state = 'running' and group_id = any (:among)")
            .param("playbook", playbook)
            .param("among", among.stream().map(GroupId::value).toArray(Long[]::new))
            .query((row, n) -> new GroupId(row.getLong(1)))
            .list());
  }

  /** In their order. */
  List<Progress> steps(long run) {
    return jdbc.sql(
            "select step, due_at, state, why, at from playbook_step where run_id = :run order by position")
        .param("run", run)
        .query(
            (row, n) ->
                new Progress(
                    row.getString("step"),
                    Objects.requireNonNull(time(row, "due_at")),
                    Fate.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                    row.getString("why"),
                    time(row, "at")))
        .list();
  }

  /** Of steps that were due in a period, without those whose hour was over at the start. */
  List<Playbooks.Ran> ranBetween(CommunityId community, Instant from, Instant until) {
    return jdbc.sql(
            """
            select p.id, p.name, count(distinct r.group_id) as groups, %s
              from playbook_step s
              join playbook_run r on r.id = s.run_id
              join playbook_playbook p on p.id = r.playbook_id
             where r.community_id = :community and s.due_at >= :from and s.due_at < :until
               and s.why is distinct from 'past'
             group by p.id, p.name order by p.name
            """
                .formatted(COUNTS))
        .param("community", community.value())
        .param("from", at(from))
        .param("until", at(until))
        .query(
            (row, n) ->
                new Playbooks.Ran(
                    row.getLong("id"),
                    row.getString("name"),
                    row.getInt("groups"),
                    row.getInt("done"),
                    row.getInt("waiting"),
                    row.getInt("failed"),
                    row.getInt("skipped")))
        .list();
  }

  private static Run run(ResultSet row, int n) throws SQLException {
    return new Run(
        row.getLong("id"),
        row.getLong("playbook_id"),
        row.getString("name"),
        row.getInt("version"),
        new CommunityId(row.getLong("community_id")),
        new GroupId(row.getLong("group_id")),
        row.getObject("first_day", LocalDate.class),
        Run.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        new Counts(
            row.getInt("waiting"), row.getInt("done"), row.getInt("failed"), row.getInt("skipped")),
        time(row, "next_at"),
        Objects.requireNonNull(time(row, "started_at")),
        row.getString("started_by"),
        time(row, "ended_at"),
        row.getString("why"));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static String code(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT);
  }

  private static OffsetDateTime at(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }
}
