package io.liana.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.insight.Forecast.Daily;
import io.liana.insight.ForecastTraining.Example;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastTest {
  @Test
  void a_model_that_never_saw_the_channel_finds_its_dead_months() throws IOException {
    var unseen = ForecastTraining.leaveOneChannelOut(examples());
    assertThat(unseen.examples()).isEqualTo(817);
    assertThat(unseen.dead()).isEqualTo(352);
    assertThat(unseen.f1()).isGreaterThanOrEqualTo(0.85);
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
