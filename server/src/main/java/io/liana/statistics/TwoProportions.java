package io.liana.statistics;

import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.discrete.HypergeometricDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Two shares. With enough of everything: p by the pooled z test, interval by the unpooled standard
 * error (Fleiss, Levin, Paik 2003, chapter 3). Where fewer than five are expected in a cell: p by
 * Fisher's exact test and Newcombe's hybrid score interval (1998, method 10), which neither leaves
 * [−1, 1] nor shrinks to nothing when nobody did it.
 */
public final class TwoProportions {
  /** Below this many expected in a cell the normal curve is no good (Cochran 1954). */
  static final double ENOUGH = 5;

  private static final NormalDistribution STANDARD = new NormalDistribution();

  private TwoProportions() {}

  /** {@code hits} of {@code n}; at most a thousand million. */
  public record Share(long n, long hits) {
    public Share {
      if (n > 1_000_000_000 || hits < 0 || hits > n) {
        throw new IllegalArgumentException("%d of %d is no share".formatted(hits, n));
      }
    }

    double rate() {
      return (double) hits / n;
    }
  }

  /**
   * @param z treatment − control over the pooled standard error; NaN when refused or exact
   * @param exact whether Fisher and Newcombe were used
   */
  public record Compared(Effect effect, double z, boolean exact) {}

  /** The difference of rates, two-sided. */
  public static Compared compare(Share control, Share treatment, double alpha) {
    if (control.n() < 2 || treatment.n() < 2) {
      return new Compared(new Effect.Refused(Refusal.TOO_FEW), Double.NaN, false);
    }
    double difference = treatment.rate() - control.rate();
    double error =
        Math.sqrt(
            variance(control.rate(), control.n()) + variance(treatment.rate(), treatment.n()));
    if (few(control, treatment)) {
      Interval interval = newcombe(control, treatment, alpha);
      double p = fisher(control, treatment);
      return new Compared(new Effect.Measured(difference, error, interval, p), Double.NaN, true);
    }
    double pooled = (double) (control.hits() + treatment.hits()) / (control.n() + treatment.n());
    double z =
        difference / Math.sqrt(variance(pooled, control.n()) + variance(pooled, treatment.n()));
    double width = error * STANDARD.inverseCumulativeProbability(1 - alpha / 2);
    return new Compared(
        new Effect.Measured(
            difference,
            error,
            Interval.around(difference, width),
            2 * STANDARD.cumulativeProbability(-Math.abs(z))),
        z,
        false);
  }

  /** Of their difference, two-sided; null where there are too few, or both are 0 or 1. */
  public static @Nullable Double p(Share control, Share treatment) {
    return switch (compare(control, treatment, 0.05).effect()) {
      case Effect.Measured measured when !Double.isNaN(measured.p()) -> measured.p();
      case Effect.Measured _, Effect.Refused _ -> null;
    };
  }

  /** Whether a cell expects fewer than {@link #ENOUGH} if both were alike. */
  static boolean few(Share control, Share treatment) {
    double rate = (double) (control.hits() + treatment.hits()) / (control.n() + treatment.n());
    return Math.min(control.n(), treatment.n()) * Math.min(rate, 1 - rate) < ENOUGH;
  }

  private static double variance(double rate, long n) {
    return rate * (1 - rate) / n;
  }

  private static Interval newcombe(Share control, Share treatment, double alpha) {
    Interval a = wilson(control, alpha);
    Interval b = wilson(treatment, alpha);
    double difference = treatment.rate() - control.rate();
    return new Interval(
        difference - Math.hypot(treatment.rate() - b.low(), a.high() - control.rate()),
        difference + Math.hypot(b.high() - treatment.rate(), control.rate() - a.low()));
  }

  /** Wilson's score interval (1927) of one share. */
  public static Interval wilson(Share share, double alpha) {
    double z = STANDARD.inverseCumulativeProbability(1 - alpha / 2);
    double n = share.n();
    double p = share.rate();
    double middle = (p + z * z / (2 * n)) / (1 + z * z / n);
    double width = z / (1 + z * z / n) * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    return new Interval(Math.max(0, middle - width), Math.min(1, middle + width));
  }

  /** Sum of the chances of all tables that are no likelier than this one. */
  private static double fisher(Share control, Share treatment) {
    long hits = control.hits() + treatment.hits();
    Share small = control.n() <= treatment.n() ? control : treatment;
    var tables =
        new HypergeometricDistribution(
            Math.toIntExact(control.n() + treatment.n()),
            Math.toIntExact(hits),
            Math.toIntExact(small.n()));
    double limit = tables.probability((int) small.hits()) * (1 + 1e-7); // ties despite rounding
    double p = 0;
    for (int k = tables.getSupportLowerBound(); k <= tables.getSupportUpperBound(); k++) {
      double chance = tables.probability(k);
      p += chance <= limit ? chance : 0;
    }
    return Math.min(1, p);
  }
}
