package io.liana.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liana.insight.MemberHabits.Back;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retention as a question gives what the report gives, day by day, on real channels. */
class RakuHabitsTest {
  private static final Place PLACE =
      new Place(new CommunityId(1), ZoneOffset.UTC, List.of(new GroupId(1)));

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
      Map<Integer, Long> began =
          habits.cohorts(PLACE, What.SAID, days).stream()
              .collect(Collectors.toMap(MemberHabits.Cohort::cohort, MemberHabits.Cohort::people));
      List<int[]> columns =
          List.of(
              new int[] {1, 1},
              new int[] {7, 7},
              new int[] {30, 30},
              new int[] {1, 7},
              new int[] {22, 28});
      List<Back> back = habits.back(PLACE, What.SAID, What.SAID, days, columns);
      List<Back> latest = habits.last(PLACE, What.SAID, What.SAID, days);
      for (int at = 0; at < 3; at++) {
        int n = columns.get(at)[0];
        var rate = (Retention.Rate.OnDay) report.get("D" + n);
        same(rate.exact(), sum(back, at, last - n), base(began, last - n));
        long rolling =
            latest.stream()
                .filter(one -> one.cohort() <= last - n && one.column() >= n)
                .mapToLong(Back::people)
                .sum();
        same(rate.rolling(), rolling, base(began, last - n));
      }
      var first = (Retention.Rate.InWeek) report.get("W1");
      same(first.window(), sum(back, 3, last - 7), base(began, last - 7));
      var fourth = (Retention.Rate.InWeek) report.get("W4");
      same(fourth.window(), sum(back, 4, last - 28), base(began, last - 28));
    }
  }

  private static void same(@org.jspecify.annotations.Nullable Double rate, long came, long base) {
    assertThat(base).isPositive();
    assertThat((double) came / base).isCloseTo(Objects.requireNonNull(rate), within(1e-12));
  }

  private static long base(Map<Integer, Long> began, int upTo) {
    return began.entrySet().stream()
        .filter(one -> one.getKey() <= upTo)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static long sum(List<Back> back, int column, int upTo) {
    return back.stream()
        .filter(one -> one.column() == column && one.cohort() <= upTo)
        .mapToLong(Back::people)
        .sum();
  }
}
