package io.liana.insight;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One thing a forecast rests on.
 *
 * @param value days on which somebody spoke, or a share of windows
 * @param usual the same in the average month the model learnt from (of days, the average of their
 *     logarithms turned back)
 * @param effect what it adds to the log-odds; above 0 it speaks for silence. The effects and the
 *     intercept add up to the score exactly. The features overlap, so how the sum is shared among
 *     them says what the model used, not what caused anything.
 */
record ForecastReason(String feature, double value, double usual, double effect, String text) {

  /** The weightiest first. */
  static List<ForecastReason> of(ForecastModel model, double[] known, Catalogue words) {
    double[] effects = model.effects(known);
    return IntStream.range(0, known.length)
        .mapToObj(j -> of(model.features().get(j), known[j], model.mean()[j], effects[j], words))
        .sorted(Comparator.comparingDouble((ForecastReason reason) -> -Math.abs(reason.effect())))
        .toList();
  }

  private static ForecastReason of(
      String feature, double known, double mean, double effect, Catalogue words) {
    boolean days = feature.startsWith("active_days_");
    double value = days ? Math.rint(Math.expm1(known)) : known;
    double usual = days ? Math.expm1(mean) : mean;
    String side = words.page(effect > 0 ? "reason_for_silence" : "reason_for_life");
    String text =
        words.page("reason_" + feature, Map.of("value", value, "usual", usual, "side", side));
    return new ForecastReason(feature, value, usual, effect, text);
  }
}
