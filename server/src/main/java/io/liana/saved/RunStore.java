package io.liana.saved;

import io.liana.saved.Schedule.Reason;
import io.liana.saved.Schedule.Run;
import io.liana.saved.Schedule.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Each time a schedule was due. A run belongs to the node that took it last. */
@Repository
class RunStore {
  private static final String COLUMNS =
      "select schedule_id, due_at, state, reason, taken_at, tries, ended_at, found, mails from saved_run ";

  private final JdbcClient jdbc;

  RunStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Instant> lastDue(long schedule) {
    return jdbc.sql(COLUMNS + "where schedule_id = :schedule order by due_at desc limit 1")
        .param("schedule", schedule)
        .query(RunStore::run)
        .optional()
        .map(Run::dueAt);
  }

  /** False when another node has it already, or the schedule is gone or paused. */
  boolean take(long schedule, Instant dueAt, Instant now) {
    return insert(schedule, dueAt, State.RUNNING, now);
  }

  void missed(long schedule, Instant dueAt, Instant now) {
    insert(schedule, dueAt, State.MISSED, now);
  }

  private boolean insert(long schedule, Instant dueAt, State state, Instant now) {
    return jdbc.sql(
                """
                insert into saved_run (schedule_id, due_at, state, taken_at, ended_at)
                select id, :due, :state, :now, case when :state = 'missed' then cast(:now as timestamptz) end
                  from saved_schedule where id = :schedule and state = 'active' for key share
                on conflict do nothing
                """)
            .param("schedule", schedule)
            .param("due", time(dueAt))
            .param("state", state.code())
            .param("now", time(now))
            .update()
        == 1;
  }

  /** Those a node took before and never ended. */
  List<Run> left(Instant takenBefore) {
    return jdbc.sql(
            COLUMNS
                + "where state in ('running', 'mailing') and taken_at < :before order by due_at")
        .param("before", time(takenBefore))
        .query(RunStore::run)
        .list();
  }

  /** False when another node was faster. */
  boolean takeOver(Run run, Instant now) {
    return jdbc.sql(
                "update saved_run set taken_at = :now, tries = tries + 1 where schedule_id = :schedule and due_at = :due and state = :state and taken_at = :taken")
            .param("now", time(now))
            .param("schedule", run.schedule())
            .param("due", time(run.dueAt()))
            .param("state", run.state().code())
            .param("taken", time(run.takenAt()))
            .update()
        == 1;
  }

  /** False when it is no longer this node's, or its schedule is gone: then nothing may go out. */
  boolean move(Run run, State to, @Nullable Reason reason, int mails, Instant now) {
    return jdbc.sql(
                """
                update saved_run
                   set state = :to, reason = :reason, found = coalesce(:found, found), mails = :mails,
                       ended_at = case when :to <> 'mailing' then cast(:now as timestamptz) end
                 where schedule_id = :schedule and due_at = :due and state = :from and taken_at = :taken
                """)
            .param("to", to.code())
            .param("reason", reason == null ? null : reason.code())
            .param("found", run.found())
            .param("mails", mails)
            .param("now", time(now))
            .param("schedule", run.schedule())
            .param("due", time(run.dueAt()))
            .param("from", run.state().code())
            .param("taken", time(run.takenAt()))
            .update()
        == 1;
  }

  /** How many letters were taken so far, should the server be stopped before the last. */
  void mailed(Run run, int mails) {
    jdbc.sql(
            "update saved_run set mails = :mails where schedule_id = :schedule and due_at = :due and taken_at = :taken")
        .param("mails", mails)
        .param("schedule", run.schedule())
        .param("due", time(run.dueAt()))
        .param("taken", time(run.takenAt()))
        .update();
  }

  /** The newest first. */
  List<Run> of(long schedule, int most) {
    return jdbc.sql(COLUMNS + "where schedule_id = :schedule order by due_at desc limit :most")
        .param("schedule", schedule)
        .param("most", most)
        .query(RunStore::run)
        .list();
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }

  private static Run run(ResultSet row, int n) throws SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Run(
        row.getLong("schedule_id"),
        instant(row, "due_at"),
        State.of(row.getString("state")),
        Reason.of(row.getString("reason")),
        instant(row, "taken_at"),
        row.getInt("tries"),
        ended == null ? null : ended.toInstant(),
        row.getObject("found", Integer.class),
        row.getInt("mails"));
  }
}
