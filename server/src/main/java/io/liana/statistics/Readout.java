package io.liana.statistics;

import io.liana.statistics.TwoProportions.Share;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole experiment on one metric: every arm against the first, the control.
 *
 * @param sampleRatioP of the sizes of the arms against their promised shares
 */
public record Readout(double sampleRatioP, List<Comparison> comparisons) {
  private static final int SMALL = 30;
  private static final int EARLY = 100;
  private static final double SKEWED = 3;

  /**
   * What one arm did.
   *
   * @param weight promised share, in any unit
   * @param share set when the metric is a share: then the test is {@link TwoProportions}
   */
  public record Arm(String name, double weight, Sample sample, @Nullable Share share) {
    public static Arm ofShare(String name, double weight, long n, long hits) {
      return new Arm(name, weight, Sample.proportion(n, hits), new Share(n, hits));
    }

    public static Arm ofMean(String name, double weight, Sample sample) {
      return new Arm(name, weight, sample, null);
    }
  }

  /**
   * One arm against the control, everything two-sided.
   *
   * @param difference its p is the one the conclusion stands on
   * @param sequential the difference again, valid at every look; for α ÷ (arms − 1)
   * @param holm p of the difference corrected for the number of arms; 1 when refused
   * @param discovery the same by Benjamini and Hochberg
   * @param bayes of the relative difference where there is one, with a flat prior
   */
  public record Comparison(
      Arm arm,
      Arm control,
      Effect difference,
      Effect relative,
      Effect sequential,
      Bayes bayes,
      double holm,
      double discovery,
      Conclusion conclusion,
      List<Caution> cautions) {}

  /**
   * @param arms at least two, the control first
   * @param planned units of all arms together the experiment was planned for; tunes the sequential
   *     interval
   */
  public static Readout of(List<Arm> arms, double alpha, double planned) {
    Arm control = arms.getFirst();
    List<Arm> others = arms.subList(1, arms.size());
    double split =
        SampleRatio.p(
            arms.stream().mapToLong(arm -> arm.sample().n()).toArray(),
            arms.stream().mapToDouble(Arm::weight).toArray());
    List<Effect> differences = others.stream().map(arm -> difference(control, arm, alpha)).toList();
    double[] p = differences.stream().mapToDouble(Readout::p).toArray();
    double[] holm = Multiplicity.holm(p);
    double[] discovery = Multiplicity.benjaminiHochberg(p);
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < others.size(); i++) {
      Arm arm = others.get(i);
      Effect relative =
          Welch.compare(control.sample(), arm.sample(), Scale.RELATIVE, Side.TWO_SIDED, alpha);
      Effect sequential =
          Sequential.compare(
              control.sample(),
              arm.sample(),
              Scale.ABSOLUTE,
              Side.TWO_SIDED,
              alpha / others.size(),
              planned);
      comparisons.add(
          new Comparison(
              arm,
              control,
              differences.get(i),
              relative,
              sequential,
              Bayes.compare(
                  control.sample(),
                  arm.sample(),
                  control.sample().baseline() == 0 ? Scale.ABSOLUTE : Scale.RELATIVE,
                  null,
                  alpha),
              holm[i],
              discovery[i],
              conclude(split, control, arm, differences.get(i), sequential, p[i], holm[i], alpha),
              cautions(control, arm, differences.get(i), relative, alpha)));
    }
    return new Readout(split, List.copyOf(comparisons));
  }

  public boolean splitIsBroken() {
    return sampleRatioP < SampleRatio.ALARM;
  }

  private static Effect difference(Arm control, Arm arm, double alpha) {
    return control.share() != null && arm.share() != null
        ? TwoProportions.compare(control.share(), arm.share(), alpha).effect()
        : Welch.compare(control.sample(), arm.sample(), Scale.ABSOLUTE, Side.TWO_SIDED, alpha);
  }

  private static double p(Effect effect) {
    return switch (effect) {
      case Effect.Measured measured -> measured.p();
      case Effect.Refused _ -> 1;
    };
  }

  private static Conclusion conclude(
      double split,
      Arm control,
      Arm arm,
      Effect difference,
      Effect sequential,
      double p,
      double holm,
      double alpha) {
    if (split < SampleRatio.ALARM) {
      return Conclusion.BROKEN_SPLIT;
    }
    if (difference instanceof Effect.Refused) {
      return Conclusion.NO_ANSWER;
    }
    if (p >= alpha) {
      return Conclusion.NOT_SHOWN;
    }
    if (holm >= alpha) {
      return Conclusion.LOST_BY_CORRECTION;
    }
    boolean anyTime =
        smaller(control, arm) >= EARLY
            && sequential instanceof Effect.Measured looked
            && !looked.interval().contains(0);
    return anyTime ? Conclusion.SHOWN : Conclusion.SHOWN_AT_PLANNED_END;
  }

  private static List<Caution> cautions(
      Arm control, Arm arm, Effect difference, Effect relative, double alpha) {
    List<Caution> cautions = new ArrayList<>();
    if (smaller(control, arm) < SMALL) {
      cautions.add(Caution.SMALL_ARM);
    }
    if (smaller(control, arm) < EARLY) {
      cautions.add(Caution.TOO_EARLY_FOR_LOOKS);
    }
    if (control.share() != null
        && arm.share() != null
        && difference instanceof Effect.Measured
        && TwoProportions.few(control.share(), arm.share())) {
      cautions.add(Caution.FEW_HITS);
    }
    if (skewed(control) || skewed(arm)) {
      cautions.add(Caution.OUTLIERS);
    }
    if (difference instanceof Effect.Measured one
        && relative instanceof Effect.Measured other
        && (one.p() < alpha) != (other.p() < alpha)) {
      cautions.add(Caution.SCALES_DISAGREE);
    }
    return List.copyOf(cautions);
  }

  private static long smaller(Arm control, Arm arm) {
    return Math.min(control.sample().n(), arm.sample().n());
  }

  private static boolean skewed(Arm arm) {
    Sample sample = arm.sample();
    return arm.share() == null
        && Math.sqrt(Math.max(0, sample.variance())) > SKEWED * Math.abs(sample.mean());
  }
}
