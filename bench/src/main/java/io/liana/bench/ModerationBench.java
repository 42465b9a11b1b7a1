package io.liana.bench;

/** {@code ./liana bench moderation}: the text kernel's speed and the detector's judgement. */
public final class ModerationBench {
  private ModerationBench() {}

  public static void main(String[] args) throws Exception {
    if (BenchOptions.has(args, "--train")) {
      AdvertTraining.main(args);
      return;
    }
    DetectorEvaluation.evaluate().report(BenchOptions.json(args));
  }
}
