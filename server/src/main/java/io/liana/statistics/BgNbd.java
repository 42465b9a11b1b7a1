package io.liana.statistics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.special.Gamma;

/**
 * How often a customer will come back: BG/NBD (Fader, Hardie, Lee 2005, "Counting Your Customers"
 * the Easy Way, Marketing Science 24(2); the equations named below are theirs). While active, a
 * customer buys at random at a rate of their own (gamma: {@code r}, {@code alpha}); after each
 * purchase they may be gone for good with a probability of their own (beta: {@code a}, {@code b}).
 *
 * @param alpha in the unit of time of the histories it was fitted to
 */
public record BgNbd(double r, double alpha, double a, double b) {
  /** Fewer customers with a repeat purchase are no ground for four parameters. */
  static final int FEWEST_REPEATERS = 30;

  private static final int ROUGHLY = 2000;

  /**
   * @param repeats purchases after the first
   * @param last time of the last purchase since the first; 0 without repeats
   * @param age time since the first purchase, at least {@code last}
   */
  public record History(int repeats, double last, double age) {
    public History {
      if (repeats < 0 || !(last >= 0 && last <= age) || (repeats == 0 && last != 0)) {
        throw new IllegalArgumentException("%d, %s, %s".formatted(repeats, last, age));
      }
    }
  }

  public record Fit(BgNbd model, double logLikelihood) {}

  /**
   * By maximum likelihood (equation 6).
   *
   * @throws IllegalArgumentException when fewer than thirty customers have bought again
   * @throws IllegalStateException when the likelihood has no maximum
   */
  public static Fit fit(List<History> customers) {
    if (customers.stream().filter(one -> one.repeats() > 0).count() < FEWEST_REPEATERS) {
      throw new IllegalArgumentException("too few customers have bought again");
    }
    double meanAge = customers.stream().mapToDouble(History::age).average().orElse(1);
    double[] start = {0.5, meanAge / 4, 1, 2};
    if (customers.size() > 2 * ROUGHLY) {
      // Most of the way is climbed with every so many-th customer, the last steps with all.
      int step = customers.size() / ROUGHLY;
      List<History> some =
          IntStream.range(0, ROUGHLY).mapToObj(i -> customers.get(i * step)).toList();
      start = Maximum.of(likelihood(some), Maximum.FAR, start).parameters();
    }
    Maximum maximum =
        Maximum.of(
            likelihood(customers),
            customers.size() > 2 * ROUGHLY ? Maximum.NEAR : Maximum.FAR,
            start);
    double[] at = maximum.parameters();
    return new Fit(new BgNbd(at[0], at[1], at[2], at[3]), maximum.logLikelihood());
  }

  public double logLikelihood(List<History> customers) {
    return likelihood(customers).applyAsDouble(new double[] {r, alpha, a, b});
  }

  private static ToDoubleFunction<double[]> likelihood(List<History> customers) {
    // Customers who did the same are worked out once.
    Map<History, Long> alike =
        customers.stream()
            .collect(
                Collectors.groupingBy(
                    Function.identity(), LinkedHashMap::new, Collectors.counting()));
    int n = alike.size();
    int most = customers.stream().mapToInt(History::repeats).max().orElse(0);
    double[] many = alike.values().stream().mapToDouble(Long::doubleValue).toArray();
    int[] repeats = alike.keySet().stream().mapToInt(History::repeats).toArray();
    double[] last = alike.keySet().stream().mapToDouble(History::last).toArray();
    double[] age = alike.keySet().stream().mapToDouble(History::age).toArray();
    return at -> {
      double r = at[0];
      double alpha = at[1];
      // What depends on the number of purchases only is worked out once for each number.
      double[] ofRepeats = new double[most + 1];
      double start = -Gamma.logGamma(r) + r * Math.log(alpha);
      double beta = Gamma.logGamma(at[2] + at[3]) - Gamma.logGamma(at[3]);
      for (int x = 0; x <= most; x++) {
        ofRepeats[x] =
            Gamma.logGamma(r + x)
                + start
                + beta
                + Gamma.logGamma(at[3] + x)
                - Gamma.logGamma(at[2] + at[3] + x);
      }
      double sum = 0;
      for (int i = 0; i < n; i++) {
        int x = repeats[i];
        double alive = -(r + x) * Math.log(alpha + age[i]);
        if (x == 0) {
          sum += many[i] * (ofRepeats[0] + alive);
        } else {
          double gone = Math.log(at[2] / (at[3] + x - 1)) - (r + x) * Math.log(alpha + last[i]);
          double higher = Math.max(alive, gone);
          sum += many[i] * (ofRepeats[x] + higher + Math.log1p(Math.exp(-Math.abs(alive - gone))));
        }
      }
      return sum;
    };
  }

  /** Purchases a new customer will make within {@code t} (equation 9), the first not counted. */
  public double expected(double t) {
    double z = t / (alpha + t);
    double gauss = hypergeometric(r, b, a + b - 1, z);
    return (a + b - 1) / (a - 1) * (1 - Math.pow(alpha / (alpha + t), r) * gauss);
  }

  /** Purchases this customer will make within the next {@code t} (equation 10). */
  public double expected(History one, double t) {
    int x = one.repeats();
    double z = t / (alpha + one.age() + t);
    double gauss = hypergeometric(r + x, b + x, a + b + x - 1, z);
    double rest = Math.pow((alpha + one.age()) / (alpha + one.age() + t), r + x);
    double above = (a + b + x - 1) / (a - 1) * (1 - rest * gauss);
    return x == 0 ? above : above / (1 + oddsOfGone(one));
  }

  /**
   * The chance that the customer is still active. Empty for who has bought once: the model would
   * say 1, because nobody can go before the first repeat purchase. That is its assumption and no
   * knowledge; show "unknown".
   */
  public OptionalDouble alive(History one) {
    return one.repeats() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 / (1 + oddsOfGone(one)));
  }

  private double oddsOfGone(History one) {
    int x = one.repeats();
    double log =
        Math.log(a / (b + x - 1)) + (r + x) * Math.log((alpha + one.age()) / (alpha + one.last()));
    return Math.exp(log); // infinite at worst: then alive is 0
  }

  /** The chance of exactly {@code x} repeat purchases within {@code t} (equation 8). */
  public double chance(int x, double t) {
    double log =
        logBeta(a, b + x)
            - logBeta(a, b)
            + Gamma.logGamma(r + x)
            - Gamma.logGamma(r)
            - Gamma.logGamma(x + 1.0)
            + r * Math.log(alpha / (alpha + t))
            + x * Math.log(t / (alpha + t));
    if (x == 0) {
      return Math.exp(log);
    }
    double sum = 0;
    for (int j = 0; j < x; j++) {
      sum +=
          Math.exp(
              Gamma.logGamma(r + j)
                  - Gamma.logGamma(r)
                  - Gamma.logGamma(j + 1.0)
                  + r * Math.log(alpha / (alpha + t))
                  + j * Math.log(t / (alpha + t)));
    }
    double gone = Math.exp(logBeta(a + 1, b + x - 1) - logBeta(a, b));
    return Math.exp(log) + gone * (1 - sum);
  }

  private static double logBeta(double p, double q) {
    return Gamma.logGamma(p) + Gamma.logGamma(q) - Gamma.logGamma(p + q);
  }

  /** Gauss's series for 2F1; z in [0, 1), where it converges. */
  private static double hypergeometric(double a, double b, double c, double z) {
    double term = 1;
    double sum = 1;
    for (int j = 0; j < 100_000 && Math.abs(term) > 1e-13 * Math.abs(sum); j++) {
      term *= (a + j) * (b + j) / ((c + j) * (j + 1)) * z;
      sum += term;
    }
    return sum;
  }
}
