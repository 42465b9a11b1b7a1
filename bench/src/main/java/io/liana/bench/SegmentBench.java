package io.liana.bench;

import io.liana.insight.FactTables;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./liana bench segments [--all]}: counting and explaining among ten million people, over
 * HTTP; and {@link LiveSegmentBench}. Client, server and database share the machine.
 */
final class SegmentBench {
  private static final int PEOPLE = 10_000_000;
  private static final int EVENTS = 20_000_000;
  static final int GROUPS = 20;
  private static final int ROUNDS = 21;
  private static final String NESTED =
      """
      {"kind":"all","of":[
        {"kind":"trait","name":"role","op":"is","values":["member"]},
        {"kind":"has","list":"said","at_least":1,"days":30},
        {"kind":"any","of":[
          {"kind":"has","list":"tagged","where":[{"name":"tag","op":"like","values":["seed*"]}]},
          {"kind":"trait","name":"groups","op":"at_least","values":[2]},
          {"kind":"has","list":"said","at_least":3,"days":14}]},
        {"kind":"none","of":[
          {"kind":"trait","name":"joined","op":"within","values":[7]},
          {"kind":"has","list":"left","at_least":1,"days":90},
          {"kind":"has","list":"asked","at_least":1,"days":7}]}]}
      """;

  private SegmentBench() {}

  public static void main(String[] args) throws Exception {
    Figures figures = new Figures("segments");
    if (!BenchOptions.has(args, "--live")) {
      many(figures);
    }
    if (!BenchOptions.has(args, "--many")) {
      LiveSegmentBench.run(figures);
    }
    figures.report(BenchOptions.json(args));
  }

  /** The people stand beside the facts only: nothing else is read of them. Events are archived. */
  private static void many(Figures figures) throws Exception {
    try (var server = BenchServer.start("liana.segment.threads=0")) {
      String community = world(server);
      String count = "/communities/" + community + "/segments/count";
      String asked = "{\"condition\":" + NESTED + "}";
      server.send("POST", count, "application/json", asked); // makes the tables
      System.err.println("Making up " + PEOPLE + " people and " + EVENTS + " events …");
      events(server);
      server.send("POST", count, "application/json", asked); // the feed takes them in
      server.bean(FactTables.class).write(tables -> people(tables, community));
      JsonNode answer = server.send("POST", count, "application/json", asked);
      figures.add("people", answer.path("of").asDouble(), "people");
      figures.add("events", EVENTS, "events");
      figures.add("met", answer.path("people").asDouble(), "people");
      double[] counts = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        counts[i] = millis(() -> server.send("POST", count, "application/json", asked));
      }
      add(figures, "count_8_conditions", counts, 1000);
      double[] explains = new double[ROUNDS * 10];
      for (int i = 0; i < explains.length; i++) {
        String why =
            "{\"condition\":%s,\"member\":\"%d\"}".formatted(NESTED, 1 + i * 47_599L % PEOPLE);
        explains[i] =
            millis(
                () ->
                    server.send(
                        "POST",
                        "/communities/" + community + "/segments/explain",
                        "application/json",
                        why));
      }
      add(figures, "explain_one_of_them", explains, 20);
    }
  }

  private static void people(Connection tables, String community) throws SQLException {
    long now = Instant.now().toEpochMilli();
    try (Statement statement = tables.createStatement()) {
      statement.execute("select setseed(0.42)");
      statement.execute(
          """
          insert into segment_person
          select %s, n, case when n %% 1000 = 0 then 'owner' when n %% 100 = 0 then 'admin' else 'member' end,
                 1 + cast(3 * power(random(), 4) as integer), %d - cast(700 * random() * 86400000 as bigint)
            from range(1, %d) as r (n)
          """
              .formatted(community, now, PEOPLE + 1));
      statement.execute(
          """
          insert into segment_tag
          select %s, n, case when n %% 7 = 0 then 'seed ' || n %% 5 else 'tag ' || n %% 40 end, %d - cast(300 * random() * 86400000 as bigint)
            from range(1, %d) as r (n) where n %% 2 = 0
          """
              .formatted(community, now, PEOPLE + 1));
    }
  }

  /** A year of it. Without the indexes it would take far longer to make up than to ask of. */
  private static void events(BenchServer server) throws SQLException {
    execute(server, "drop index channel_event_timeline");
    execute(server, "drop index channel_event_follow");
    execute(server, "select setseed(0.42)");
    execute(
        server,
        """
        insert into channel_event (group_id, at, kind, member_id, text, text_length, event_key)
        select 1 + n %% %d, now() - 365 * random() * interval '1 day',
               case n %% 40 when 0 then 'join' when 1 then 'leave' else 'message' end,
               1 + floor(%d * power(random(), 3))::bigint, case n %% 9 when 0 then 'Really?' else 'Indeed.' end, 7, 'made-' || n
          from generate_series(1, %d) n
        """
            .formatted(GROUPS, PEOPLE, EVENTS));
    execute(server, "create index channel_event_follow on channel_event (xid, id)");
    execute(server, "analyze channel_event");
  }

  static String world(BenchServer server) throws Exception {
    String community =
        server
            .send(
                "POST",
                "/communities",
                "application/json",
                "{\"name\":\"Bench\",\"zone\":\"Asia/Shanghai\"}")
            .path("id")
            .asString();
    for (int g = 1; g <= GROUPS; g++) {
      server.send(
          "POST",
          "/groups",
          "application/json",
          "{\"community_id\":\"%s\",\"name\":\"Group %d\",\"platform\":\"open\"}"
              .formatted(community, g));
    }
    return community;
  }

  interface Work {
    void run() throws Exception;
  }

  interface Question {
    boolean holds() throws Exception;
  }

  static void until(Question question) throws Exception {
    while (!question.holds()) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  static void execute(BenchServer server, String sql) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static void add(Figures figures, String key, double[] millis, double target) {
    Arrays.sort(millis);
    figures.add(key + "_median", millis[millis.length / 2], "ms", target);
    figures.add(key + "_p95", millis[(int) Math.ceil(millis.length * 0.95) - 1], "ms", target);
  }

  static double millis(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }
}
