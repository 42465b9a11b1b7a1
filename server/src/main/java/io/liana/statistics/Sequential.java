package io.liana.statistics;

/**
 * An interval that stays valid however often one looks and whenever one stops: the asymptotic
 * confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2023 (arXiv 2103.06476v7,
 * equation 9; one-sided 155; its tuning 161), as GrowthBook uses it. It is wider than the interval
 * of one planned look: that is the price of looking. Asymptotic: with fewer than about a hundred
 * units an arm it promises too much.
 */
public final class Sequential {
  /** Units at which the interval is tightest, where no plan says better. */
  public static final double USUAL_TUNING = 5000;

  private Sequential() {}

  /**
   * @param tuning how many units of both arms together are planned; chosen before the start
   */
  public static Effect compare(
      Sample control, Sample treatment, Scale scale, Side side, double alpha, double tuning) {
    Refusal refusal = Contrast.refusal(control, treatment, scale);
    if (refusal != null) {
      return new Effect.Refused(refusal);
    }
    Contrast contrast = Contrast.of(control, treatment, scale);
    double tail = side == Side.TWO_SIDED ? alpha : 2 * alpha;
    double nu = contrast.n() * rhoSquared(tail, tuning);
    double root = Math.sqrt(nu + 1);
    double log = side == Side.TWO_SIDED ? Math.log(root / alpha) : Math.log(1 + root / tail);
    double width = contrast.error() * Math.sqrt(2 * (nu + 1) / nu * log);
    double estimate = contrast.estimate();
    Interval interval =
        switch (side) {
          case TWO_SIDED -> Interval.around(estimate, width);
          case GREATER -> new Interval(estimate - width, Double.POSITIVE_INFINITY);
          case LESSER -> new Interval(Double.NEGATIVE_INFINITY, estimate + width);
        };
    return new Effect.Measured(estimate, contrast.error(), interval, p(contrast, side, nu));
  }

  /**
   * The smallest α at which the interval leaves out zero, ρ held fixed; one-sided from the same.
   */
  private static double p(Contrast contrast, Side side, double nu) {
    double t2 = contrast.estimate() * contrast.estimate() / contrast.variance();
    double evidence = Math.exp(nu * t2 / (2 * (nu + 1)));
    double root = Math.sqrt(nu + 1);
    if (side == Side.TWO_SIDED) {
      return Math.min(1, root / evidence);
    }
    boolean ahead = side == Side.GREATER ? contrast.estimate() > 0 : contrast.estimate() < 0;
    return ahead && evidence > 1 ? Math.min(1, root / (2 * (evidence - 1))) : 1;
  }

  private static double rhoSquared(double alpha, double tuning) {
    double log = -2 * Math.log(alpha);
    return (log + Math.log(log + 1)) / tuning;
  }
}
