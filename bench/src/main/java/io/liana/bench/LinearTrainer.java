package io.liana.bench;

import io.liana.moderation.SpamFeatures;
import java.util.List;
import java.util.Random;

/**
 * A linear support vector machine with squared hinge loss, by dual coordinate descent. Source:
 * Hsieh, Chang, Lin, Keerthi, Sundararajan, "A Dual Coordinate Descent Method for Large-scale
 * Linear SVM", ICML 2008, algorithm 1. The same examples in the same order give the same weights.
 */
final class LinearTrainer {
  private static final double COST = 1;
  private static final double TOLERANCE = 0.02; // largest projected gradient of a pass
  private static final int MOST_PASSES = 40;
  private static final long SEED =
      1; // order of the coordinates; fixed so that a run can be repeated

  private final List<Example> examples;
  private final double[] weights = new double[SpamFeatures.SIZE];
  private final double[] alpha;

  private LinearTrainer(List<Example> examples) {
    this.examples = examples;
    this.alpha = new double[examples.size()];
  }

  /** Weights that separate adverts (positive) from ordinary messages. */
  static float[] train(List<Example> examples) {
    LinearTrainer trainer =
        new LinearTrainer(examples.stream().filter(e -> e.weight() > 0).toList());
    trainer.run();
    float[] out = new float[trainer.weights.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) trainer.weights[i];
    }
    return out;
  }

  static double dot(float[] weights, SpamFeatures features) {
    double sum = 0;
    for (int i = 0; i < features.count(); i++) {
      sum += weights[features.index(i)] * features.value(i);
    }
    return sum;
  }

  private void run() {
    Random random = new Random(SEED);
    int[] order = new int[examples.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swap = order[i];
        order[i] = order[j];
        order[j] = swap;
      }
      double steepest = 0;
      for (int i : order) {
        steepest = Math.max(steepest, improve(i));
      }
      if (steepest < TOLERANCE) {
        return;
      }
    }
  }

  /** One coordinate to its optimum; returns how far from it it was. */
  private double improve(int i) {
    Example example = examples.get(i);
    SpamFeatures x = example.features();
    int sign = example.advert() ? 1 : -1;
    double diagonal = 0.5 / (COST * example.weight());
    double score = 0;
    double square = 0;
    for (int f = 0; f < x.count(); f++) {
      score += weights[x.index(f)] * x.value(f);
      square += x.value(f) * x.value(f);
    }
    double gradient = sign * score - 1 + diagonal * alpha[i];
    double projected = alpha[i] == 0 ? Math.min(gradient, 0) : gradient;
    if (projected != 0) {
      double before = alpha[i];
      alpha[i] = Math.max(0, before - gradient / (square + diagonal));
      double step = (alpha[i] - before) * sign;
      for (int f = 0; f < x.count(); f++) {
        weights[x.index(f)] += step * x.value(f);
      }
    }
    return Math.abs(projected);
  }
}
