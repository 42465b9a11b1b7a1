package io.liana.review;

import io.liana.review.Tally.Counted;
import io.liana.review.Tally.Part;
import io.liana.review.Tally.Place;
import io.liana.statistics.Interval;
import io.liana.statistics.TwoProportions;
import io.liana.statistics.TwoProportions.Share;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pure: what one ratio says, against the target and the period before. */
final class Check {
  static final double ALPHA = 0.05;
  private static final long FEW = 30;
  private static final int PLACES = 20;

  private Check() {}

  /**
   * @param interval Wilson's of 95 %; null where the ratio is no share
   * @param few of fewer than thirty
   */
  record Value(long hits, long of, double value, @Nullable Interval interval, boolean few) {}

  /**
   * @param unknown a code; null together with a value
   * @param met null without a target or a value
   * @param change value − value before
   * @param p two-sided, two proportions; null where the ratio is no share or there is nothing to
   *     compare
   * @param moved the parts that moved it most first
   */
  record Line(
      Ratio ratio,
      @Nullable Value now,
      @Nullable String unknown,
      @Nullable Value before,
      @Nullable Double target,
      @Nullable Boolean met,
      @Nullable Double change,
      @Nullable Double p,
      List<Moved> moved) {}

  /**
   * @param share how much of the change is this part's; all add up to the change
   */
  record Moved(Place place, Part now, Part before, double share) {}

  static Line line(Ratio ratio, Tally now, Tally before, @Nullable Double target) {
    Value then = before instanceof Counted counted ? value(ratio, counted) : null;
    return switch (now) {
      case Tally.Unknown(String why) ->
          new Line(ratio, null, why, then, target, null, null, null, List.of());
      case Counted counted -> {
        Value value = value(ratio, counted);
        yield new Line(
            ratio,
            value,
            null,
            then,
            target,
            target == null ? null : value.value() >= target,
            then == null ? null : value.value() - then.value(),
            then == null ? null : p(then, value),
            before instanceof Counted was ? moved(counted, was) : List.of());
      }
    };
  }

  private static Value value(Ratio ratio, Counted counted) {
    long hits = counted.hits();
    long of = counted.of();
    return new Value(
        hits,
        of,
        (double) hits / of,
        ratio == Ratio.REFERRAL ? null : TwoProportions.wilson(new Share(of, hits), ALPHA),
        of < FEW);
  }

  private static @Nullable Double p(Value before, Value now) {
    if (now.interval() == null) {
      return null;
    }
    return TwoProportions.p(share(before), share(now));
  }

  private static Share share(Value value) {
    return new Share(value.of(), value.hits());
  }

  /**
   * A part pulls the ratio by how far it lies from the whole of the period before, weighted by its
   * size; what it pulled then is taken away. The sum is the change: Σ(h₁ − R₀n₁)/N₁ = R₁ − R₀, and
   * Σ(h₀ − R₀n₀)/N₀ = 0.
   */
  private static List<Moved> moved(Counted now, Counted before) {
    Map<Place, Part> is = byPlace(now);
    Map<Place, Part> was = byPlace(before);
    double whole = (double) before.hits() / before.of();
    return Stream.concat(is.keySet().stream(), was.keySet().stream())
        .distinct()
        .map(
            place -> {
              Part one = is.getOrDefault(place, new Part(place, 0, 0));
              Part old = was.getOrDefault(place, new Part(place, 0, 0));
              return new Moved(
                  place,
                  one,
                  old,
                  (one.hits() - whole * one.of()) / now.of()
                      - (old.hits() - whole * old.of()) / before.of());
            })
        .sorted(
            Comparator.comparingDouble((Moved one) -> -Math.abs(one.share()))
                .thenComparingLong(one -> one.place().id()))
        .limit(PLACES)
        .toList();
  }

  private static Map<Place, Part> byPlace(Counted counted) {
    Map<Place, Part> parts = new HashMap<>();
    counted.parts().forEach(part -> parts.put(part.place(), part));
    return parts;
  }
}
