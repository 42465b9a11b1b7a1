package io.liana.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.liana.insight.ReportLoad;
import io.liana.postgres.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.flywaydb.core.Flyway;

/**
 * {@code ./liana bench report}: one group of 1.1 million messages, from the archive to the page;
 * its queries against the same queries in PostgreSQL.
 */
public final class ReportBench {
  private static final int EVENTS = 1_210_000; // ten in eleven of them are messages
  private static final int ROUNDS = 7;
  private static final double TARGET_MILLIS = 2_000;

  private ReportBench() {}

  /** Something worth a stopwatch. */
  private interface Timed {
    void run() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("liana-bench-report");
    try (var server =
        EmbeddedPostgres.start(folder.resolve("postgres"), List.of("shared_buffers=256MB"))) {
      String url = server.jdbcUrl("postgres");
      Flyway.configure()
          .dataSource(url, server.user(), server.password())
          .schemas("liana")
          .defaultSchema("liana")
          .load()
          .migrate();
      try (HikariDataSource postgres = pool(url + "?currentSchema=liana", server);
          ReportLoad load = new ReportLoad(postgres, folder.resolve("insight.duckdb"))) {
        measure(load).report(BenchOptions.json(args));
      }
    } finally {
      deleteTree(folder);
    }
  }

  private static Figures measure(ReportLoad load) throws Exception {
    Figures figures = new Figures("report");
    System.err.println("Making up " + EVENTS + " events …");
    load.happen(EVENTS);
    double fill = millis(load::refresh);
    figures.add("fill_facts_seconds", fill / 1000, "s");
    figures.add("fill_facts_rate", EVENTS / fill * 1000, "events/s");
    System.err.println("Preparing the baseline …");
    load.prepareBaseline();
    load.happen(1_000);
    figures.add("refresh_1000_events", millis(load::refresh), "ms");
    double first = millis(load::report);
    double warm = median(load::report);
    double queries = median(load::queries);
    double baseline = median(load::baselineQueries);
    figures.add("messages", load.report(), "messages");
    figures.add("first_report", first, "ms");
    figures.add("warm_report_against_target", warm, "ms", TARGET_MILLIS);
    figures.add("warm_queries_against_postgresql", queries, "ms", baseline);
    return figures;
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

  private static void deleteTree(Path folder) throws java.io.IOException {
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    }
  }
}
