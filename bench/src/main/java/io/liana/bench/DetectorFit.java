package io.liana.bench;

import io.liana.bench.Example.Source;
import io.liana.moderation.SpamModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From labelled examples to a finished model: weights from all of them; calibration and thresholds
 * from scores that each example got from a model that had not seen it.
 */
final class DetectorFit {
  static final int FOLDS = 5;

  /** Precision the enforce threshold must have shown; above the 0.97 promised, for the unseen. */
  private static final double ENFORCE_PRECISION = 0.99;

  /** False alarms on advert-free comments the thresholds may have shown; the promise is 0.002. */
  private static final double REVIEW_FALSE_ALARMS = 0.001;

  private static final double ENFORCE_FALSE_ALARMS = 0.0005;

  /** F1 values this close cannot be told apart on a few hundred adverts. */
  private static final double AS_GOOD = 0.995;

  /** A score that was given without having seen the example. */
  record Scored(double score, boolean advert) {}

  private DetectorFit() {}

  static SpamModel fit(List<Example> examples) {
    Map<Source, List<Scored>> scores = new EnumMap<>(Source.class);
    for (int fold = 0; fold < FOLDS; fold++) {
      float[] weights = LinearTrainer.train(without(examples, fold));
      for (Example example : only(examples, fold)) {
        if (example.source() == Source.QQ || example.source() == Source.COLD) {
          scores
              .computeIfAbsent(example.source(), s -> new ArrayList<>())
              .add(new Scored(LinearTrainer.dot(weights, example.features()), example.advert()));
        }
      }
    }
    List<Scored> chat = scores.getOrDefault(Source.QQ, List.of());
    List<Scored> comments = scores.getOrDefault(Source.COLD, List.of());
    double[] platt = calibrate(chat);
    double review = Math.max(bestF1(chat), quantile(comments, REVIEW_FALSE_ALARMS));
    double enforce =
        Math.max(precise(chat, ENFORCE_PRECISION), quantile(comments, ENFORCE_FALSE_ALARMS));
    enforce = Math.max(enforce, review);
    return new SpamModel(
        LinearTrainer.train(examples),
        platt[0],
        platt[1],
        probability(platt, review),
        probability(platt, enforce));
  }

  /** Examples of one fold; adverts and others of each source are dealt out in turn. */
  static List<Example> only(List<Example> examples, int fold) {
    return dealt(examples, fold, true);
  }

  static List<Example> without(List<Example> examples, int fold) {
    return dealt(examples, fold, false);
  }

  private static List<Example> dealt(List<Example> examples, int fold, boolean inside) {
    Map<String, Integer> counts = new HashMap<>();
    List<Example> out = new ArrayList<>();
    for (Example example : examples) {
      int turn = counts.merge(example.source() + ":" + example.advert(), 1, Integer::sum);
      if ((turn % FOLDS == fold) == inside) {
        out.add(example);
      }
    }
    return out;
  }

  private static double probability(double[] platt, double score) {
    return 1 / (1 + Math.exp(-(platt[0] * score + platt[1])));
  }

  /**
   * The lowest threshold whose F1 is as good as the best one's: on that plateau a human would
   * rather see one message too many. Thresholds lie in the middle between two scores.
   */
  private static double bestF1(List<Scored> scores) {
    List<Scored> down = descending(scores);
    double[] f1 = new double[down.size() - 1];
    double adverts = down.stream().filter(Scored::advert).count();
    double found = 0;
    double best = 0;
    for (int i = 0; i < f1.length; i++) {
      found += down.get(i).advert() ? 1 : 0;
      f1[i] = 2 * found / (i + 1 + adverts);
      best = Math.max(best, f1[i]);
    }
    int lowest = f1.length - 1;
    while (f1[lowest] < best * AS_GOOD) {
      lowest--;
    }
    return (down.get(lowest).score() + down.get(lowest + 1).score()) / 2;
  }

  /** The lowest threshold that still has this precision. */
  private static double precise(List<Scored> scores, double precision) {
    List<Scored> down = descending(scores);
    double threshold = down.getFirst().score();
    double found = 0;
    for (int i = 0; i + 1 < down.size(); i++) {
      found += down.get(i).advert() ? 1 : 0;
      if (found / (i + 1) >= precision) {
        threshold = (down.get(i).score() + down.get(i + 1).score()) / 2;
      }
    }
    return threshold;
  }

  /** The score only this share of the messages exceeds. */
  private static double quantile(List<Scored> scores, double share) {
    if (scores.isEmpty()) {
      return Double.NEGATIVE_INFINITY;
    }
    return descending(scores).get((int) (scores.size() * share)).score();
  }

  private static List<Scored> descending(List<Scored> scores) {
    return scores.stream().sorted(Comparator.comparingDouble(Scored::score).reversed()).toList();
  }

  /**
   * Slope and offset of the logistic curve through the scores. Source: J. Platt, 1999, with the
   * smoothed targets of Lin, Lin, Weng, 2007; plain Newton steps suffice in two dimensions.
   */
  private static double[] calibrate(List<Scored> scores) {
    double adverts = scores.stream().filter(Scored::advert).count();
    double others = scores.size() - adverts;
    double high = (adverts + 1) / (adverts + 2);
    double low = 1 / (others + 2);
    double slope = 1;
    double offset = 0;
    for (int step = 0; step < 50; step++) {
      double gs = 0;
      double go = 0;
      double hss = 1e-9;
      double hso = 0;
      double hoo = 1e-9;
      for (Scored s : scores) {
        double p = probability(new double[] {slope, offset}, s.score());
        double error = p - (s.advert() ? high : low);
        double spread = Math.max(p * (1 - p), 1e-9);
        gs += error * s.score();
        go += error;
        hss += spread * s.score() * s.score();
        hso += spread * s.score();
        hoo += spread;
      }
      double determinant = hss * hoo - hso * hso;
      slope -= Math.clamp((hoo * gs - hso * go) / determinant, -1, 1);
      offset -= Math.clamp((hss * go - hso * gs) / determinant, -1, 1);
    }
    return new double[] {slope, offset};
  }
}
