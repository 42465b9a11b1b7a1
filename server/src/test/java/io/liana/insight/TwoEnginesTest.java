package io.liana.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.insight.MemberHabits.Periods;
import io.liana.insight.MemberHabits.Place;
import io.liana.insight.MemberPaths.Fits;
import io.liana.insight.MemberPaths.What;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kit.Trino;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same questions to DuckDB and to a Trino of two workers, over the same lake. */
@Tag("crosscheck")
class TwoEnginesTest {
  private static final CommunityId COMMUNITY = new CommunityId(1);
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalDate FIRST = LocalDate.of(2026, 2, 1);
  private static final int DAYS = 60; // over the day on which clocks go forward

  /** Twenty people in three groups, at any minute of the day; three of them on the second. */
  private static final String EVENTS =
      """
      insert into channel_event (group_id, at, kind, member_id, bot, text, text_length, target_member_ids, event_key)
      select 1 + n %% 3, timestamptz '2026-02-01 05:00Z' + floor(random() * 20 * 1440) * interval '1 minute' + interval '%1$d days',
             (array['message', 'message', 'message', 'media', 'join', 'leave', 'reaction', 'action'])[1 + floor(random() * 8)::int],
             1 + floor(random() * random() * 20)::bigint, n %% 17 = 0, case when n %% 4 = 0 then 'when?' else 'at nine' end, n %% 40,
             case when n %% 5 = 0 then array[1 + floor(random() * 20)::bigint] else '{}' end, 'e-%1$d-' || n
        from generate_series(1, 1500) n
      """;

  private static final String DEEDS =
      """
      set session_replication_role = replica;
      insert into customer_batch (community_id, source, name, made_by, made_at, lines, nobody, refunds, wrong, fresh, known)
        values (1, 'csv', '', '', '2026-02-01', 2, 0, 1, 0, 2, 0);
      insert into customer_person (community_id, contact_hash, member_id) select 1, decode(lpad(n::text, 8, '0'), 'hex'), n from generate_series(1, 20) n;
      insert into customer_movement (community_id, shop, number, kind, batch_id, person_id, currency, amount, at)
        select 1, 's', n, 'paid', 1, (select id from customer_person where member_id = 1 + n % 20), 'CNY', 9900,
               timestamptz '2026-02-01 05:00Z' + floor(random() * 60 * 1440) * interval '1 minute'
          from generate_series(1, 300) n;
      set session_replication_role = origin
      """;

  @TempDir Path folder;
  @TempDir Path copied;

  private record Answers(
      List<?> weekly,
      List<?> monthly,
      List<?> brackets,
      List<?> last,
      List<?> lives,
      List<?> stuck) {}

  @Test
  void both_give_every_answer_alike() throws Exception {
    try (Archived archived =
        new Archived(new FactStore(folder.resolve("insight.duckdb"), "256MB", 2))) {
      archived.zone = NEW_YORK;
      for (int part = 0; part < 3; part++) {
        happen(archived, (part == 0 ? DEEDS : "select setseed(0.%d)".formatted(part)));
        happen(archived, EVENTS.formatted(part * 20));
        archived.catchUp();
      }
      archived.store.close();
      Path lake = folder.resolve("lake");
      try (Stream<Path> files = Files.list(lake.resolve("fact_event"))) {
        Path one = files.sorted().findFirst().orElseThrow();
        Files.copy(one, one.resolveSibling("part-00000099.parquet")); // replaced, and not yet gone
      }
      Path copy = copied.resolve("insight.duckdb");
      Files.copy(folder.resolve("insight.duckdb"), copy);
      try (FactStore here = new FactStore(folder.resolve("insight.duckdb"), "256MB", 2);
          Trino trino = Trino.over(lake);
          FactStore there =
              new FactStore(copy, "256MB", 2, new LakeEngine(trino.url, "local:///"))) {
        for (What what : What.values()) {
          Answers ours = ask(archived, here, what);
          assertThat(ask(archived, there, what)).as(what.name()).isEqualTo(ours);
        }
        assertThat(ask(archived, here, What.SAID).weekly()).isNotEmpty();
        assertThat(ask(archived, here, What.PAID).weekly()).isNotEmpty();
        assertThat(walk(archived, there, false))
            .isEqualTo(walk(archived, here, false))
            .hasSizeGreaterThan(1000);
        assertThat(walk(archived, there, true))
            .isEqualTo(walk(archived, here, true))
            .hasSizeGreaterThan(1000);
      }
    }
  }

  private static void happen(Archived archived, String script) throws Exception {
    try (Connection connection = archived.postgres.getConnection()) {
      Sql.execute(connection, script);
    }
  }

  private static Answers ask(Archived archived, FactStore store, What what) {
    var habits = new MemberHabits(store, new FactFeed(archived.postgres, store, group -> NEW_YORK));
    var place = new Place(COMMUNITY, NEW_YORK, List.of(new GroupId(1), new GroupId(3)), null);
    int first = (int) FIRST.toEpochDay();
    var weeks = new Periods(first, IntStream.range(0, DAYS).map(day -> day / 7).toArray());
    var months =
        new Periods(
            first,
            IntStream.range(0, DAYS).map(day -> FIRST.plusDays(day).getMonthValue()).toArray());
    List<int[]> single = IntStream.range(0, 8).mapToObj(at -> new int[] {at, at}).toList();
    List<int[]> brackets = List.of(new int[] {0, 0}, new int[] {1, 3}, new int[] {4, 8});
    return new Answers(
        habits.back(place, What.JOINED, what, weeks, single),
        habits.back(place, what, what, months, single),
        habits.back(place, what, What.SAID, weeks, brackets),
        habits.last(place, What.SAID, what, weeks),
        habits.lives(place, what, weeks),
        habits.stuck(place, what, weeks));
  }

  private static List<String> walk(Archived archived, FactStore store, boolean byGroup) {
    List<String> steps = new ArrayList<>();
    new MemberPaths(store, new FactFeed(archived.postgres, store, group -> NEW_YORK))
        .walk(
            COMMUNITY,
            List.of(new GroupId(1), new GroupId(2), new GroupId(3)),
            new long[] {1, 2, 3, 5, 8, 13},
            List.of(new Fits(What.JOINED, 0), new Fits(What.SAID, 20), new Fits(What.PAID, 0)),
            true,
            byGroup,
            Instant.parse("2026-02-03T00:00:00Z"),
            Instant.parse("2026-03-30T00:00:00Z"),
            (group, member, at, mask) ->
                steps.add("%d %d %d %d".formatted(byGroup ? group : 0, member, at, mask)));
    return steps;
  }
}
