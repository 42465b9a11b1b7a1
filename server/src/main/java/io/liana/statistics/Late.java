package io.liana.statistics;

import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * What taking an offer did, where the offer was given by lot and not everybody took it: the
 * difference the offer made in the outcome ÷ the difference it made in who took it (Wald 1940). It
 * is the mean effect on who takes it when offered and not otherwise, the local average treatment
 * effect (Imbens and Angrist 1994, theorem 1; Angrist, Imbens, Rubin 1996, proposition 1), provided
 * that the offer does nothing but through being taken and drives nobody away.
 *
 * <p>The error is that of a ratio of two differences by the delta method, the arms independent: √(Σ
 * var(y − τd) ÷ n) ÷ |difference in taking|, which two-stage least squares with robust errors gives
 * as well.
 */
public final class Late {
  /** Below this F the ratio is not nearly normal and leans (Staiger and Stock 1997). */
  static final double STRONG = 10;

  /** With fewer in an arm the normal curve is no good. */
  static final int LEAST = 30;

  private static final NormalDistribution STANDARD = new NormalDistribution();

  private Late() {}

  public enum Why {
    /** An arm has fewer than thirty. */
    TOO_FEW,
    /** Who was offered it did not take it more often. */
    NOT_MORE,
    /** They did, but F is below ten. */
    WEAK
  }

  /**
   * What the offer did to the taking of it.
   *
   * @param more difference of the shares who took it
   * @param f its square over its variance; infinite where all who were offered it took it and
   *     nobody else
   */
  public sealed interface FirstStage {
    double more();

    double f();
  }

  public record Refused(double more, double f, Why why) implements FirstStage {}

  public record Strong(double more, double f, Columns control, Columns offered, int taken)
      implements FirstStage {

    /**
     * @param outcome its column
     */
    public Effect on(int outcome, double alpha) {
      double effect = (offered.mean(outcome) - control.mean(outcome)) / more;
      double variance = spread(control, outcome, effect) + spread(offered, outcome, effect);
      if (!(variance > 0)) {
        return new Effect.Refused(Refusal.NO_VARIANCE);
      }
      double error = Math.sqrt(variance) / more;
      double width = error * STANDARD.inverseCumulativeProbability(1 - alpha / 2);
      return new Effect.Measured(
          effect,
          error,
          Interval.around(effect, width),
          2 * STANDARD.cumulativeProbability(-Math.abs(effect) / error));
    }

    private double spread(Columns arm, int outcome, double effect) {
      return (arm.covariance(outcome, outcome)
              - 2 * effect * arm.covariance(outcome, taken)
              + effect * effect * arm.covariance(taken, taken))
          / arm.n();
    }
  }

  /**
   * @param taken column of 0 and 1
   */
  public static FirstStage of(Columns control, Columns offered, int taken) {
    if (Math.min(control.n(), offered.n()) < LEAST) {
      return new Refused(0, 0, Why.TOO_FEW);
    }
    double more = offered.mean(taken) - control.mean(taken);
    double variance =
        control.covariance(taken, taken) / control.n()
            + offered.covariance(taken, taken) / offered.n();
    double f = more == 0 ? 0 : more * more / variance;
    if (!(more > 0)) {
      return new Refused(more, f, Why.NOT_MORE);
    }
    return f < STRONG
        ? new Refused(more, f, Why.WEAK)
        : new Strong(more, f, control, offered, taken);
  }
}
