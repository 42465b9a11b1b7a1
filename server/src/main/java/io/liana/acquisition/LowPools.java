package io.liana.acquisition;

import io.liana.desk.TaskDraft;
import io.liana.desk.Tasks;
import io.liana.kernel.CommunityId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Tells once when the seats of a plan run out, and takes it back when there are more. Looked at by
 * the worker, not by scans: a thousand of them raise one task.
 */
@Component
class LowPools {
  private static final Duration DUE = Duration.ofHours(4);

  // As many free seats as the plan says, otherwise a tenth and five at least.
  private static final String FREE =
      """
      select p.id, p.community_id, p.name, sum(greatest(d.seats - d.taken, 0)) as free, sum(d.seats) as seats,
             coalesce((p.document->>'low_at')::integer, greatest(5, sum(d.seats) / 10)) as low_at
        from acquisition_plan p join acquisition_door d on d.plan_id = p.id
       where d.listed
       group by p.id
      having bool_and(d.seats is not null)
      """;

  private record Low(long plan, CommunityId community, String name, long free, long seats) {}

  private record Over(long plan, Instant since) {}

  private final JdbcTemplate jdbc;
  private final Tasks tasks;
  private final Clock clock;

  LowPools(JdbcTemplate jdbc, Tasks tasks, Clock clock) {
    this.jdbc = jdbc;
    this.tasks = tasks;
    this.clock = clock;
  }

  @Transactional
  void look() {
    Instant now = clock.instant();
    for (Low low : runningOut()) {
      // Another node may be as fast: whose row it is tells.
      int ours =
          jdbc.update(
              "insert into acquisition_low (plan_id, since) values (?, ?) on conflict do nothing",
              low.plan(),
              StepStore.time(now));
      if (ours > 0) {
        tasks.raise(
            new TaskDraft(
                key(low.plan(), now),
                "pool_low",
                low.community(),
                null,
                null,
                null,
                Map.of(
                    "title",
                    low.name(),
                    "plan",
                    Long.toString(low.plan()),
                    "free",
                    low.free(),
                    "seats",
                    low.seats()),
                now.plus(DUE)));
      }
    }
    over().forEach(over -> tasks.seenDone(key(over.plan(), over.since())));
  }

  private List<Low> runningOut() {
    return jdbc.query(
        "select f.* from ("
            + FREE
            + ") f where f.free <= f.low_at and not exists (select 1 from acquisition_low l where l.plan_id = f.id)",
        (row, n) ->
            new Low(
                row.getLong("id"),
                new CommunityId(row.getLong("community_id")),
                row.getString("name"),
                row.getLong("free"),
                row.getLong("seats")));
  }

  private List<Over> over() {
    return jdbc.query(
        "delete from acquisition_low l where not exists (select 1 from ("
            + FREE
            + ") f where f.id = l.plan_id and f.free <= f.low_at) returning plan_id, since",
        (row, n) -> new Over(row.getLong("plan_id"), ArrivalStore.time(row, "since")));
  }

  private static String key(long plan, Instant since) {
    return "pool_low:" + plan + ":" + since.toEpochMilli();
  }
}
