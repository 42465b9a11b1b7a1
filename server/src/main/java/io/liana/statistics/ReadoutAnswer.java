package io.liana.statistics;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A readout as it is spoken over HTTP.
 *
 * @param metric {@code share} or {@code mean}
 */
public record ReadoutAnswer(
    String metric,
    double alpha,
    SplitSeen split,
    List<ArmSeen> arms,
    List<ComparisonSeen> comparisons) {

  public record ArmSeen(
      String name, long n, double mean, @Nullable Double low, @Nullable Double high) {}

  public record SplitSeen(double p, boolean broken) {}

  /** All null but {@code refused}, or the other way round. */
  public record EffectSeen(
      @Nullable Double estimate,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double p,
      @Nullable String refused) {
    static EffectSeen of(Effect effect) {
      return switch (effect) {
        case Effect.Measured one ->
            new EffectSeen(
                one.estimate(), one.interval().low(), one.interval().high(), one.p(), null);
        case Effect.Refused no -> new EffectSeen(null, null, null, null, code(no.why()));
      };
    }
  }

  public record BeliefSeen(
      double chance, double lossKeeping, double lossChoosing, boolean relative) {}

  public record ComparisonSeen(
      String arm,
      String control,
      EffectSeen difference,
      EffectSeen relative,
      EffectSeen sequential,
      @Nullable BeliefSeen belief,
      @Nullable Double holm,
      @Nullable Double discovery,
      String conclusion,
      List<String> cautions) {}

  /**
   * @param share whether values are shares in [0, 1]
   * @param arms as they were read, the control first
   */
  public static ReadoutAnswer of(
      boolean share, List<Readout.Arm> arms, Readout readout, double alpha) {
    return new ReadoutAnswer(
        share ? "share" : "mean",
        alpha,
        new SplitSeen(readout.sampleRatioP(), readout.splitIsBroken()),
        arms.stream().map(arm -> seen(arm, alpha)).toList(),
        readout.comparisons().stream().map(ReadoutAnswer::seen).toList());
  }

  private static ArmSeen seen(Readout.Arm arm, double alpha) {
    long n = arm.sample().n();
    Interval interval = null;
    if (n > 0) {
      interval =
          arm.share() != null
              ? TwoProportions.wilson(arm.share(), alpha)
              : Welch.alone(arm.sample(), alpha);
    }
    return new ArmSeen(
        arm.name(),
        n,
        arm.sample().mean(),
        interval == null ? null : interval.low(),
        interval == null ? null : interval.high());
  }

  private static ComparisonSeen seen(Readout.Comparison one) {
    boolean measured = one.difference() instanceof Effect.Measured;
    boolean relative = one.relative() instanceof Effect.Measured;
    Bayes bayes = one.bayes();
    return new ComparisonSeen(
        one.arm().name(),
        one.control().name(),
        EffectSeen.of(one.difference()),
        EffectSeen.of(one.relative()),
        EffectSeen.of(one.sequential()),
        one.sequential() instanceof Effect.Measured
            ? new BeliefSeen(bayes.chance(), bayes.lossKeeping(), bayes.lossChoosing(), relative)
            : null,
        measured ? one.holm() : null,
        measured ? one.discovery() : null,
        code(one.conclusion()),
        one.cautions().stream().map(ReadoutAnswer::code).toList());
  }

  private static String code(Enum<?> one) {
    return one.name().toLowerCase(Locale.ROOT);
  }
}
