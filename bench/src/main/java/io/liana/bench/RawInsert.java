package io.liana.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;

/**
 * What the machine can do at best: the rows the inbox would hold, whole, into a table like the
 * inbox. One writer, batches of 1,000, durable; nobody checks, answers or reads.
 */
final class RawInsert {
  private static final int BATCH = 1_000;
  private static final int LANES = 16;

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
      for (int done = 0; done < rows; done += BATCH) {
        insert(connection, world, done);
      }
      double perSecond = rows / ((System.nanoTime() - begin) / 1e9);
      statement.execute("drop table bench_raw");
      connection.commit();
      return perSecond;
    }
  }

  private static void insert(Connection connection, IntakeWorld world, int first)
      throws SQLException {
    var random = new Random(first);
    var ids = new Long[BATCH];
    var days = new String[BATCH];
    var lanes = new Integer[BATCH];
    var platforms = new String[BATCH];
    var accounts = new String[BATCH];
    var groups = new String[BATCH];
    var keys = new byte[BATCH][16];
    var times = new String[BATCH];
    var bodies = new String[BATCH];
    String now = Instant.now().toString();
    String today = LocalDate.now().toString();
    for (int i = 0; i < BATCH; i++) {
      int id = first + i;
      ids[i] = (long) id;
      days[i] = today;
      lanes[i] = id % LANES;
      platforms[i] = "open";
      accounts[i] = "";
      groups[i] = "Bench " + id % IntakeBench.GROUPS;
      random.nextBytes(keys[i]);
      times[i] = now;
      bodies[i] = body(id, now, world);
    }
    try (var insert =
        connection.prepareStatement(
            """
            insert into bench_raw (id, day, lane, platform, account, group_key, event_key, at, received_at, body)
            select * from unnest(?, cast(? as date[]), ?, ?, ?, ?, ?, cast(? as timestamptz[]), cast(? as timestamptz[]), ?)
            """)) {
      Object[] columns = {
        ids, days, lanes, platforms, accounts, groups, keys, times, times, bodies
      };
      for (int i = 0; i < columns.length; i++) {
        insert.setObject(i + 1, columns[i]);
      }
      insert.executeUpdate();
    }
    connection.commit();
  }

  private static String body(int id, String at, IntakeWorld world) {
    return "{\"id\":\"e%d\",\"at\":\"%s\",\"type\":\"message\",\"sender\":{\"id\":\"m%d\"},\"text\":%s}"
        .formatted(
            id, at, id % IntakeBench.MEMBERS, world.ordinary().get(id % world.ordinary().size()));
  }
}
