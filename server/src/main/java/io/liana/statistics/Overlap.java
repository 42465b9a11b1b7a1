package io.liana.statistics;

/**
 * Whether there are people to compare members with.
 *
 * @param outside share of members whose propensity no other person reaches
 * @param effective how many equally weighted others the weights are worth (Kish 1965)
 * @param heaviest share of all weight on one person
 * @param worst largest |standardised difference| left after weighting
 */
public record Overlap(double outside, double effective, double heaviest, double worst) {

  static Overlap of(Study study, double[] propensity, double[] weights, Iterable<Balance> left) {
    double lowest = 1;
    double highest = 0;
    double sum = 0;
    double squares = 0;
    double heaviest = 0;
    for (int i = 0; i < study.n(); i++) {
      if (!study.member(i)) {
        lowest = Math.min(lowest, propensity[i]);
        highest = Math.max(highest, propensity[i]);
        sum += weights[i];
        squares += weights[i] * weights[i];
        heaviest = Math.max(heaviest, weights[i]);
      }
    }
    int outside = 0;
    for (int i = 0; i < study.n(); i++) {
      if (study.member(i) && (propensity[i] < lowest || propensity[i] > highest)) {
        outside++;
      }
    }
    double worst = 0;
    for (Balance one : left) {
      worst = Math.max(worst, Math.abs(one.weighted()));
    }
    return new Overlap(
        (double) outside / study.members(), sum * sum / squares, heaviest / sum, worst);
  }
}
