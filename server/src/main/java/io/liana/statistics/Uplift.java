package io.liana.statistics;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Do members buy more <i>because</i> they are members? The effect on members (ATT), in the unit of
 * the outcome, by several methods side by side; the doubly robust one is the headline, if there is
 * one. All suppose that everything that matters for joining and buying is among the covariates; the
 * E-value says how much unknown it would take to explain the result away. Only a randomised
 * invitation is free of that.
 *
 * @param estimates empty when the plain difference would stand alone
 * @param doubts what to read beside the headline
 */
public record Uplift(
    List<Estimate> estimates,
    List<Balance> balance,
    @Nullable Overlap overlap,
    Headline headline,
    Set<Doubt> doubts) {
  private static final double Z = new NormalDistribution().inverseCumulativeProbability(0.975);
  private static final int FEWEST = 30;

  // Refused beyond the first, doubted beyond the second.
  private static final double[] OUTSIDE = {0.10, 0.02};
  private static final double[] EFFECTIVE = {30, 100};
  private static final double[] UNBALANCED = {0.25, 0.10}; // Stuart 2010; Austin 2009
  private static final double HEAVY = 0.05;

  public enum Method {
    /** Mean of members − mean of others: what membership and everything else did together. */
    NAIVE,
    /** Coefficient of membership in a linear model with all covariates. */
    REGRESSION,
    /** Mean difference to the matched other, one to one on the propensity. */
    MATCHING,
    /** Others weighted by their odds of membership (Hájek; Hirano, Imbens, Ridder 2003). */
    WEIGHTING,
    /** Weighting of what a linear model of the others leaves unexplained (Robins et al. 1994). */
    DOUBLY_ROBUST,
    /** Change of members − change of others: right where both would have changed alike. */
    DIFFERENCE_IN_DIFFERENCES
  }

  public enum Doubt {
    /** Fewer than thirty on one side. */
    TOO_FEW,
    /** Two covariates say the same, or one never varies. */
    COLLINEAR,
    /** The covariates tell members from others without fail, or too many are out of reach. */
    NO_OVERLAP,
    /** The result stands on too few of the others. */
    FEW_EFFECTIVE,
    /** Even after weighting, members and others differ. */
    UNBALANCED
  }

  /**
   * @param error standard error; for the weighted ones with the propensities taken as known
   */
  public record Estimate(Method method, double effect, double error) {
    /** 95 %. */
    public Interval interval() {
      return Interval.around(effect, Z * error);
    }
  }

  /** The number one may print, or why there is none. */
  public sealed interface Headline {
    /**
     * @param eValue how strongly (as a risk ratio) something unknown would have to go with joining
     *     and with the outcome to explain the estimate away (VanderWeele, Ding 2017)
     * @param eValueOfInterval the same to move the interval over 0; 1 when it is there already
     */
    record Said(Estimate estimate, double eValue, double eValueOfInterval) implements Headline {}

    record Refused(Set<Doubt> why) implements Headline {}
  }

  public static Uplift of(Study study) {
    int members = study.members();
    if (members < FEWEST || study.n() - members < FEWEST) {
      return refused(Doubt.TOO_FEW);
    }
    double[][] design = study.design();
    boolean[] member = new boolean[study.n()];
    boolean[] other = new boolean[study.n()];
    double[][] withMember = new double[study.n()][];
    for (int i = 0; i < study.n(); i++) {
      member[i] = study.member(i);
      other[i] = !member[i];
      withMember[i] = java.util.Arrays.copyOf(design[i], design[i].length + 1);
      withMember[i][design[i].length] = member[i] ? 1 : 0;
    }
    boolean[] all = new boolean[study.n()];
    java.util.Arrays.fill(all, true);
    Linear.Line line = Linear.fit(withMember, study.outcomes(), all);
    Linear.Line ofOthers = Linear.fit(design, study.outcomes(), other);
    if (line == null || ofOthers == null) {
      return refused(Doubt.COLLINEAR);
    }
    double[] propensity = Linear.logistic(design, member);
    if (propensity == null) {
      return refused(Doubt.NO_OVERLAP);
    }
    double[] weights = new double[study.n()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = member[i] ? 0 : propensity[i] / (1 - propensity[i]);
    }
    int[] pairs = Matching.pairs(study, propensity);
    List<Balance> balance = Balance.of(study, weights, pairs);
    Overlap overlap = Overlap.of(study, propensity, weights, balance);

    List<Estimate> estimates = new ArrayList<>();
    estimates.add(difference(Method.NAIVE, study, study.outcomes()));
    int last = design[0].length;
    estimates.add(
        new Estimate(
            Method.REGRESSION, line.coefficients()[last], Math.sqrt(line.variances()[last])));
    estimates.add(matched(study, pairs));
    estimates.add(weighted(Method.WEIGHTING, study, study.outcomes(), weights));
    double[] unexplained = study.outcomes();
    for (int i = 0; i < unexplained.length; i++) {
      unexplained[i] -= ofOthers.at(design[i]);
    }
    Estimate robust = weighted(Method.DOUBLY_ROBUST, study, unexplained, weights);
    estimates.add(robust);
    if (study.knowsBefore()) {
      estimates.add(difference(Method.DIFFERENCE_IN_DIFFERENCES, study, study.change()));
    }
    Set<Doubt> fatal = doubts(overlap, 0);
    return new Uplift(
        List.copyOf(estimates),
        balance,
        overlap,
        fatal.isEmpty() ? said(study, robust) : new Headline.Refused(fatal),
        doubts(overlap, 1));
  }

  private static Uplift refused(Doubt why) {
    Set<Doubt> doubts = EnumSet.of(why);
    return new Uplift(List.of(), List.of(), null, new Headline.Refused(doubts), doubts);
  }

  private static Set<Doubt> doubts(Overlap overlap, int level) {
    Set<Doubt> doubts = EnumSet.noneOf(Doubt.class);
    if (overlap.outside() > OUTSIDE[level]) {
      doubts.add(Doubt.NO_OVERLAP);
    }
    if (overlap.effective() < EFFECTIVE[level] || (level > 0 && overlap.heaviest() > HEAVY)) {
      doubts.add(Doubt.FEW_EFFECTIVE);
    }
    if (overlap.worst() > UNBALANCED[level]) {
      doubts.add(Doubt.UNBALANCED);
    }
    return doubts;
  }

  private static Estimate difference(Method method, Study study, double[] values) {
    Sample members = study.sample(values, true);
    Sample others = study.sample(values, false);
    return new Estimate(
        method, members.mean() - others.mean(), Math.sqrt(members.error() + others.error()));
  }

  private static Estimate matched(Study study, int[] pairs) {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int i = 0; i < pairs.length; i++) {
      if (pairs[i] != Matching.ALONE) {
        double difference = study.outcome(i) - study.outcome(pairs[i]);
        sum += difference;
        squares += difference * difference;
        n++;
      }
    }
    Sample differences = Sample.mean(n, sum, squares);
    return new Estimate(Method.MATCHING, differences.mean(), Math.sqrt(differences.error()));
  }

  private static Estimate weighted(Method method, Study study, double[] values, double[] weights) {
    Sample members = study.sample(values, true);
    double all = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      all += weights[i];
      sum += weights[i] * values[i];
    }
    double mean = sum / all;
    double spread = 0;
    for (int i = 0; i < values.length; i++) {
      double pull = weights[i] * (values[i] - mean) / all;
      spread += pull * pull;
    }
    return new Estimate(method, members.mean() - mean, Math.sqrt(members.error() + spread));
  }

  private static Headline said(Study study, Estimate estimate) {
    Sample members = study.sample(study.outcomes(), true);
    Sample others = study.sample(study.outcomes(), false);
    double spread = Math.sqrt((members.variance() + others.variance()) / 2);
    Interval interval = estimate.interval();
    double near = estimate.effect() > 0 ? interval.low() : -interval.high();
    double size = Math.abs(estimate.effect());
    return new Headline.Said(
        estimate, eValue(size / spread), near <= 0 ? 1 : eValue(near / spread));
  }

  /**
   * From a standardised difference of at least 0, by the risk ratio exp(0.91 d) (section
   * "continuous").
   */
  static double eValue(double d) {
    double ratio = Math.exp(0.91 * d);
    return ratio + Math.sqrt(ratio * (ratio - 1));
  }
}
