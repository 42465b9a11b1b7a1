package io.liana.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;

/**
 * Maximum likelihood over positive parameters: Nelder and Mead on their logarithms, started again
 * where it ended until that gains nothing, because a simplex may collapse before it has arrived.
 *
 * @param parameters where the maximum is
 */
record Maximum(double[] parameters, double logLikelihood) {
  /** First stride (in logarithms) from a start that is a guess. */
  static final double FAR = 0.3;

  /** First stride from a start that is nearly there. */
  static final double NEAR = 0.05;

  private static final int EVALUATIONS = 5000;
  private static final int ROUNDS = 10;
  private static final double ENOUGH = 1e-7; // of a log-likelihood in the thousands

  /**
   * @param stride of the first simplex: {@link #FAR} or {@link #NEAR}
   * @param start positive
   * @throws IllegalStateException when nothing finite is found: the data say nothing about the
   *     parameters
   */
  static Maximum of(ToDoubleFunction<double[]> logLikelihood, double stride, double... start) {
    double[] at = Arrays.stream(start).map(Math::log).toArray();
    double reached = Double.NEGATIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      PointValuePair best = climb(logLikelihood, at, round == 0 ? stride : NEAR);
      at = best.getPoint();
      double gained = best.getValue() - reached;
      reached = best.getValue();
      if (gained < ENOUGH) {
        break;
      }
    }
    if (!Double.isFinite(reached)) {
      throw new IllegalStateException("no maximum of the likelihood was found");
    }
    return new Maximum(Arrays.stream(at).map(Math::exp).toArray(), reached);
  }

  private static PointValuePair climb(
      ToDoubleFunction<double[]> logLikelihood, double[] from, double stride) {
    try {
      return new SimplexOptimizer(new SimpleValueChecker(1e-14, ENOUGH / 10))
          .optimize(
              new MaxEval(EVALUATIONS),
              new ObjectiveFunction(
                  logs -> {
                    double value =
                        logLikelihood.applyAsDouble(Arrays.stream(logs).map(Math::exp).toArray());
                    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
                  }),
              GoalType.MAXIMIZE,
              new InitialGuess(from),
              new NelderMeadSimplex(from.length, stride));
    } catch (MathIllegalStateException e) {
      throw new IllegalStateException("the likelihood has no maximum within reach", e);
    }
  }
}
