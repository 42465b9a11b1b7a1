package io.liana.statistics;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.hipparchus.special.Gamma;

/**
 * Who will come again where there is one chance a period, such as a weekly check-in: BG/BB (Fader,
 * Hardie, Shang 2010, Customer-Base Analysis in a Discrete-Time Noncontractual Setting, Marketing
 * Science 29(6)). While somebody is alive they come in a period with a chance of their own (beta:
 * {@code alpha}, {@code beta}); before each period they may be gone for good with a chance of their
 * own (beta: {@code gamma}, {@code delta}).
 */
public record BgBb(double alpha, double beta, double gamma, double delta) {
  /** Fewer who came again are no ground for four parameters. */
  static final int FEWEST_RETURNERS = 30;

  /**
   * The first time does not count: it is where the periods begin.
   *
   * @param times periods in which they came
   * @param last the last of these, from 1; 0 for who never came again
   * @param periods there were
   */
  public record History(int times, int last, int periods) {
    public History {
      if (times < 0 || last < times || last > periods || (times == 0 && last != 0)) {
        throw new IllegalArgumentException("%d, %d, %d".formatted(times, last, periods));
      }
    }
  }

  public record Fit(BgBb model, double logLikelihood) {}

  /**
   * By maximum likelihood.
   *
   * @throws IllegalArgumentException when fewer than thirty came again
   * @throws IllegalStateException when the likelihood has no maximum
   */
  public static Fit fit(List<History> people) {
    Map<History, Long> alike = new LinkedHashMap<>();
    people.forEach(one -> alike.merge(one, 1L, Long::sum));
    return fit(alike);
  }

  /** The same for counts of who did alike. */
  public static Fit fit(Map<History, Long> alike) {
    long returners =
        alike.entrySet().stream()
            .filter(one -> one.getKey().times() > 0)
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (returners < FEWEST_RETURNERS) {
      throw new IllegalArgumentException("too few came again");
    }
    ToDoubleFunction<double[]> likelihood = likelihood(alike);
    Maximum maximum = Maximum.of(likelihood, Maximum.FAR, 1, 1, 1, 3);
    double[] at = maximum.parameters();
    return new Fit(new BgBb(at[0], at[1], at[2], at[3]), maximum.logLikelihood());
  }

  /** Who came as often within as many periods is worked out together, from the last back. */
  private static ToDoubleFunction<double[]> likelihood(Map<History, Long> alike) {
    List<Map.Entry<History, Long>> sorted =
        alike.entrySet().stream()
            .sorted(
                Comparator.comparing(
                    Map.Entry::getKey,
                    Comparator.comparingInt(History::times)
                        .thenComparingInt(History::periods)
                        .thenComparing(Comparator.comparingInt(History::last).reversed())))
            .toList();
    int most = alike.keySet().stream().mapToInt(History::periods).max().orElse(0);
    return at -> {
      var model = new BgBb(at[0], at[1], at[2], at[3]);
      double[] a = logGammas(at[0], most);
      double[] b = logGammas(at[1], most);
      double[] ab = logGammas(at[0] + at[1], most);
      double none = logBeta(at[0], at[1]);
      double[] alive = new double[most + 1];
      double[] gone = new double[most + 1];
      for (int period = 0; period <= most; period++) {
        alive[period] = model.alive(period);
        gone[period] = model.gone(period);
      }
      double sum = 0;
      double chance = 0;
      int until = 0;
      History before = null;
      for (Map.Entry<History, Long> one : sorted) {
        History now = one.getKey();
        int x = now.times();
        if (before == null || before.times() != x || before.periods() != now.periods()) {
          until = now.periods();
          chance = Math.exp(a[x] + b[until - x] - ab[until] - none) * alive[until];
        }
        while (until > now.last()) {
          until--;
          chance += Math.exp(a[x] + b[until - x] - ab[until] - none) * gone[until];
        }
        sum += one.getValue() * Math.log(chance);
        before = now;
      }
      return sum;
    };
  }

  private static double[] logGammas(double from, int most) {
    double[] logs = new double[most + 1];
    logs[0] = Gamma.logGamma(from);
    for (int i = 1; i <= most; i++) {
      logs[i] = logs[i - 1] + Math.log(from + i - 1);
    }
    return logs;
  }

  /** Equation 5: alive to the end, or gone after any period since the last time. */
  double likelihood(History one) {
    double sum = came(one.times(), one.periods()) * alive(one.periods());
    for (int until = one.last(); until < one.periods(); until++) {
      sum += came(one.times(), until) * gone(until);
    }
    return sum;
  }

  /** The chance that they are still there for the next period. */
  public double alive(History one) {
    return came(one.times(), one.periods()) * alive(one.periods() + 1) / likelihood(one);
  }

  /** How often they will come within the next periods. */
  public double expected(History one, int periods) {
    double coming = came(one.times() + 1, one.periods() + 1);
    double sum = 0;
    for (int k = 1; k <= periods; k++) {
      sum += coming * alive(one.periods() + k);
    }
    return sum / likelihood(one);
  }

  /** The chance that somebody new comes so many times within the periods (equation 7). */
  public double chance(int times, int periods) {
    double sum = choose(periods, times) * came(times, periods) * alive(periods);
    for (int until = times; until < periods; until++) {
      sum += choose(until, times) * came(times, until) * gone(until);
    }
    return sum;
  }

  /** That they came so many times, in a given order, of the periods they were alive. */
  private double came(int times, int periods) {
    return Math.exp(logBeta(alpha + times, beta + periods - times) - logBeta(alpha, beta));
  }

  /** That they are alive in that period. */
  private double alive(int period) {
    return Math.exp(logBeta(gamma, delta + period) - logBeta(gamma, delta));
  }

  /** That they were gone right after that period. */
  private double gone(int period) {
    return Math.exp(logBeta(gamma + 1, delta + period) - logBeta(gamma, delta));
  }

  private static double choose(int n, int k) {
    return Math.exp(
        Gamma.logGamma(n + 1.0) - Gamma.logGamma(k + 1.0) - Gamma.logGamma(n - k + 1.0));
  }

  private static double logBeta(double p, double q) {
    return Gamma.logGamma(p) + Gamma.logGamma(q) - Gamma.logGamma(p + q);
  }
}
