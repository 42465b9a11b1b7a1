package io.liana.segment;

import io.liana.kit.Eventually;
import io.liana.kit.RunningLiana;
import org.springframework.jdbc.core.JdbcTemplate;

/** Facts are what is settled: a worker's older transaction may still be open. */
final class Settle {
  private Settle() {}

  /** Waits until all transactions begun before now are over. */
  static void everything(RunningLiana liana) {
    var jdbc = liana.bean(JdbcTemplate.class);
    String now = jdbc.queryForObject("select pg_current_xact_id()::text", String.class);
    Eventually.get(
        "everything before is settled",
        () ->
            jdbc.queryForObject(
                "select pg_snapshot_xmin(pg_current_snapshot()) > cast(? as xid8)",
                Boolean.class,
                now));
  }
}
