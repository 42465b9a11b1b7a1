package io.liana.bench;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * {@code ./liana bench moderation}: the text kernel's speed and recall against {@code
 * com.github.houbb:sensitive-word}, and the detector's judgement. {@code --kernel} or {@code
 * --detector} for one of the two; {@code --train} makes the model anew.
 */
public final class ModerationBench {
  private static final double LONGEST_P99_MICROS = 50;

  private ModerationBench() {}

  public static void main(String[] args) throws Exception {
    if (BenchOptions.has(args, "--train")) {
      AdvertTraining.main(args);
      return;
    }
    Figures figures = new Figures("moderation");
    if (!BenchOptions.has(args, "--detector")) {
      speed(figures);
      EvasionRecall.measure(figures);
    }
    if (!BenchOptions.has(args, "--kernel")) {
      figures.addAll(DetectorEvaluation.evaluate());
    }
    figures.report(BenchOptions.json(args));
  }

  private static void speed(Figures figures) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(KernelBenchmark.class.getSimpleName())
                    .jvmArgsAppend("-Dliana.home=" + Figures.home(), "-XX:+UseSerialGC", "-Xmx1g")
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    double ours = score(results, "liana");
    figures
        .add("kernel.messages_per_second", ours, "msg/s", score(results, "sensitiveWord"))
        .add("kernel.against_bare", ours, "msg/s", score(results, "sensitiveWordBare"))
        .add("judge.messages_per_second", score(results, "lianaWithDetector"), "msg/s")
        .add("kernel.p99_of_200_characters", p99(results), "µs", LONGEST_P99_MICROS);
  }

  private static double score(Collection<RunResult> results, String benchmark) {
    return result(results, benchmark).getPrimaryResult().getScore();
  }

  private static double p99(Collection<RunResult> results) {
    return result(results, "longMessage").getPrimaryResult().getStatistics().getPercentile(99);
  }

  private static RunResult result(Collection<RunResult> results, String benchmark) {
    return results.stream()
        .filter(r -> r.getParams().getBenchmark().endsWith("." + benchmark))
        .findFirst()
        .orElseThrow();
  }
}
