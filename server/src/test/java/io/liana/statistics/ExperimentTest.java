package io.liana.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.kit.SharedData;
import io.liana.statistics.TwoProportions.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExperimentTest {
  private static final int EXPERIMENTS = 1000;

  @Test
  void the_paid_visit_of_malawi_is_reproduced_to_four_digits() throws IOException {
    long[] n = new long[2];
    long[] got = new long[2];
    for (String line :
        Files.readAllLines(SharedData.path("data/thornton-hiv-rct/thornton_hiv.csv"))) {
      String[] cell = line.split(",", -1);
      if (cell[0].equals("rownames") || cell[2].isEmpty() || cell[5].isEmpty()) {
        continue;
      }
      int arm = Integer.parseInt(cell[5]);
      n[arm]++;
      got[arm] += Integer.parseInt(cell[2]);
    }
    assertThat(n[0] + n[1]).isEqualTo(2834);
    Share control = new Share(n[0], got[0]);
    Share paid = new Share(n[1], got[1]);
    assertThat(control.rate()).isCloseTo(0.33868, within(5e-6));
    assertThat(paid.rate()).isCloseTo(0.78924, within(5e-6));
    TwoProportions.Compared compared = TwoProportions.compare(control, paid, 0.05);
    Effect.Measured effect = (Effect.Measured) compared.effect();
    assertThat(compared.z()).isCloseTo(21.481, within(5e-4));
    assertThat(effect.estimate()).isCloseTo(0.45055, within(1e-5));
    assertThat(effect.p()).isCloseTo(2.35e-102, within(5e-105));
    assertThat(effect.interval().low()).isCloseTo(0.40969, within(1e-5));
    assertThat(effect.interval().high()).isCloseTo(0.49142, within(1e-5));
  }

  @Test
  void where_nothing_differs_one_look_in_twenty_cries_wolf() {
    Random chance = new Random(20261125);
    int shares = 0;
    int means = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      shares += alarm(TwoProportions.compare(binomial(chance), binomial(chance), 0.05).effect());
      Sample control = money(chance, 400);
      Sample treatment = money(chance, 400);
      means += alarm(Welch.compare(control, treatment, Scale.ABSOLUTE, Side.TWO_SIDED, 0.05));
    }
    assertThat(shares / (double) EXPERIMENTS).isBetween(0.04, 0.06);
    assertThat(means / (double) EXPERIMENTS).isBetween(0.04, 0.06);
  }

  @Test
  void a_look_every_day_spoils_the_plain_test_but_not_the_sequential_one() {
    Random chance = new Random(20261125);
    int plain = 0;
    int sequential = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      boolean plainAlarm = false;
      boolean sequentialAlarm = false;
      long n = 0;
      double[] sums = new double[2];
      double[] squares = new double[2];
      for (int day = 0; day < 30; day++) {
        n += 100;
        for (int unit = 0; unit < 200; unit++) {
          double value = -Math.log(1 - chance.nextDouble()); // spent, very uneven
          sums[unit % 2] += value;
          squares[unit % 2] += value * value;
        }
        Sample control = Sample.mean(n, sums[0], squares[0]);
        Sample treatment = Sample.mean(n, sums[1], squares[1]);
        Contrast contrast = Contrast.of(control, treatment, Scale.ABSOLUTE);
        plainAlarm |= Math.abs(contrast.estimate()) > 1.96 * contrast.error();
        sequentialAlarm |=
            alarm(
                    Sequential.compare(
                        control, treatment, Scale.ABSOLUTE, Side.TWO_SIDED, 0.05, 6000))
                > 0;
      }
      plain += plainAlarm ? 1 : 0;
      sequential += sequentialAlarm ? 1 : 0;
    }
    assertThat(plain / (double) EXPERIMENTS).isGreaterThan(0.15);
    assertThat(sequential / (double) EXPERIMENTS).isLessThanOrEqualTo(0.05);
  }

  @Test
  void members_of_one_group_are_not_so_many_observations() {
    Random chance = new Random(20261125);
    int naive = 0;
    int robust = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      List<List<Ratio.Group>> arms = List.of(new ArrayList<>(), new ArrayList<>());
      double[] squares = new double[2];
      for (int group = 0; group < 60; group++) {
        int arm = group % 2;
        double mood = chance.nextGaussian(); // what the members of one group share
        int members = 10 + chance.nextInt(20);
        double sum = 0;
        for (int member = 0; member < members; member++) {
          double value = 5 + mood + 2 * chance.nextGaussian();
          sum += value;
          squares[arm] += value * value;
        }
        arms.get(arm).add(new Ratio.Group(members, sum));
      }
      naive += alarm(asMembers(arms, squares));
      robust +=
          alarm(
              Welch.compare(
                  Ratio.ofGroups(arms.get(0)),
                  Ratio.ofGroups(arms.get(1)),
                  Scale.ABSOLUTE,
                  Side.TWO_SIDED,
                  0.05));
    }
    assertThat(naive / (double) EXPERIMENTS).isGreaterThan(0.2);
    assertThat(robust / (double) EXPERIMENTS).isBetween(0.03, 0.07);
  }

  @Test
  void what_was_known_before_takes_noise_off_and_leaves_the_effect() {
    Random chance = new Random(7);
    double[][] control = new double[2000][];
    double[][] treatment = new double[2000][];
    for (int i = 0; i < 2000; i++) {
      double before = 10 * chance.nextDouble();
      control[i] = new double[] {before + chance.nextGaussian(), before};
      before = 10 * chance.nextDouble();
      treatment[i] = new double[] {before + 0.2 + chance.nextGaussian(), before};
    }
    Cuped.Adjusted both = Cuped.mean(List.of(Columns.of(control), Columns.of(treatment)));
    Effect.Measured effect =
        (Effect.Measured)
            Welch.compare(both.control(), both.treatment(), Scale.ABSOLUTE, Side.TWO_SIDED, 0.05);
    assertThat(both.theta()).isCloseTo(1, within(0.02));
    assertThat(both.control().variance()).isLessThan(0.2 * both.control().baselineVariance());
    assertThat(effect.interval().contains(0.2)).isTrue();
    assertThat(effect.interval().contains(0)).isFalse();
  }

  @Test
  void three_arms_are_adjusted_by_the_slope_of_one_regression() {
    // By hand over all six: mean before 3.5, after 4.5; Σ(b−3.5)(a−4.5) = 15.5, Σ(b−3.5)² = 17.5.
    Cuped.Adjusted all =
        Cuped.mean(
            List.of(
                Columns.of(new double[][] {{2, 1}, {3, 2}}),
                Columns.of(new double[][] {{5, 3}, {4, 4}}),
                Columns.of(new double[][] {{7, 5}, {6, 6}})));
    double slope = 15.5 / 17.5;
    assertThat(all.theta()).isCloseTo(slope, within(1e-12));
    assertThat(all.arms().stream().map(Sample::mean).toList())
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : 1)
        .containsExactly(2.5 - slope * 1.5, 4.5 - slope * 3.5, 6.5 - slope * 5.5);
  }

  @Test
  void few_are_judged_exactly_and_nobody_is_no_certainty() {
    // Fisher's tea tasting: three of four cups right, one of four wrong; p = 0.4857.
    TwoProportions.Compared tea = TwoProportions.compare(new Share(4, 1), new Share(4, 3), 0.05);
    assertThat(tea.exact()).isTrue();
    assertThat(((Effect.Measured) tea.effect()).p()).isCloseTo(0.48571, within(1e-5));
    // Newcombe 1998, table II, contrast (f): 10/10 against 0/20 (method 10: 0.6791 to 1.0000).
    Effect.Measured all =
        (Effect.Measured)
            TwoProportions.compare(new Share(20, 0), new Share(10, 10), 0.05).effect();
    assertThat(all.interval().low()).isCloseTo(0.6791, within(1e-4));
    assertThat(all.interval().high()).isLessThanOrEqualTo(1);
  }

  @Test
  void a_plan_is_kept_by_the_number_it_asks_for() {
    Power.Plan plan = Power.Plan.ofShare(0.1, 2, Scale.ABSOLUTE, 0.05);
    long needed = Power.needed(plan, 0.2, 0.8).orElseThrow();
    assertThat(Power.of(plan, 0.2, needed)).isGreaterThanOrEqualTo(0.8);
    assertThat(Power.of(plan, 0.2, needed - 2)).isLessThan(0.8);
    assertThat(Power.detectable(plan, needed, 0.8).orElseThrow()).isCloseTo(0.2, within(1e-3));
    assertThat(Power.needed(plan, 20, 0.8)).isEmpty(); // more than everybody
    Random chance = new Random(20261125);
    int seen = 0;
    for (int i = 0; i < EXPERIMENTS; i++) {
      Share control = binomial(chance, (int) needed / 2, 0.1);
      Share treatment = binomial(chance, (int) needed / 2, 0.12);
      seen += alarm(TwoProportions.compare(control, treatment, 0.05).effect());
    }
    assertThat(seen / (double) EXPERIMENTS).isBetween(0.76, 0.84);
  }

  @Test
  void the_sentence_never_says_more_than_the_numbers() {
    assertThat(conclusion(1000, 100, 1000, 105)).isEqualTo(Conclusion.NOT_SHOWN);
    assertThat(conclusion(1000, 100, 1000, 131)).isEqualTo(Conclusion.SHOWN_AT_PLANNED_END);
    assertThat(conclusion(1000, 100, 1000, 200)).isEqualTo(Conclusion.SHOWN);
    assertThat(conclusion(1000, 100, 1200, 200)).isEqualTo(Conclusion.BROKEN_SPLIT);
    assertThat(conclusion(1, 1, 1, 0)).isEqualTo(Conclusion.NO_ANSWER);
    // Fifty each: however clear, it is too early for looks.
    assertThat(conclusion(50, 5, 50, 45)).isEqualTo(Conclusion.SHOWN_AT_PLANNED_END);
    List<Readout.Arm> arms =
        IntStream.range(0, 6)
            .mapToObj(i -> Readout.Arm.ofShare("arm " + i, 1, 1000, i == 1 ? 131 : 100))
            .toList();
    assertThat(Readout.of(arms, 0.05, 5000).comparisons().getFirst().conclusion())
        .isEqualTo(Conclusion.LOST_BY_CORRECTION);
  }

  @Test
  void one_buyer_who_carries_everything_is_noted() {
    double[] orders = new double[200];
    java.util.Arrays.fill(orders, 10);
    assertThat(Outliers.of(orders).heavy()).isFalse();
    orders[7] = 100_000;
    Outliers noted = Outliers.of(orders);
    assertThat(noted.heavy()).isTrue();
    assertThat(noted.above()).isEqualTo(1);
    assertThat(noted.capped(orders)[7]).isEqualTo(10);
  }

  private static Conclusion conclusion(long n, long hits, long m, long others) {
    return Readout.of(
            List.of(
                Readout.Arm.ofShare("as before", 1, n, hits),
                Readout.Arm.ofShare("new", 1, m, others)),
            0.05,
            5000)
        .comparisons()
        .getFirst()
        .conclusion();
  }

  private static Effect asMembers(List<List<Ratio.Group>> arms, double[] squares) {
    Sample[] samples = new Sample[2];
    for (int arm = 0; arm < 2; arm++) {
      long n = arms.get(arm).stream().mapToLong(Ratio.Group::members).sum();
      double sum = arms.get(arm).stream().mapToDouble(Ratio.Group::sum).sum();
      samples[arm] = Sample.mean(n, sum, squares[arm]);
    }
    return Welch.compare(samples[0], samples[1], Scale.ABSOLUTE, Side.TWO_SIDED, 0.05);
  }

  private static int alarm(Effect effect) {
    return effect instanceof Effect.Measured measured && !measured.interval().contains(0) ? 1 : 0;
  }

  private static Share binomial(Random chance) {
    return binomial(chance, 1000, 0.2);
  }

  private static Share binomial(Random chance, int n, double rate) {
    int hits = 0;
    for (int i = 0; i < n; i++) {
      hits += chance.nextDouble() < rate ? 1 : 0;
    }
    return new Share(n, hits);
  }

  private static Sample money(Random chance, int n) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < n; i++) {
      double value = -Math.log(1 - chance.nextDouble());
      sum += value;
      squares += value * value;
    }
    return Sample.mean(n, sum, squares);
  }
}
