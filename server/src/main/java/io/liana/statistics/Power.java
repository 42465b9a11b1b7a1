package io.liana.statistics;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How many, how small, how sure: before the start. Two-sided normal test of one arm against the
 * control, unpooled, arms of the same size (as GrowthBook's calculator). An effect is always told
 * relative: 0.1 is a tenth more than the baseline; the test may be planned on either scale.
 */
public final class Power {
  /** More people than there are. */
  static final long MOST = 100_000_000_000L;

  private static final NormalDistribution STANDARD = new NormalDistribution();

  private Power() {}

  /**
   * What is measured, and how strictly.
   *
   * @param baseline mean of the control; not 0
   * @param variance of one unit
   * @param share whether it is a proportion: then an effect changes the variance too
   * @param arms with the control
   * @param scale of the test that will decide; the relative one needs more units for a rise
   * @param alpha of one comparison; with several arms divide it by (arms − 1) to be on the safe
   *     side
   */
  public record Plan(
      double baseline, double variance, boolean share, int arms, Scale scale, double alpha) {
    public static Plan ofMean(
        double baseline, double standardDeviation, int arms, Scale scale, double alpha) {
      return new Plan(baseline, standardDeviation * standardDeviation, false, arms, scale, alpha);
    }

    public static Plan ofShare(double baseline, int arms, Scale scale, double alpha) {
      return new Plan(baseline, baseline * (1 - baseline), true, arms, scale, alpha);
    }

    double treatment(double effect) {
      return baseline + Math.abs(baseline) * effect;
    }

    double varianceAt(double effect) {
      double rate = treatment(effect);
      return share ? rate * (1 - rate) : variance;
    }

    boolean possible(double effect) {
      return !share || (treatment(effect) >= 0 && treatment(effect) <= 1);
    }
  }

  /** The chance to see an effect of this size with {@code total} units in all arms together. */
  public static double of(Plan plan, double effect, double total) {
    double n = total / plan.arms();
    double mean = plan.treatment(effect);
    double slope = plan.scale() == Scale.RELATIVE ? mean / plan.baseline() : 1;
    double variance =
        (plan.varianceAt(effect) + slope * slope * plan.variance())
            / (n * plan.baseline() * plan.baseline());
    double z = STANDARD.inverseCumulativeProbability(1 - plan.alpha() / 2);
    double shift = effect / Math.sqrt(variance);
    return STANDARD.cumulativeProbability(shift - z) + STANDARD.cumulativeProbability(-z - shift);
  }

  /** Units in all arms together, a multiple of the arms; empty when no number would do. */
  public static OptionalLong needed(Plan plan, double effect, double power) {
    if (effect == 0 || !plan.possible(effect)) {
      return OptionalLong.empty();
    }
    long enough = 1;
    while (of(plan, effect, (double) enough * plan.arms()) < power) {
      enough *= 2;
      if (enough > MOST) {
        return OptionalLong.empty();
      }
    }
    long tooFew = enough / 2;
    while (enough - tooFew > 1) {
      long middle = (enough + tooFew) / 2;
      if (of(plan, effect, (double) middle * plan.arms()) < power) {
        tooFew = middle;
      } else {
        enough = middle;
      }
    }
    return OptionalLong.of(Math.max(2, enough) * plan.arms());
  }

  /** The smallest rise that would be seen with this power; empty when none would. */
  public static OptionalDouble detectable(Plan plan, double total, double power) {
    double most = plan.share() ? (1 - plan.baseline()) / plan.baseline() : 1e6;
    if (!(of(plan, most, total) >= power)) {
      return OptionalDouble.empty();
    }
    double low = 0;
    double high = most;
    for (int i = 0; i < 200 && high - low > 1e-12 * Math.max(1, high); i++) {
      double middle = (low + high) / 2;
      if (of(plan, middle, total) < power) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalDouble.of(high);
  }
}
