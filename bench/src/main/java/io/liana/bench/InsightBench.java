package io.liana.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.liana.insight.InsightLoad;
import io.liana.postgres.EmbeddedPostgres;
import io.liana.question.FunnelLoad;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.postgresql.PGConnection;

/**
 * {@code ./liana bench insight [--events N]}: the standard questions over made-up facts, as the
 * server asks them, against SQL an analyst would write on the same engine, against two workers of
 * Trino and, up to twenty million events, against the same SQL in PostgreSQL; then how fast events
 * become facts, and how long a dashboard takes beside the intake.
 */
public final class InsightBench {
  private static final long EVENTS = 20_000_000;
  private static final int ROUNDS = 3;
  private static final int TAKEN_IN = 3_000_000;
  private static final double LEAST_TAKEN_IN = 300_000;
  private static final double MOST_OF_BY_HAND = 1.2;
  private static final double LEAST_OF_POSTGRESQL = 10;

  private static final String SAID =
      "from fact_event where group_id between 1 and 5000 and kind in ('message', 'media', 'action') and not bot and member_id is not null";

  /** Word for word the same in DuckDB and in PostgreSQL. */
  private static final Map<String, String> BY_HAND = new LinkedHashMap<>();

  static {
    BY_HAND.put(
        "retention",
        """
        with active as (select distinct member_id, (day - 19723) - (day - 19723) %% 7 as week %s),
        cohort as (select member_id, min(week) as week from active group by member_id)
        select c.week, a.week - c.week, count(*) from cohort c join active a on a.member_id = c.member_id group by 1, 2
        """
            .formatted(SAID));
    BY_HAND.put(
        "lifecycle",
        """
        with active as (select distinct member_id, (day - 19723) - (day - 19723) %% 7 as week %s),
        seen as (
          select week, lag(week) over (partition by member_id order by week) as earlier,
                 lead(week) over (partition by member_id order by week) as later from active)
        select week, sum(case when earlier is null then 1 else 0 end), sum(case when earlier = week - 7 then 1 else 0 end),
               sum(case when earlier < week - 7 then 1 else 0 end), sum(case when later is null or later > week + 7 then 1 else 0 end)
          from seen group by week
        """
            .formatted(SAID));
    BY_HAND.put(
        "stickiness",
        """
        select days, count(*) from (select member_id, count(distinct day) as days %s group by member_id) t group by days
        """
            .formatted(SAID));
    // Each join begins an attempt; a member counts once, by the best of theirs.
    BY_HAND.put(
        "funnel",
        """
        with a as (select distinct member_id, at_ms as t from fact_event where kind = 'join'),
        b as (select a.member_id, a.t, min(e.at_ms) as u from fact_event e join a
                on e.member_id = a.member_id and e.kind in ('message', 'media', 'action') and e.at_ms > a.t and e.at_ms <= a.t + 604800000
               group by a.member_id, a.t),
        c as (select b.member_id, b.t, min(e.at_ms) as u from fact_event e join b
                on e.member_id = b.member_id and e.kind = 'message' and e.question and e.at_ms > b.u and e.at_ms <= b.t + 604800000
               group by b.member_id, b.t),
        d as (select distinct c.member_id from fact_event e join c
                on e.member_id = c.member_id and e.kind = 'media' and e.at_ms > c.u and e.at_ms <= c.t + 604800000)
        select (select count(distinct member_id) from a), (select count(distinct member_id) from b),
               (select count(distinct member_id) from c), (select count(*) from d)
        """);
  }

  /** From which column on the answer by hand holds counts. */
  private static final Map<String, Integer> COUNTS_FROM =
      Map.of("retention", 3, "lifecycle", 2, "stickiness", 2, "funnel", 1);

  private InsightBench() {}

  private interface Timed {
    void run() throws Exception;
  }

  private interface Question {
    long ask() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    long events = EVENTS;
    for (int i = 0; i + 1 < args.length; i++) {
      if (args[i].equals("--events")) {
        events = Long.parseLong(args[i + 1]);
      }
    }
    Path folder = Files.createTempDirectory("liana-bench-insight");
    try (var server =
        EmbeddedPostgres.start(
            folder.resolve("postgres"), List.of("shared_buffers=1GB", "work_mem=256MB"))) {
      String url = server.jdbcUrl("postgres");
      Flyway.configure()
          .dataSource(url, server.user(), server.password())
          .schemas("liana")
          .defaultSchema("liana")
          .load()
          .migrate();
      try (HikariDataSource postgres = pool(url + "?currentSchema=liana", server);
          InsightLoad load = new InsightLoad(postgres, folder.resolve("insight.duckdb"))) {
        Figures figures = measure(load, postgres, events, folder);
        if (events <= EVENTS) {
          System.err.println("Taking in " + TAKEN_IN + " events …");
          double rate = load.takeIn(TAKEN_IN);
          figures.add("taken_into_the_lake", rate, "facts/s", LEAST_TAKEN_IN);
          System.err.println("Looking at dashboards while events come in …");
          figures.addAll(DashboardBench.measure());
        }
        figures.report(BenchOptions.json(args));
      }
    } finally {
      deleteTree(folder);
    }
  }

  private static Figures measure(
      InsightLoad load, HikariDataSource postgres, long events, Path folder) throws Exception {
    Figures figures = new Figures("insight");
    System.err.println("Making up " + events + " events …");
    load.happen(events);
    figures.add("events", events, "events");
    Map<String, Double> took = new LinkedHashMap<>();
    Map<String, Long> answers = new LinkedHashMap<>();
    try (var here = load.here()) {
      for (var question : questions(here).entrySet()) {
        String name = question.getKey();
        System.err.println(name + " …");
        answers.put(name, question.getValue().ask());
        double asked = median(question.getValue()::ask);
        double byHand = median(() -> byHand(load, name, answers.get(name)));
        took.put(name, asked);
        figures.add(name + "_against_by_hand", asked, "ms", byHand);
        figures.add(name + "_of_by_hand_at_most", asked / byHand, "times", MOST_OF_BY_HAND);
      }
    }
    figures.add("dashboard_of_one_group", median(() -> load.dashboard(50)), "ms", 300);
    figures.add("memory_of_the_process", memory(), "MB", 4096);
    elsewhere(figures, load, answers, took);
    if (events <= EVENTS) {
      baseline(load, postgres, folder);
      for (var question : took.entrySet()) {
        String name = question.getKey();
        System.err.println(name + " in PostgreSQL …");
        double theirs =
            millis(
                () -> {
                  try (Connection connection = postgres.getConnection()) {
                    same(
                        name,
                        answers.get(name),
                        InsightLoad.sum(connection, BY_HAND.get(name), COUNTS_FROM.get(name)));
                  }
                });
        figures.add(name + "_in_postgresql", theirs, "ms");
        figures.add(
            name + "_faster_than_postgresql_at_least",
            theirs / question.getValue(),
            "times",
            LEAST_OF_POSTGRESQL);
      }
    }
    return figures;
  }

  private static Map<String, Question> questions(InsightLoad.Asked asked) {
    Map<String, Question> questions = new LinkedHashMap<>();
    questions.put("retention", asked::retention);
    questions.put("lifecycle", asked::lifecycle);
    questions.put("stickiness", asked::stickiness);
    questions.put("funnel", () -> FunnelLoad.funnel(asked));
    return questions;
  }

  private static void byHand(InsightLoad load, String name, long answer) {
    same(name, answer, load.byHand(BY_HAND.get(name), COUNTS_FROM.get(name)));
  }

  /** A faster answer to another question would be worth nothing. */
  private static void same(String name, long ours, long theirs) {
    if (ours != theirs) {
      throw new IllegalStateException("%s: %d here, %d there".formatted(name, ours, theirs));
    }
  }

  /** The same questions over the same lake, asked of a Trino with two workers on this machine. */
  private static void elsewhere(
      Figures figures, InsightLoad load, Map<String, Long> answers, Map<String, Double> took)
      throws Exception {
    System.err.println("Starting Trino …");
    try (TrinoNodes trino = TrinoNodes.over(load.lake());
        var there = load.elsewhere(trino.url())) {
      there.stickiness(); // the first question also starts the engine's compiler
      for (var question : questions(there).entrySet()) {
        String name = question.getKey();
        System.err.println(name + " in Trino …");
        double theirs = millis(() -> same(name, answers.get(name), question.getValue().ask()));
        figures.add(name + "_on_two_trino_workers", theirs, "ms", took.get(name));
      }
    }
  }

  /** The same facts in PostgreSQL, sorted and indexed. */
  private static void baseline(InsightLoad load, HikariDataSource postgres, Path folder)
      throws Exception {
    System.err.println("The same facts into PostgreSQL …");
    Path csv = folder.resolve("facts.csv");
    load.export(csv);
    try (Connection connection = postgres.getConnection();
        var statement = connection.createStatement();
        InputStream in = Files.newInputStream(csv)) {
      statement.execute(
          """
          create table fact_event (
            group_id bigint not null, at_ms bigint not null, seq bigint not null, day integer not null, hour integer not null,
            kind text not null, bot boolean not null, member_id bigint, text_length integer not null, question boolean not null)
          """);
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn("copy fact_event from stdin (format csv)", in, 1 << 16);
      statement.execute("create index on fact_event (group_id, at_ms)");
      statement.execute("create index on fact_event (member_id, at_ms)");
      statement.execute("vacuum analyze fact_event");
    } finally {
      Files.deleteIfExists(csv);
    }
  }

  /** Most memory this process held so far, of Java and of DuckDB, in MB. */
  private static double memory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  private static double median(Timed work) throws Exception {
    double[] millis = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      millis[round] = millis(work);
    }
    Arrays.sort(millis);
    return millis[ROUNDS / 2];
  }

  private static double millis(Timed work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static HikariDataSource pool(String url, EmbeddedPostgres server) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(server.user());
    config.setPassword(server.password());
    config.setMaximumPoolSize(4);
    return new HikariDataSource(config);
  }

  private static void deleteTree(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
