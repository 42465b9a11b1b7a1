package io.liana.bench;

import com.sun.management.OperatingSystemMXBean;
import io.liana.insight.FactTables;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./liana bench segments}: counting and explaining among ten million people, over HTTP; and
 * live segments of a million members: one event, a full rebuild, and doing nothing. Client, server
 * and database share the machine.
 */
final class SegmentBench {
  private static final int PEOPLE = 10_000_000;
  private static final int EVENTS = 20_000_000;
  private static final int MEMBERS = 1_000_000;
  private static final int TALK = 2_000_000;
  private static final int SEGMENTS = 50;
  private static final int GROUPS = 20;
  private static final int ROUNDS = 21;
  private static final Duration IDLE = Duration.ofSeconds(20);
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
      live(figures);
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

  private static void live(Figures figures) throws Exception {
    try (var server = BenchServer.start("liana.segment.threads=1")) {
      String community = world(server);
      System.err.println("Making up " + MEMBERS + " members and " + TALK + " events …");
      talk(server, community);
      String probe = segment(server, community, "probe", said(1, 1));
      for (int i = 1; i < SEGMENTS; i++) {
        segment(server, community, "segment " + i, condition(i));
      }
      server.send(
          "POST",
          "/communities/" + community + "/segments/count",
          "application/json",
          "{\"condition\":" + said(1, 1) + "}"); // the facts are filled: that is another figure
      double rebuild =
          millis(
              () -> {
                execute(server, "update segment_segment set live = true");
                until(
                    () ->
                        server.count("select count(*) from segment_segment where built is null")
                            == 0);
              });
      figures.add("members", MEMBERS, "members");
      figures.add(
          "memberships", server.count("select sum(bit_count(members)) from segment_block"), "");
      figures.add("rebuild_50_segments", rebuild / 1000, "s", 60);
      double[] moves = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        int n = MEMBERS - i; // nobody of these said anything
        String line =
            "{\"id\":\"bench-%d\",\"type\":\"message\",\"at\":\"%s\",\"sender\":{\"id\":\"p%d\",\"name\":\"Member %d\"},\"text\":\"hello\"}"
                .formatted(i, Instant.now(), n, n);
        moves[i] =
            millis(
                () -> {
                  server.send(
                      "POST", "/groups/" + group(n) + "/events", "application/x-ndjson", line);
                  until(
                      () ->
                          server.count(
                                  "select count(*) from segment_move where entered and cause = 'deed' and segment_id = %s and member_id = (select member_id from member_account where external_id = 'p%d')"
                                      .formatted(probe, n))
                              == 1);
                });
      }
      add(figures, "one_event_moves_one", moves, 2000);
      idle(figures, server);
    }
  }

  /** What following costs while nothing happens: with windows something turns all the time. */
  private static void idle(Figures figures, BenchServer server) throws Exception {
    double clock = cpuOfIdling();
    execute(server, "update segment_segment set live = false");
    double without = cpuOfIdling();
    execute(
        server,
        "update segment_segment set live = true, built = null, condition = '{\"kind\":\"trait\",\"name\":\"role\",\"op\":\"is\",\"values\":[\"admin\"]}'");
    until(() -> server.count("select count(*) from segment_segment where built is null") == 0);
    double idle = cpuOfIdling();
    figures.add("cpu_while_only_the_clock_moves_people", clock, "ms/s", without);
    figures.add("cpu_while_nothing_happens", idle, "ms/s", without);
  }

  private static double cpuOfIdling() {
    LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
    double before = cpu();
    LockSupport.parkNanos(IDLE.toNanos());
    return (cpu() - before) / IDLE.toSeconds();
  }

  private static double cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime()
        / 1e6;
  }

  private static String world(BenchServer server) throws Exception {
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

  private static void talk(BenchServer server, String community) throws SQLException {
    execute(
        server,
        "insert into member_member (id, created_at) select n, now() from generate_series(1, %d) n"
            .formatted(MEMBERS));
    execute(server, "select setval('member_member_id', %d)".formatted(MEMBERS + 1));
    execute(
        server,
        "insert into member_account (platform, external_id, member_id, name) select 'open:%s', 'p' || n, n, 'Member ' || n from generate_series(1, %d) n"
            .formatted(community, MEMBERS));
    execute(
        server,
        """
        insert into member_membership (group_id, member_id, first_seen_at, joined_at)
        select 1 + n %% %d, n, now() - n %% 700 * interval '1 day', now() - n %% 700 * interval '1 day' from generate_series(1, %d) n
        """
            .formatted(GROUPS, MEMBERS));
    execute(
        server,
        """
        insert into member_tag (community_id, member_id, tag, tagged_at)
        select %s, n, 'tag ' || n %% 40, now() from generate_series(1, %d, 3) n
        """
            .formatted(community, MEMBERS));
    execute(
        server,
        """
        insert into channel_event (group_id, at, kind, member_id, text, text_length, event_key)
        select 1 + member %% %d, now() - 60 * random() * interval '1 day', 'message', member, 'hello', 5, 'made-' || n
          from (select n, 1 + floor(%d * power(random(), 3))::bigint as member from generate_series(1, %d) n) e
        """
            .formatted(GROUPS, MEMBERS - 1000, TALK));
  }

  private static long group(int member) {
    return 1 + member % GROUPS;
  }

  private static String said(int atLeast, int days) {
    return "{\"kind\":\"has\",\"list\":\"said\",\"at_least\":%d,\"days\":%d}"
        .formatted(atLeast, days);
  }

  private static String condition(int i) {
    String tag =
        "{\"kind\":\"has\",\"list\":\"tagged\",\"where\":[{\"name\":\"tag\",\"op\":\"is\",\"values\":[\"tag %d\"]}]}"
            .formatted(i % 40);
    return "{\"kind\":\"all\",\"of\":[{\"kind\":\"any\",\"of\":[%s,%s]},{\"kind\":\"none\",\"of\":[%s,{\"kind\":\"trait\",\"name\":\"joined\",\"op\":\"within\",\"values\":[%d]}]}]}"
        .formatted(tag, said(1 + i % 3, 7 + i), said(5, 3 + i % 10), 1 + i);
  }

  private static String segment(BenchServer server, String community, String name, String condition)
      throws Exception {
    return server
        .send(
            "POST",
            "/communities/" + community + "/segments",
            "application/json",
            "{\"name\":\"%s\",\"condition\":%s}".formatted(name, condition))
        .path("id")
        .asString();
  }

  private interface Work {
    void run() throws Exception;
  }

  private interface Question {
    boolean holds() throws Exception;
  }

  private static void until(Question question) throws Exception {
    while (!question.holds()) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  private static void execute(BenchServer server, String sql) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void add(Figures figures, String key, double[] millis, double target) {
    Arrays.sort(millis);
    figures.add(key + "_median", millis[millis.length / 2], "ms", target);
    figures.add(key + "_p95", millis[(int) Math.ceil(millis.length * 0.95) - 1], "ms", target);
  }

  private static double millis(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }
}
