package io.liana.statistics;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The difference as a belief: normal likelihood by the delta method, normal or flat prior on the
 * difference. Says how sure, and what choosing wrongly would cost. A look every day does not spoil
 * it as a belief, but rules like "stop at 95 %" still raise false alarms.
 *
 * @param estimate posterior mean on the scale asked for
 * @param error posterior standard deviation
 * @param chance that the treatment is better (higher)
 * @param lossKeeping expected loss, on the same scale, of staying with the control
 * @param lossChoosing expected loss of choosing the treatment
 */
public record Bayes(
    double estimate,
    double error,
    Interval credible,
    double chance,
    double lossKeeping,
    double lossChoosing) {
  private static final NormalDistribution STANDARD = new NormalDistribution();

  /** What was believed about the difference before, on the same scale. */
  public record Prior(double mean, double variance) {}

  /** Nothing measured yet: even odds. */
  static final Bayes NOTHING = new Bayes(0, 0, new Interval(0, 0), 0.5, 0, 0);

  /**
   * @param prior null for flat
   * @param alpha 0.05 for a 95 % credible interval
   */
  public static Bayes compare(
      Sample control, Sample treatment, Scale scale, @Nullable Prior prior, double alpha) {
    if (Contrast.refusal(control, treatment, scale) != null) {
      return NOTHING;
    }
    Contrast contrast = Contrast.of(control, treatment, scale);
    double precision = 1 / contrast.variance();
    double mean = contrast.estimate();
    if (prior != null) {
      double before = 1 / prior.variance();
      mean = (precision * mean + before * prior.mean()) / (precision + before);
      precision += before;
    }
    double error = 1 / Math.sqrt(precision);
    double z = mean / error;
    double chance = STANDARD.cumulativeProbability(z);
    double bend = error * STANDARD.density(z);
    return new Bayes(
        mean,
        error,
        Interval.around(mean, error * STANDARD.inverseCumulativeProbability(1 - alpha / 2)),
        chance,
        bend + mean * chance,
        bend - mean * (1 - chance));
  }
}
