package io.liana.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.kernel.GroupId;
import io.liana.kit.SharedData;
import io.liana.scorecard.ElementListing.Book;
import io.liana.scorecard.ElementListing.Counts;
import io.liana.scorecard.Tally.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The levels that docs/metrics.md says come from real channels, counted from them again. */
class LevelsTest {
  private static final double[] RANKS = {0.2, 0.4, 0.6, 0.8, 0.95};
  private static final int SPEAKERS = 5; // of fewer, a share jumps about

  @Test
  void levels_are_what_real_channels_stay_below() throws SQLException, IOException {
    Path folder = SharedData.path("data/irc-raku-events");
    try (Connection facts = DriverManager.getConnection("jdbc:duckdb:")) {
      List<GroupId> groups = load(facts, folder);
      var windows = new Windows(LocalDate.parse("2026-06-18"), 210, ZoneOffset.UTC);
      Book book = new Book(windows.count());
      ElementListing.count(facts, groups, windows, book);
      List<Counts> periods =
          groups.stream()
              .flatMap(group -> book.group(group).periods().stream())
              .filter(one -> one.speakers() >= SPEAKERS)
              .toList();
      assertThat(periods.size()).isEqualTo(252);
      for (Measure measure :
          List.of(
              Measure.CONSTANCY,
              Measure.RETURN,
              Measure.RECIPROCITY,
              Measure.BALANCE,
              Measure.CORE)) {
        double[] shares =
            periods.stream()
                .map(one -> one.tallies().get(measure))
                .filter(tally -> tally instanceof Counted counted && counted.of() >= SPEAKERS)
                .mapToDouble(tally -> ((Counted) tally).share())
                .sorted()
                .toArray();
        int from = measure == Measure.CORE ? 2 : 0; // two fifths are nothing
        assertThat(Arrays.copyOfRange(measure.levels, from, 5))
            .as("%s of %d periods: %s", measure, shares.length, Arrays.toString(ranks(shares)))
            .containsExactly(Arrays.copyOfRange(ranks(shares), from, 5), within(0.0006));
      }
    }
  }

  private static double[] ranks(double[] sorted) {
    return Arrays.stream(RANKS)
        .map(rank -> sorted[(int) Math.ceil(rank * sorted.length) - 1])
        .toArray();
  }

  /** The channels as facts. */
  static List<GroupId> load(Connection facts, Path folder) throws SQLException, IOException {
    List<Path> files;
    try (var found = Files.list(folder)) {
      files = found.filter(file -> file.toString().endsWith(".csv.gz")).sorted().toList();
    }
    try (var statement = facts.createStatement()) {
      statement.execute(
          "create table line (g bigint, n bigint, ts timestamp, type varchar, who varchar, len integer, target varchar)");
      for (int g = 0; g < files.size(); g++) {
        statement.execute(
            """
            insert into line
            select %d, row_number() over (), cast(ts_utc as timestamp), type, "user", cast(nullif(len, '') as integer), target
              from read_csv('%s', header = true, all_varchar = true)
            """
                .formatted(g + 1, files.get(g)));
      }
      statement.execute(
          """
          create table fact_event as
          select g as group_id, epoch_ms(ts) as at_ms, n as seq, date_diff('day', date '1970-01-01', cast(ts as date)) as day,
                 case type when 'nick' then 'rename' when 'bot' then 'message' else type end as kind, type = 'bot' as bot,
                 hash(who) // 2 as member_id, coalesce(len, 0) as text_length, false as question
            from line
          """);
      statement.execute(
          """
          create table fact_directed as
          select g as group_id, epoch_ms(ts) as at_ms, n as seq, date_diff('day', date '1970-01-01', cast(ts as date)) as day,
                 hash(who) // 2 as from_member, hash(target) // 2 as to_member
            from line where type in ('message', 'action') and target <> '' and target <> who
          """);
      statement.execute(
          "create table fact_deed (source varchar, seq bigint, at_ms bigint, community_id bigint, group_id bigint, code varchar)");
    }
    return LongStream.rangeClosed(1, files.size()).mapToObj(GroupId::new).toList();
  }
}
