package io.liana.statistics;

import org.hipparchus.distribution.continuous.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Two means whose variances may differ (Welch 1947; degrees of freedom by Satterthwaite). Also for
 * ratios and adjusted metrics: a {@code Sample} carries the right variance. Valid for one look at a
 * time that was fixed before; for daily looks see {@link Sequential}.
 */
public final class Welch {
  private Welch() {}

  /**
   * @param alpha share of false alarms accepted, e.g. 0.05 for a 95 % interval
   */
  public static Effect compare(
      Sample control, Sample treatment, Scale scale, Side side, double alpha) {
    Refusal refusal = Contrast.refusal(control, treatment, scale);
    if (refusal != null) {
      return new Effect.Refused(refusal);
    }
    Contrast contrast = Contrast.of(control, treatment, scale);
    var t = new TDistribution(contrast.freedom());
    double error = contrast.error();
    double at = contrast.estimate() / error;
    double tail = side == Side.TWO_SIDED ? alpha / 2 : alpha;
    double width = error * t.inverseCumulativeProbability(1 - tail);
    return switch (side) {
      case TWO_SIDED ->
          measured(
              contrast,
              Interval.around(contrast.estimate(), width),
              2 * t.cumulativeProbability(-Math.abs(at)));
      case GREATER ->
          measured(
              contrast,
              new Interval(contrast.estimate() - width, Double.POSITIVE_INFINITY),
              t.cumulativeProbability(-at));
      case LESSER ->
          measured(
              contrast,
              new Interval(Double.NEGATIVE_INFINITY, contrast.estimate() + width),
              t.cumulativeProbability(at));
    };
  }

  /** The interval of one arm's mean; null where its units do not differ. */
  static @Nullable Interval alone(Sample sample, double alpha) {
    if (sample.n() < 2 || !(sample.variance() > 0)) {
      return null;
    }
    var t = new TDistribution(sample.n() - 1.0);
    double width = t.inverseCumulativeProbability(1 - alpha / 2) * Math.sqrt(sample.error());
    return Interval.around(sample.mean(), width);
  }

  private static Effect measured(Contrast contrast, Interval interval, double p) {
    return new Effect.Measured(contrast.estimate(), contrast.error(), interval, p);
  }
}
