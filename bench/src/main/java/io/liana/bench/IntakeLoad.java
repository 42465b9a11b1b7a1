package io.liana.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The client: posts batches of real messages over HTTP, as fast as it goes or at a fixed rate. */
final class IntakeLoad {
  private static final int BATCH = 500;
  private static final int CLIENTS = 4;
  // Asked once; afterwards only the cursors are looked at, so that waiting costs the server
  // nothing.
  private static final String LAST_OF_LANES =
      "create temp table last_of_lane as select lane, max(id) as id from channel_inbox group by lane";
  private static final String BEHIND =
      "select count(*) from last_of_lane t join channel_lane l using (lane) where l.cursor < t.id";
  private static final Duration DRAIN_LIMIT = Duration.ofMinutes(2);

  /**
   * Milliseconds from the moment the event was due to be posted to the commit of the outbox row
   * that answers it.
   */
  record Latency(double achieved, double p50, double p99, int answers) {}

  private final BenchServer server;
  private final IntakeWorld world;
  private final AtomicLong next = new AtomicLong();

  IntakeLoad(BenchServer server, IntakeWorld world) {
    this.server = server;
    this.world = world;
  }

  long posted() {
    return next.get();
  }

  /**
   * Posts {@code events} without pause and waits until the last is settled; returns events per
   * second over all of it.
   */
  double asFastAsItGoes(int events, List<String> texts) throws Exception {
    long begin = System.nanoTime();
    var left = new AtomicLong(events);
    run(
        () -> {
          while (left.addAndGet(-BATCH) >= 0) {
            post(BATCH, texts);
          }
        });
    awaitSettled();
    return events / ((System.nanoTime() - begin) / 1e9);
  }

  /** Posts at a fixed rate, whether or not the server keeps up. */
  Latency atRate(double perSecond, Duration length, List<String> texts) throws Exception {
    int batch = 100; // smaller calls: the rate is steady instead of bursty
    long calls = (long) (perSecond * length.toSeconds() / batch);
    double nanosPerCall = 1e9 * batch / perSecond;
    var call = new AtomicLong();
    double firstId = server.count("select coalesce(max(id), 0) from journal_entry");
    long begin = System.nanoTime();
    run(
        () -> {
          for (long i = call.getAndIncrement(); i < calls; i = call.getAndIncrement()) {
            long due = begin + (long) (i * nanosPerCall);
            LockSupport.parkNanos(due - System.nanoTime());
            post(batch, texts);
          }
        });
    double achieved = calls * batch / ((System.nanoTime() - begin) / 1e9);
    awaitSettled();
    double[] waits = waits((long) firstId);
    Arrays.sort(waits);
    return new Latency(achieved, at(waits, 0.50), at(waits, 0.99), waits.length);
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void run(Work work) throws Exception {
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        running.add(
            clients.submit(
                () -> {
                  work.run();
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the load stopped", e.getCause());
    }
  }

  private void post(int size, List<String> texts) throws IOException, InterruptedException {
    long first = next.getAndAdd(size);
    var random = new Random(first);
    int number = (int) (first / 100 % world.groups().size());
    String group = world.groups().get(number);
    Instant now = Instant.now();
    var body = new StringBuilder(size * 160);
    for (long id = first; id < first + size; id++) {
      String text = texts.get((int) (id * 7919 % texts.size()));
      body.append("{\"id\":\"e")
          .append(id)
          .append("\",\"at\":\"")
          .append(now)
          .append("\",\"type\":\"message\",\"sender\":{\"id\":\"m");
      body.append(IntakeWorld.speaker(number, random)).append("\"},\"text\":");
      body.append(text).append("}\n");
    }
    server.send("POST", "/groups/" + group + "/events", "application/x-ndjson", body.toString());
  }

  private void awaitSettled() throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + DRAIN_LIMIT.toNanos();
    try (var connection = server.connect();
        var statement = connection.createStatement()) {
      statement.execute(LAST_OF_LANES);
      while (count(statement, BEHIND) > 0) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException(
              "the server did not settle what it accepted within "
                  + DRAIN_LIMIT.toSeconds()
                  + " s");
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  private static long count(Statement statement, String sql) throws SQLException {
    try (var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /**
   * From the time in the event (taken just before its call) to the commit of the outbox row, by
   * PostgreSQL's commit clock. The journal's entry is asked: it is written in the same transaction,
   * and nobody touches it afterwards.
   */
  private double[] waits(long afterId) throws SQLException {
    List<Double> waits = new ArrayList<>();
    try (var connection = server.connect();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    """
                    select distinct on (e.id) extract(epoch from pg_xact_commit_timestamp(j.xmin) - e.at) * 1000
                      from journal_entry j
                      join channel_event e on e.id = j.event_id
                     where jsonb_exists(j.reason, 'delivery') and j.id > """
                        + afterId)) {
      while (rows.next()) {
        waits.add(rows.getDouble(1));
      }
    }
    return waits.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double at(double[] sorted, double quantile) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.min(sorted.length - 1, (int) (sorted.length * quantile))];
  }
}
