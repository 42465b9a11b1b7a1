package io.liana.statistics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hipparchus.special.Gamma;

/**
 * What a purchase of a customer is worth: Gamma-Gamma (Fader, Hardie 2013, "The Gamma-Gamma Model
 * of Monetary Value", note 025; equations theirs). Supposes that how much somebody spends has
 * nothing to do with how often.
 *
 * @param v in the unit of money of the values it was fitted to
 */
public record GammaGamma(double p, double q, double v) {
  /**
   * @param repeats purchases after the first
   * @param mean of those purchases
   */
  public record Spending(int repeats, double mean) {}

  public record Fit(GammaGamma model, double logLikelihood) {}

  /**
   * By maximum likelihood (equation 1a), over who has bought again for more than nothing; the
   * others say nothing about it and are left out.
   *
   * @throws IllegalArgumentException when they are fewer than thirty
   * @throws IllegalStateException when the likelihood has no maximum
   */
  public static Fit fit(List<Spending> customers) {
    List<Spending> repeaters =
        customers.stream().filter(one -> one.repeats() > 0 && one.mean() > 0).toList();
    if (repeaters.size() < BgNbd.FEWEST_REPEATERS) {
      throw new IllegalArgumentException("too few customers have bought again");
    }
    double mean = repeaters.stream().mapToDouble(Spending::mean).average().orElseThrow();
    Maximum maximum =
        Maximum.of(
            at -> new GammaGamma(at[0], at[1], at[2]).sum(repeaters), Maximum.FAR, 3, 3, mean);
    double[] at = maximum.parameters();
    return new Fit(new GammaGamma(at[0], at[1], at[2]), maximum.logLikelihood());
  }

  private double sum(List<Spending> repeaters) {
    double constant = -Gamma.logGamma(q) + q * Math.log(v);
    // What depends on the number of purchases only is worked out once for each number.
    Map<Integer, Double> ofRepeats = new HashMap<>();
    double sum = 0;
    for (Spending one : repeaters) {
      double shape = p * one.repeats();
      sum +=
          ofRepeats.computeIfAbsent(
                  one.repeats(),
                  x ->
                      Gamma.logGamma(p * x + q)
                          - Gamma.logGamma(p * x)
                          + constant
                          + p * x * Math.log(x))
              + (shape - 1) * Math.log(one.mean())
              - (shape + q) * Math.log(v + one.repeats() * one.mean());
    }
    return sum;
  }

  /**
   * Mean value of this customer's purchases to come (equation 5): between what they spent and what
   * all spend, the nearer to theirs the more they bought. NaN never: {@code q} ≤ 1 has no mean and
   * is refused.
   *
   * @throws IllegalStateException when q ≤ 1
   */
  public double expected(Spending one) {
    if (q <= 1) {
      throw new IllegalStateException("the values have no mean (q = %s)".formatted(q));
    }
    double shape = p * one.repeats();
    return p * (v + one.repeats() * one.mean()) / (shape + q - 1);
  }
}
