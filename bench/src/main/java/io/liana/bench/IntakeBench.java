package io.liana.bench;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * {@code ./liana bench intake}: events through the open door, durable before acknowledged, every
 * rule on, against the raw insert rate of the same rows into the same PostgreSQL. Client, server
 * and database share the machine.
 */
final class IntakeBench {
  static final int GROUPS = 50;
  static final int MEMBERS = 10_000;
  static final int KEYWORD_RULES = 200;
  // In a short run the compiler takes 46 s of CPU time, a third of everything.
  private static final int WARM_UP_ROUND = 50_000;
  private static final int MOST_WARM_UP = 600_000;
  private static final double COMPILER_SHARE = 0.1; // of one core
  private static final int SUSTAINED = 300_000;
  private static final int WAVE = 60_000;
  private static final int RAW_ROWS = 200_000;
  private static final Duration HALF_RATE_LENGTH = Duration.ofSeconds(20);

  private IntakeBench() {}

  /** Until the compiler is done, or nearly: a server runs for weeks. */
  private static void warmUp(IntakeLoad load, IntakeWorld world) throws Exception {
    var compiler = ManagementFactory.getCompilationMXBean();
    for (int done = 0; done < MOST_WARM_UP; done += WARM_UP_ROUND) {
      long begin = System.nanoTime();
      long before = compiler.getTotalCompilationTime();
      load.asFastAsItGoes(WARM_UP_ROUND, world.ordinary());
      long tookMillis = (System.nanoTime() - begin) / 1_000_000;
      if (compiler.getTotalCompilationTime() - before < tookMillis * COMPILER_SHARE) {
        return;
      }
    }
  }

  public static void main(String[] args) throws Exception {
    try (var server = BenchServer.start()) {
      var world = IntakeWorld.build(server);
      var load = new IntakeLoad(server, world);
      System.out.printf(
          "%d groups, %d members, %d rules, %d words%n",
          GROUPS, MEMBERS, world.rules(), world.words());

      warmUp(load, world);
      double raw = new RawInsert(server).rowsPerSecond(world, RAW_ROWS);
      double sustained = load.asFastAsItGoes(SUSTAINED, world.ordinary());
      IntakeLoad.Latency half = load.atRate(sustained / 2, HALF_RATE_LENGTH, world.ordinary());
      double wave = load.asFastAsItGoes(WAVE, world.wave());

      var figures = new Figures("intake");
      figures.add("raw_insert", raw, "rows/s");
      figures.add("sustained", sustained, "events/s", raw);
      figures.add("sustained_of_raw_limit", sustained / raw, "share", 0.25);
      figures.add("sustained_one_advert_in_ten", wave, "events/s", raw);
      figures.add("half_rate", half.achieved(), "events/s", sustained / 2);
      figures.add("accepted_to_outbox_p50", half.p50(), "ms");
      figures.add("accepted_to_outbox_p99", half.p99(), "ms", 250);
      figures.add("answers_measured", half.answers(), "rows");
      figures.add("events_settled", server.count("select count(*) from channel_event"), "rows");
      figures.add(
          "events_lost",
          load.posted() - server.count("select count(*) from channel_event"),
          "rows");
      figures.add("cases_opened", server.count("select count(*) from moderation_case"), "rows");
      figures.report(BenchOptions.json(args));
      for (String line :
          List.of(
              "raw_insert: one writer, multi-row inserts of 1,000 rows, each committed durably: the rows, columns and indexes of the inbox.")) {
        System.out.println(line);
      }
    }
  }
}
