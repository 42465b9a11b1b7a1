package io.liana.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Somebody looks at a group's dashboard while events come in at half the rate the machine takes:
 * how long the page's questions take, and after what time an event is in them.
 */
final class DashboardBench {
  private static final int WARM_UP = 200_000;
  private static final int SUSTAINED = 200_000;
  private static final int SECONDS = 40;
  private static final long PAUSE_MILLIS = 500;
  private static final double MOST_MILLIS = 300;
  private static final double MOST_LAG_MILLIS = 5_000;

  private DashboardBench() {}

  public static void main(String[] args) throws Exception {
    measure().report(BenchOptions.json(args));
  }

  static Figures measure() throws Exception {
    try (var server = BenchServer.start()) {
      var world = IntakeWorld.build(server);
      String quiet = IntakeWorld.quietGroup(server);
      var load = new IntakeLoad(server, world);
      load.asFastAsItGoes(WARM_UP, world.ordinary());
      double sustained = load.asFastAsItGoes(SUSTAINED, world.ordinary());
      look(server, world.groups().getFirst());
      try (var watching = Executors.newFixedThreadPool(2)) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        Future<List<Double>> looked =
            watching.submit(
                () -> {
                  List<Double> took = new ArrayList<>();
                  while (System.nanoTime() < end) {
                    took.add(look(server, world.groups().get(took.size() % IntakeBench.GROUPS)));
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                  }
                  return took;
                });
        Future<List<Double>> lagged =
            watching.submit(
                () -> {
                  List<Double> took = new ArrayList<>();
                  while (System.nanoTime() < end) {
                    took.add(untilSeen(server, quiet, took.size() + 1));
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                  }
                  return took;
                });
        double achieved =
            load.atRate(sustained / 2, java.time.Duration.ofSeconds(SECONDS), world.ordinary())
                .achieved();
        double[] pages = sorted(looked.get());
        double[] lags = sorted(lagged.get());
        return new Figures("dashboard")
            .add("dashboard_intake_beside", achieved, "events/s", sustained / 2)
            .add("dashboard_p50", at(pages, 0.5), "ms")
            .add("dashboard_p95", at(pages, 0.95), "ms", MOST_MILLIS)
            .add("dashboards_looked_at", pages.length, "pages")
            .add("event_to_dashboard_p95", at(lags, 0.95), "ms", MOST_LAG_MILLIS)
            .add("event_to_dashboard_worst", lags[lags.length - 1], "ms", MOST_LAG_MILLIS);
      }
    }
  }

  /** Milliseconds for what the page asks. */
  private static double look(BenchServer server, String group) throws Exception {
    long begin = System.nanoTime();
    report(server, group);
    server.send("GET", "/groups/" + group + "/report/series", "application/json", "");
    return (System.nanoTime() - begin) / 1e6;
  }

  private static long report(BenchServer server, String group) throws Exception {
    return server
        .send("GET", "/groups/" + group + "/report", "application/json", "")
        .path("messages")
        .asLong();
  }

  /** Milliseconds from handing in an event until the group's report counts it. */
  private static double untilSeen(BenchServer server, String group, int number) throws Exception {
    long begin = System.nanoTime();
    server.send(
        "POST",
        "/groups/" + group + "/events",
        "application/x-ndjson",
        BenchServer.JSON.writeValueAsString(
                Map.of(
                    "id",
                    "seen-" + number,
                    "at",
                    Instant.now().toString(),
                    "type",
                    "message",
                    "sender",
                    Map.of("id", "m1"),
                    "text",
                    "hello"))
            + "\n");
    while (report(server, group) < number) {
      if (System.nanoTime() - begin > TimeUnit.MINUTES.toNanos(1)) {
        throw new IllegalStateException("event " + number + " does not come to the dashboard");
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  private static double[] sorted(List<Double> values) {
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(all);
    return all;
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[Math.min(sorted.length - 1, (int) Math.ceil(sorted.length * quantile) - 1)];
  }
}
