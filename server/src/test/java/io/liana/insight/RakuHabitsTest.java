package io.liana.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liana.insight.MemberHabits.Periods;
import io.liana.insight.MemberHabits.Place;
import io.liana.insight.MemberPaths.What;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kit.TestPostgres;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retention as a question gives what the report gives, day by day, on real channels. */
class RakuHabitsTest {
  private static final Place PLACE =
      new Place(new CommunityId(1), ZoneOffset.UTC, List.of(new GroupId(1)), null);

  @ParameterizedTest
  @ValueSource(strings = {"cro", "mugs", "raku-land", "raku-beginner", "p6dev"})
  void retention_is_that_of_the_report(String channel) {
    assumeTrue(Files.isDirectory(RakuChannel.folder()), "without " + RakuChannel.folder());
    try (FactStore store = new FactStore(null, "256MB", 2);
        var postgres = TestPostgres.freshDataSource()) {
      RakuChannel.load(store, channel, 1);
      Analysis analysis = store.read(facts -> Analysis.load(facts, 1, null, null));
      Period period = Objects.requireNonNull(analysis.period());
      Map<String, Retention.Rate> report = Metrics.of(analysis, Cohort.MESSAGE).retention();
      var feed = new FactFeed(postgres, store, group -> ZoneOffset.UTC);
      var habits = new MemberHabits(store, feed);
      var days =
          new Periods(
              period.first(), IntStream.rangeClosed(0, period.last() - period.first()).toArray());
      int last = period.last() - period.first();
      List<int[]> columns =
          List.of(
              new int[] {1, 1},
              new int[] {7, 7},
              new int[] {30, 30},
              new int[] {1, 7},
              new int[] {22, 28});
      var back = habits.back(PLACE, What.SAID, What.SAID, days, columns);
      var latest = habits.last(PLACE, What.SAID, What.SAID, days);
      for (int at = 0; at < 3; at++) {
        int n = columns.get(at)[0];
        var rate = (Retention.Rate.OnDay) report.get("D" + n);
        same(rate.exact(), sum(back, at, last - n), base(back, last - n));
        long rolling =
            latest.stream()
                .filter(one -> one.period() <= last - n)
                .flatMap(one -> one.back().entrySet().stream())
                .filter(one -> one.getKey() >= n)
                .mapToLong(Map.Entry::getValue)
                .sum();
        same(rate.rolling(), rolling, base(back, last - n));
      }
      var first = (Retention.Rate.InWeek) report.get("W1");
      same(first.window(), sum(back, 3, last - 7), base(back, last - 7));
      var fourth = (Retention.Rate.InWeek) report.get("W4");
      same(fourth.window(), sum(back, 4, last - 28), base(back, last - 28));
    }
  }

  private static void same(@org.jspecify.annotations.Nullable Double rate, long came, long base) {
    assertThat(base).isPositive();
    assertThat((double) came / base).isCloseTo(Objects.requireNonNull(rate), within(1e-12));
  }

  private static long base(List<MemberHabits.Cohort> cohorts, int upTo) {
    return cohorts.stream()
        .filter(one -> one.period() <= upTo)
        .mapToLong(MemberHabits.Cohort::people)
        .sum();
  }

  private static long sum(List<MemberHabits.Cohort> cohorts, int column, int upTo) {
    return cohorts.stream()
        .filter(one -> one.period() <= upTo)
        .mapToLong(one -> one.back().getOrDefault(column, 0L))
        .sum();
  }
}
