package io.liana.statistics;

/**
 * Less noise by what was known before: the part of the metric that the same metric before the
 * experiment explains is taken off (Deng, Xu, Kohavi, Walker 2013, "Improving the Sensitivity of
 * Online Controlled Experiments by Utilizing Pre-Experiment Data"). Only what was measured before
 * the assignment may be used; anything later could be an effect and would hide it.
 */
public final class Cuped {
  private Cuped() {}

  /** Both arms, adjusted by the same θ. */
  public record Adjusted(double theta, Sample control, Sample treatment) {}

  /**
   * θ = cov(after, before) ÷ var(before) over both arms together. Where nothing varied before, θ is
   * 0 and nothing is changed.
   *
   * @param control column 0 after, column 1 before, of the same units
   */
  public static Adjusted mean(Columns control, Columns treatment) {
    Columns both = control.plus(treatment);
    double spread = both.covariance(1, 1);
    double theta = spread > 0 ? both.covariance(0, 1) / spread : 0;
    return new Adjusted(theta, mean(control, theta), mean(treatment, theta));
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
   * @param control columns: numerator after, denominator after, numerator before, denominator
   *     before
   */
  public static Adjusted ratio(Columns control, Columns treatment) {
    double shared = 0;
    double spread = 0;
    for (Columns arm : new Columns[] {control, treatment}) {
      double[] after = Ratio.slope(arm, 0, 1, 4);
      double[] before = Ratio.slope(arm, 2, 3, 4);
      shared += arm.n() * arm.covariance(after, before);
      spread += arm.n() * arm.covariance(before, before);
    }
    double theta = spread > 0 ? shared / spread : 0;
    return new Adjusted(theta, ratio(control, theta), ratio(treatment, theta));
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
