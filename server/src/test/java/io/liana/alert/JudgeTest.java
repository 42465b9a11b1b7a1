package io.liana.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.alert.Alert.Rule;
import io.liana.alert.Alert.Way;
import io.liana.alert.Alert.Wish;
import io.liana.alert.Judge.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final int WEEK = 7;

  @Test
  void a_threshold_is_held_against_the_sum_of_the_days() {
    var fewer = wish(Metric.MESSAGES, 3, new Rule.Threshold(Way.DOWN, 10));
    assertThat(Judge.judge(fewer, counts(50, 3, 3, 3)).rings()).isTrue();
    assertThat(Judge.judge(fewer, counts(0, 3, 3, 4)).rings()).as("ten is not below ten").isFalse();
    assertThat(Judge.judge(fewer, counts(3, 3)).why()).isEqualTo("too_short");
    var share = wish(Metric.ANSWER_RATE, 2, new Rule.Threshold(Way.DOWN, 0.5));
    assertThat(Judge.judge(share, List.of(new Day(9, 10), new Day(0, 10))).value())
        .isCloseTo(0.45, within(1e-12));
    assertThat(Judge.judge(share, List.of(Day.NOBODY, Day.NOBODY)).why()).isEqualTo("no_data");
  }

  @Test
  void a_change_rings_when_it_is_large_and_hardly_chance() {
    var fewer = wish(Metric.MESSAGES, WEEK, new Rule.Change(Way.DOWN, 0.2));
    // Means 100 and 70; variances 200/3 each, so t = −30 / √(2 · 66.67 / 7) = −6.87
    List<Day> fell = counts(90, 110, 100, 90, 110, 95, 105, 60, 80, 70, 60, 80, 65, 75);
    Verdict verdict = Judge.judge(fewer, fell);
    assertThat(verdict.rings()).isTrue();
    assertThat(verdict.value()).isEqualTo(490);
    assertThat(verdict.expected()).isEqualTo(700);
    assertThat(verdict.p()).isLessThan(1e-4);
    assertThat(Judge.judge(wish(Metric.MESSAGES, WEEK, new Rule.Change(Way.UP, 0.2)), fell).rings())
        .isFalse();
    // As large, but one day makes it: chance
    Verdict noise =
        Judge.judge(fewer, counts(30, 30, 30, 30, 30, 30, 520, 70, 70, 70, 70, 70, 70, 70));
    assertThat(noise.value()).isEqualTo(490);
    assertThat(noise.expected()).isEqualTo(700);
    assertThat(noise.rings()).isFalse();
    // 150 of 300 against 195 of 300: two proportions, z = −3.7
    var rate = wish(Metric.ANSWER_RATE, WEEK, new Rule.Change(Way.DOWN, 0.2));
    List<Day> days =
        Stream.concat(
                IntStream.range(0, WEEK).mapToObj(i -> new Day(i == 0 ? 195 : 0, i == 0 ? 300 : 0)),
                IntStream.range(0, WEEK).mapToObj(i -> new Day(i == 0 ? 150 : 0, i == 0 ? 300 : 0)))
            .toList();
    assertThat(Judge.judge(rate, days).rings()).isTrue();
    assertThat(
            Judge.judge(
                    wish(Metric.ACTIVITY, WEEK, new Rule.Change(Way.DOWN, 0.2)),
                    List.of(new Day(9, 10), new Day(1, 10)))
                .why())
        .as("of fewer than thirty nothing is said")
        .isEqualTo("few");
  }

  @Test
  void the_band_is_the_weekdays_median_and_its_width_that_of_all_days() {
    // Each Monday 100, else 25; off by one root up and down every other week, so the MAD is 1.
    List<Day> days = new ArrayList<>();
    for (int week = 0; week < Band.WEEKS; week++) {
      for (int day = 0; day < WEEK; day++) {
        int root = (day == 0 ? 10 : 5) + (week % 2 == 0 ? 1 : -1);
        days.add(new Day((long) root * root, 1));
      }
    }
    Band band = Band.of(days, false);
    double reach = 3.5 * 1.4826 * Math.sqrt(8 / 7.0) * Math.sqrt(1 + Math.PI / 16);
    assertThat(band.expected()).isCloseTo(100, within(1e-9));
    assertThat(band.low()).isCloseTo(Math.pow(10 - reach, 2), within(1e-9));
    assertThat(band.high()).isCloseTo(Math.pow(10 + reach, 2), within(1e-9));
    assertThat(Band.of(days.subList(0, 27), false)).as("less than four weeks").isNull();
    days.addAll(0, List.of(new Day(9, 1), new Day(9, 1), new Day(9, 1)));
    assertThat(Band.of(days, false).expected())
        .as("weeks are counted back from the day looked at")
        .isCloseTo(100, within(1e-9));
  }

  @Test
  void the_band_is_quiet_on_noise_and_rings_when_half_is_gone() {
    var outside = wish(Metric.MESSAGES, 1, new Rule.Outside(Way.BOTH));
    var random = new Random(20261126);
    int alarms = 0;
    int missed = 0;
    int series = 4000;
    for (int i = 0; i < series; i++) {
      double level = 5 + random.nextInt(300);
      // Negative binomial by a gamma of shape 50: talk is more uneven than Poisson.
      List<Day> days =
          new ArrayList<>(
              IntStream.range(0, DailyCounts.DAYS)
                  .mapToObj(day -> new Day(uneven(random, level * (day % WEEK < 5 ? 1 : 0.5)), 1))
                  .toList());
      if (Judge.judge(outside, days).rings()) {
        alarms++;
      }
      if (level > 100) {
        days.set(days.size() - 1, new Day(uneven(random, level / 5), 1));
        missed += Judge.judge(outside, days).rings() ? 0 : 1;
      }
    }
    // 3.5 standard deviations of a normal would be 0.05 %; the width is itself an estimate.
    assertThat(alarms / (double) series).isLessThan(0.01);
    assertThat(missed / (double) series).as("a fall by four fifths is seen").isLessThan(0.05);
  }

  private static long uneven(Random random, double mean) {
    double gamma = 0;
    for (int i = 0; i < 50; i++) {
      gamma -= Math.log(1 - random.nextDouble());
    }
    return poisson(random, mean * gamma / 50);
  }

  private static long poisson(Random random, double mean) {
    long count = 0;
    double sum = -Math.log(1 - random.nextDouble());
    while (sum < mean) {
      count++;
      sum -= Math.log(1 - random.nextDouble());
    }
    return count;
  }

  private static Wish wish(Metric metric, int days, Rule rule) {
    return new Wish("Watched", metric, false, days, rule, false);
  }

  private static List<Day> counts(long... counts) {
    return java.util.Arrays.stream(counts).mapToObj(count -> new Day(count, 1)).toList();
  }
}
