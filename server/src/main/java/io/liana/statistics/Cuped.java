package io.liana.statistics;

import java.util.List;

/**
 * Less noise by what was known before: the part of the metric that the same metric before the
 * experiment explains is taken off (Deng, Xu, Kohavi, Walker 2013, "Improving the Sensitivity of
 * Online Controlled Experiments by Utilizing Pre-Experiment Data"). Only what was measured before
 * the assignment may be used; anything later could be an effect and would hide it.
 */
public final class Cuped {
  private Cuped() {}

  /** All arms in their order, adjusted by the same θ. */
  public record Adjusted(double theta, List<Sample> arms) {
    public Sample control() {
      return arms.getFirst();
    }

    /** Of two arms the other one. */
    public Sample treatment() {
      return arms.getLast();
    }
  }

  /**
   * θ = cov(after, before) ÷ var(before) over all arms together: the slope of after on before.
   * Where nothing varied before, θ is 0 and nothing is changed. One θ for all: with one of their
   * own, arms would be compared on different scales.
   *
   * @param arms column 0 after, column 1 before, of the same units
   */
  public static Adjusted mean(List<Columns> arms) {
    Columns all = arms.stream().reduce(Columns::plus).orElseThrow();
    double spread = all.covariance(1, 1);
    double theta = spread > 0 ? all.covariance(0, 1) / spread : 0;
    return new Adjusted(theta, arms.stream().map(arm -> mean(arm, theta)).toList());
  }

  private static Sample mean(Columns units, double theta) {
    double[] adjusted = {1, -theta};
    double[] plain = {1, 0};
    return new Sample(
        units.n(),
        units.mean(0) - theta * units.mean(1),
        units.covariance(adjusted, adjusted),
        units.mean(0),
        units.covariance(0, 0),
        units.covariance(adjusted, plain),
        units.mean(0));
  }

  /**
   * The same for a ratio, by the delta method; θ is taken within the arms, weighted by their size.
   *
   * @param arms columns: numerator after, denominator after, numerator before, denominator before
   */
  public static Adjusted ratio(List<Columns> arms) {
    double shared = 0;
    double spread = 0;
    for (Columns arm : arms) {
      double[] after = Ratio.slope(arm, 0, 1, 4);
      double[] before = Ratio.slope(arm, 2, 3, 4);
      shared += arm.n() * arm.covariance(after, before);
      spread += arm.n() * arm.covariance(before, before);
    }
    double theta = spread > 0 ? shared / spread : 0;
    return new Adjusted(theta, arms.stream().map(arm -> ratio(arm, theta)).toList());
  }

  private static Sample ratio(Columns units, double theta) {
    double[] after = Ratio.slope(units, 0, 1, 4);
    double[] before = Ratio.slope(units, 2, 3, 4);
    double[] adjusted = new double[4];
    for (int i = 0; i < 4; i++) {
      adjusted[i] = after[i] - theta * before[i];
    }
    double ratio = units.mean(0) / units.mean(1);
    double left = ratio - theta * units.mean(2) / units.mean(3);
    return new Sample(
        units.n(),
        left,
        units.covariance(adjusted, adjusted),
        ratio,
        units.covariance(after, after),
        units.covariance(adjusted, after),
        left);
  }
}
