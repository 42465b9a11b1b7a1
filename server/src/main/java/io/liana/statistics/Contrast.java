package io.liana.statistics;

import org.jspecify.annotations.Nullable;

/**
 * Treatment against control on one scale: the start of every comparison.
 *
 * @param variance of the estimate; on the relative scale by the delta method, with the control's
 *     mean before adjustment below the line and its covariance with the adjusted one kept
 * @param freedom degrees of freedom (Welch, Satterthwaite)
 * @param n units of both arms
 */
record Contrast(double estimate, double variance, double freedom, long n) {

  static @Nullable Refusal refusal(Sample control, Sample treatment, Scale scale) {
    if (control.n() < 2 || treatment.n() < 2) {
      return Refusal.TOO_FEW;
    }
    // Written so that a NaN is refused too.
    if (!(control.variance() > 0) || !(treatment.variance() > 0)) {
      return Refusal.NO_VARIANCE;
    }
    return scale == Scale.RELATIVE && control.baseline() == 0 ? Refusal.NO_BASELINE : null;
  }

  /** Of two arms that were not refused. */
  static Contrast of(Sample control, Sample treatment, Scale scale) {
    double difference = treatment.mean() - control.mean();
    double errors = control.error() + treatment.error();
    double freedom =
        errors
            * errors
            / (control.error() * control.error() / (control.n() - 1)
                + treatment.error() * treatment.error() / (treatment.n() - 1));
    long n = control.n() + treatment.n();
    return switch (scale) {
      case ABSOLUTE -> new Contrast(difference, errors, freedom, n);
      case RELATIVE -> {
        double base = Math.abs(control.baseline());
        double relative = difference / base;
        double pull = (treatment.level() - control.level()) / control.baseline();
        double ofControl =
            control.variance()
                + 2 * pull * control.covariance()
                + pull * pull * control.baselineVariance();
        double variance = (treatment.error() + ofControl / control.n()) / (base * base);
        yield new Contrast(relative, variance, freedom, n);
      }
    };
  }

  double error() {
    return Math.sqrt(variance);
  }
}
