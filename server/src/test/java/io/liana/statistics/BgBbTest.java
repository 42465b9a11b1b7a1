package io.liana.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.liana.kit.SharedData;
import io.liana.statistics.BgBb.History;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Donations of six years, as in the paper (lifetimes, MIT). */
class BgBbTest {
  private static final BgBb PUBLISHED = new BgBb(1.204, 0.750, 0.657, 2.783);

  @Test
  void the_paper_about_donations_is_reproduced() throws IOException {
    JsonNode cases = cases();
    Map<History, Long> donors = donors(cases);
    assertThat(donors.values().stream().mapToLong(n -> n).sum()).isEqualTo(11_104);
    BgBb.Fit fit = BgBb.fit(donors);
    BgBb model = fit.model();
    JsonNode params = cases.path("params");
    assertThat(model.alpha()).isCloseTo(params.path("alpha").asDouble(), within(1e-3));
    assertThat(model.beta()).isCloseTo(params.path("beta").asDouble(), within(1e-3));
    assertThat(model.gamma()).isCloseTo(params.path("gamma").asDouble(), within(1e-3));
    assertThat(model.delta()).isCloseTo(params.path("delta").asDouble(), within(1e-3));
    assertThat(fit.logLikelihood()).isCloseTo(-33_225.6, within(0.05)); // the paper's
    cases
        .path("p_alive_next_period")
        .forEachEntry(
            (key, chance) -> {
              String[] xt = key.split(",");
              var history = new History(Integer.parseInt(xt[0]), Integer.parseInt(xt[1]), 6);
              assertThat(model.alive(history))
                  .as(key)
                  .isCloseTo(chance.asDouble(), within(5e-3)); // printed with two digits
            });
    double coming =
        donors.entrySet().stream()
            .mapToDouble(one -> one.getValue() * model.expected(one.getKey(), 5))
            .sum();
    assertThat(coming).isCloseTo(cases.path("expected_total_next_5").asDouble(), within(5.0));
    assertThat(11_104 * model.chance(0, 6))
        .isCloseTo(cases.at("/expected_counts_at_0_and_6/0").asDouble(), within(1.0));
    assertThat(11_104 * model.chance(6, 6))
        .isCloseTo(cases.at("/expected_counts_at_0_and_6/1").asDouble(), within(1.0));
  }

  @Test
  void two_years_of_weeks_are_fitted_at_once_and_what_made_them_is_found() {
    var chance = new Random(7);
    Map<History, Long> members = new LinkedHashMap<>();
    for (int i = 0; i < 40_000; i++) {
      double comes = beta(chance, 2, 4);
      double leaves = beta(chance, 1, 9);
      int periods = 1 + chance.nextInt(104);
      int times = 0;
      int last = 0;
      for (int week = 1; week <= periods && chance.nextDouble() >= leaves; week++) {
        if (chance.nextDouble() < comes) {
          times++;
          last = week;
        }
      }
      members.merge(new History(times, last, periods), 1L, Long::sum);
    }
    BgBb model = BgBb.fit(members).model();
    assertThat(model.alpha()).isCloseTo(2, within(0.2));
    assertThat(model.beta()).isCloseTo(4, within(0.4));
    assertThat(model.gamma()).isCloseTo(1, within(0.1));
    assertThat(model.delta()).isCloseTo(9, within(0.9));
    double summed =
        members.entrySet().stream()
            .mapToDouble(one -> one.getValue() * Math.log(model.likelihood(one.getKey())))
            .sum();
    assertThat(BgBb.fit(members).logLikelihood()).isCloseTo(summed, within(1e-4));
  }

  /** Of whole parameters: an order statistic. */
  private static double beta(Random chance, int a, int b) {
    return chance.doubles(a + b - 1L).sorted().skip(a - 1L).findFirst().orElseThrow();
  }

  @Test
  void chances_add_up_and_who_came_lately_is_likelier_to_be_there() {
    assertThat(IntStream.rangeClosed(0, 8).mapToDouble(x -> PUBLISHED.chance(x, 8)).sum())
        .isCloseTo(1, within(1e-12));
    assertThat(PUBLISHED.alive(new History(2, 6, 6)))
        .isGreaterThan(PUBLISHED.alive(new History(2, 3, 6)));
    assertThat(PUBLISHED.expected(new History(3, 4, 6), 0)).isZero();
    assertThat(PUBLISHED.expected(new History(3, 4, 6), 10))
        .isLessThan(10 * PUBLISHED.expected(new History(3, 4, 6), 1));
  }

  @Test
  void too_few_who_came_again_say_nothing() {
    assertThatThrownBy(() -> BgBb.fit(Collections.nCopies(1_000, new History(0, 0, 6))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new History(3, 2, 6)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<History, Long> donors(JsonNode cases) {
    Map<History, Long> donors = new LinkedHashMap<>();
    for (JsonNode row : cases.path("rows")) {
      donors.put(
          new History(row.path(0).asInt(), row.path(1).asInt(), row.path(2).asInt()),
          row.path(3).asLong());
    }
    return donors;
  }

  private static JsonNode cases() throws IOException {
    return JsonMapper.shared()
        .readTree(Files.readString(SharedData.path("cases/clv_cdnow.json")))
        .path("bg_bb_donations");
  }
}
