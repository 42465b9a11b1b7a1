package io.liana.bench;

import java.sql.SQLException;
import java.time.Instant;

/**
 * What the machine can do at best: the same rows into a table like the inbox, one writer, batches
 * of 1,000, durable.
 */
final class RawInsert {
  private static final int BATCH = 1_000;

  private final BenchServer server;

  RawInsert(BenchServer server) {
    this.server = server;
  }

  double rowsPerSecond(IntakeWorld world, int rows) throws SQLException {
    try (var connection = server.connect();
        var statement = connection.createStatement()) {
      statement.execute(
          """
          create table bench_raw (
            id bigint not null, day date not null, lane smallint not null, platform text not null, account text not null, group_key text not null,
            event_key bytea not null, at timestamptz not null, received_at timestamptz not null, body text not null, unique (day, event_key));
          create index on bench_raw (lane, id)
          """);
      connection.setAutoCommit(false);
      long begin = System.nanoTime();
      try (var insert =
          connection.prepareStatement(
              """
              insert into bench_raw (id, day, lane, platform, account, group_key, event_key, at, received_at, body)
              select ? + n, current_date, n % 16, 'open', '', k, sha256(convert_to(b, 'UTF8')), now(), now(), b
                from unnest(?, ?) with ordinality as e (k, b, n)
              """)) {
        for (int done = 0; done < rows; done += BATCH) {
          String[] groups = new String[BATCH];
          String[] bodies = new String[BATCH];
          for (int i = 0; i < BATCH; i++) {
            int id = done + i;
            groups[i] = "Bench " + id % IntakeBench.GROUPS;
            bodies[i] = body(id, world);
          }
          insert.setLong(1, done);
          insert.setObject(2, groups);
          insert.setObject(3, bodies);
          insert.executeUpdate();
          connection.commit();
        }
      }
      double perSecond = rows / ((System.nanoTime() - begin) / 1e9);
      statement.execute("drop table bench_raw");
      connection.commit();
      return perSecond;
    }
  }

  private static String body(int id, IntakeWorld world) {
    return "{\"id\":\"e%d\",\"at\":\"%s\",\"type\":\"message\",\"sender\":{\"id\":\"m%d\"},\"text\":%s}"
        .formatted(
            id,
            Instant.now(),
            id % IntakeBench.MEMBERS,
            world.ordinary().get(id % world.ordinary().size()));
  }
}
