package io.liana.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.insight.Forecast.Daily;
import io.liana.insight.ForecastReliability.Guess;
import io.liana.insight.ForecastReliability.Tenth;
import io.liana.insight.ForecastTraining.Example;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {
  @Test
  void a_model_that_never_saw_the_channel_finds_its_dead_months() throws IOException {
    var guesses = ForecastTraining.leaveOneChannelOut(examples());
    var unseen = ForecastTraining.quality(guesses);
    assertThat(unseen.examples()).isEqualTo(817);
    assertThat(unseen.dead()).isEqualTo(352);
    assertThat(unseen.f1()).isGreaterThanOrEqualTo(0.87);

    var reliability = ForecastReliability.of(guesses);
    assertThat(reliability.brier()).isLessThan(reliability.brierOfTheRate() / 2);
    assertThat(reliability.gap()).isLessThan(0.04);
    var known = ForecastModel.load().origin();
    assertThat(known.f1()).isCloseTo(unseen.f1(), within(1e-9));
    assertThat(known.brier()).isCloseTo(reliability.brier(), within(1e-9));
    assertThat(known.gap()).isCloseTo(reliability.gap(), within(1e-9));
  }

  @Test
  void probabilities_are_held_against_what_came_tenth_by_tenth() {
    var guesses =
        List.of(
            new Guess(0.1, false, false),
            new Guess(0.1, false, true),
            new Guess(1.0, true, true),
            new Guess(0.9, true, true));
    var reliability = ForecastReliability.of(guesses);
    assertThat(reliability.brier()).isCloseTo((0.01 + 0.81 + 0 + 0.01) / 4, within(1e-12));
    assertThat(reliability.brierOfTheRate()).isCloseTo(0.75 * 0.25, within(1e-12));
    assertThat(reliability.gap()).isCloseTo((2 * 0.4 + 2 * 0.05) / 4, within(1e-12));
    assertThat(reliability.tenths()).extracting(Tenth::examples).containsExactly(2, 2);
  }

  @Test
  void the_reasons_add_up_to_the_score_and_say_which_way_they_speak() {
    ForecastModel model = ForecastModel.load();
    long[] lively = new long[365];
    java.util.Arrays.fill(lively, 20);
    long[] silent = java.util.Arrays.copyOf(java.util.Arrays.copyOf(lively, 100), 365);
    for (long[] days : List.of(lively, silent)) {
      double[] known = Forecast.features(new Daily(0, days), 365);
      var reasons = ForecastReason.of(model, known, Catalogue.EN);
      double sum = reasons.stream().mapToDouble(ForecastReason::effect).sum();
      double score = model.score(known);
      assertThat(model.weights()[0] + sum).isCloseTo(Math.log(score / (1 - score)), within(1e-9));
      assertThat(reasons.stream().map(reason -> Math.abs(reason.effect())).toList())
          .isSortedAccordingTo(java.util.Comparator.reverseOrder());
      assertThat(reasons)
          .allSatisfy(
              reason ->
                  assertThat(reason.text())
                      .endsWith(reason.effect() > 0 ? "for silence." : "for life."));
    }
  }

  @Test
  void a_reason_tells_its_own_number() {
    long[] days = new long[365];
    java.util.Arrays.fill(days, 345, 350, 4);
    var known = Forecast.features(new Daily(0, days), 365);
    assertThat(ForecastReason.of(ForecastModel.load(), known, Catalogue.ZH))
        .filteredOn(reason -> reason.feature().equals("active_days_90"))
        .singleElement()
        .satisfies(reason -> assertThat(reason.text()).startsWith("近 90 天里有 5 天有人说话"));
  }

  @Test
  void the_committed_model_is_the_one_its_command_makes() throws IOException {
    ForecastModel committed = ForecastModel.load();
    ForecastModel trained = ForecastTraining.train(examples());
    assertThat(committed.weights()).containsExactly(trained.weights(), within(1e-9));
    assertThat(committed.threshold()).isEqualTo(trained.threshold());
  }

  @Test
  void nothing_after_the_cut_off_is_known_before_it() {
    long[] days = new long[400];
    java.util.Arrays.fill(days, 3);
    Daily whole = new Daily(1_000, days);
    Daily until = new Daily(1_000, java.util.Arrays.copyOf(days, 200));
    assertThat(Forecast.features(whole, 1_200)).containsExactly(Forecast.features(until, 1_200));
  }

  @Test
  void a_lively_group_lives_and_a_silent_one_does_not() {
    ForecastModel model = ForecastModel.load();
    long[] lively = new long[365];
    java.util.Arrays.fill(lively, 20);
    long[] silent = java.util.Arrays.copyOf(java.util.Arrays.copyOf(lively, 100), 365);
    assertThat(model.score(Forecast.features(new Daily(0, lively), 365))).isLessThan(0.1);
    assertThat(model.score(Forecast.features(new Daily(0, silent), 365)))
        .isGreaterThan(model.threshold());
  }

  private static List<Example> examples() throws IOException {
    return ForecastTraining.read(RakuChannel.folder());
  }
}
