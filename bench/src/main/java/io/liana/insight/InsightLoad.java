package io.liana.insight;

import io.liana.insight.MemberHabits.Periods;
import io.liana.insight.MemberHabits.Place;
import io.liana.insight.MemberPaths.Fits;
import io.liana.insight.MemberPaths.What;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;

/**
 * Made-up facts of many groups, and the standard questions as the server asks them. Beside {@code
 * io.liana.bench}, because it drives what the module keeps to itself.
 */
public final class InsightLoad implements AutoCloseable {
  public static final int GROUPS = 5_000;
  public static final int PEOPLE = 400_000;
  private static final int FIRST_DAY = 19_723; // Monday 2024-01-01
  private static final int DAYS = 90;
  private static final String MEMORY = "384MB"; // as the server's own
  private static final int THREADS = 2;

  /**
   * Groups by Zipf's law; people of a group by how much they talk, many of them in several groups;
   * busy evenings and weekends. One join, one leave, one reaction and one picture to 18 messages.
   */
  private static final String FACTS =
      """
      insert into fact_event
      select group_id, (day * 86400 + hour * 3600) * 1000 + ms as at_ms, n as seq, cast(day as integer), cast(hour as integer), kind,
             false, member_id, 12, kind = 'message' and n %% 7 = 0
        from (select n, group_id, day, cast(8 + floor(16 * sqrt(r4)) as bigint) as hour, cast(floor(3600000 * r5) as bigint) as ms,
                     1 + cast(group_id * 7919 + floor(r2 * r2 * (20 + 20000.0 / group_id)) * 104729 as bigint) %% %d as member_id,
                     case n %% 22 when 18 then 'join' when 19 then 'leave' when 20 then 'reaction' when 21 then 'media' else 'message' end as kind
                from (select n, cast(floor(power(%d, r1)) as bigint) as group_id, r2, r4, r5,
                             %d + case when r3 < 0.15 then 7 * cast(floor(r6 * 12) as bigint) + 5 + n %% 2
                                       else cast(floor(r6 * %d) as bigint) end as day
                        from (select range as n, random() as r1, random() as r2, random() as r3, random() as r4, random() as r5, random() as r6
                                from range(%d)) as drawn) as placed) as told
       order by group_id, at_ms, seq
      """;

  private static final String ARCHIVE =
      """
      insert into channel_event (group_id, at, kind, member_id, text, text_length, target_member_ids, event_key)
      select 1 + n %% 1000, timestamptz '2024-01-01' + n * interval '1 second', 'message', 1 + n * 7919 %% 400000,
             case when n %% 7 = 0 then '几点开始？' else '今天我们一起去河边走走' end, 12,
             case when n %% 6 = 0 then array[1 + n * 104729 %% 400000] else '{}' end, 'taken-' || n
        from generate_series(1::bigint, %d) as n
      """;

  private final DataSource archive;
  private final FactStore store;
  private final Path file;
  private final Place place;
  private final Periods weeks;
  private final Periods days;

  public InsightLoad(DataSource archive, Path file) {
    this.archive = archive;
    this.file = file;
    this.store = new FactStore(file, MEMORY, THREADS);
    this.place =
        new Place(
            new CommunityId(1),
            ZoneOffset.UTC,
            LongStream.rangeClosed(1, GROUPS).mapToObj(GroupId::new).toList(),
            null);
    this.weeks = new Periods(FIRST_DAY, IntStream.range(0, DAYS).map(day -> day / 7).toArray());
    this.days = new Periods(FIRST_DAY, IntStream.range(0, DAYS).toArray());
  }

  /** Into the table and into the lake, as a catch-up does it. */
  public void happen(long events) {
    store.write(
        facts -> {
          Sql.execute(facts, "select setseed(0.42)");
          Sql.execute(facts, FACTS.formatted(PEOPLE, GROUPS, FIRST_DAY, DAYS, events));
        });
    store.write(facts -> store.parts.add(facts, FactKind.EVENT, FactKind.EVENT.table));
    store.write(facts -> store.parts.sweep(facts));
  }

  /**
   * From the archive into an empty lake: events as intake settles them, every sixth directed at
   * somebody.
   *
   * @return facts a second
   */
  public double takeIn(int events) throws SQLException, IOException {
    try (Connection connection = archive.getConnection()) {
      Sql.execute(connection, ARCHIVE.formatted(events));
    }
    Path apart = file.resolveSibling("fresh");
    try (FactStore fresh =
        new FactStore(Files.createDirectories(apart).resolve("insight.duckdb"), MEMORY, THREADS)) {
      FactFeed feed = new FactFeed(archive, fresh, group -> ZoneOffset.UTC);
      fresh.read(facts -> true); // opened by who looks
      long begin = System.nanoTime();
      feed.catchUp();
      double seconds = (System.nanoTime() - begin) / 1e9;
      return fresh
              .read(
                  facts ->
                      Sql.longs(
                          facts,
                          "select (select count(*) from fact_event) + (select count(*) from fact_directed)"))
              .getFirst()
          / seconds;
    }
  }

  /** The standard questions to this process. */
  public Asked here() {
    return new Asked(store);
  }

  /** The same questions, over the same lake, to a Trino. */
  public Asked elsewhere(String url) {
    return new Asked(new FactStore(file, MEMORY, THREADS, new LakeEngine(url, "local:///")));
  }

  public Path lake() {
    return file.resolveSibling("lake");
  }

  /** For the same question elsewhere. */
  public void export(Path csv) {
    store.read(
        facts -> {
          Sql.execute(
              facts, "copy fact_event to %s (format csv, header false)".formatted(Sql.quoted(csv)));
          return true;
        });
  }

  /** What an analyst would write, on the same engine. */
  public long byHand(String sql, int from) {
    return store.read(facts -> sum(facts, sql, from));
  }

  /** All numbers from a column on, added up: for whether two answers are the same. */
  public static long sum(Connection connection, String sql, int from) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      long sum = 0;
      while (rows.next()) {
        for (int column = from; column <= rows.getMetaData().getColumnCount(); column++) {
          sum += rows.getLong(column);
        }
      }
      return sum;
    }
  }

  /** The standard questions as the server asks them; each gives all its counts, added up. */
  public final class Asked implements AutoCloseable {
    private final FactStore asked;
    private final MemberHabits habits;
    private final MemberPaths paths;

    private Asked(FactStore asked) {
      this.asked = asked;
      FactFeed feed = new FactFeed(archive, asked, group -> ZoneOffset.UTC);
      this.habits = new MemberHabits(asked, feed);
      this.paths = new MemberPaths(asked, feed);
    }

    public long retention() {
      List<int[]> columns =
          IntStream.range(0, 13).mapToObj(week -> new int[] {week, week}).toList();
      return habits.back(place, What.SAID, What.SAID, weeks, columns).stream()
          .flatMap(cohort -> cohort.back().values().stream())
          .mapToLong(people -> people)
          .sum();
    }

    public long lifecycle() {
      return habits.lives(place, What.SAID, weeks).stream()
          .mapToLong(one -> one.fresh() + one.returning() + one.resurrected() + one.gone())
          .sum();
    }

    public long stickiness() {
      return habits.stuck(place, What.SAID, days).stream()
          .mapToLong(MemberHabits.Stuck::people)
          .sum();
    }

    /** The events a funnel of four steps walks through; the walk itself is {@code question}'s. */
    public void walk(MemberPaths.Walker walker) {
      paths.walk(
          place.community(),
          place.groups(),
          null,
          List.of(
              new Fits(What.JOINED, 0),
              new Fits(What.SAID, 0),
              new Fits(What.ASKED, 0),
              new Fits(What.SENT_MEDIA, 0)),
          false,
          false,
          Instant.ofEpochSecond(FIRST_DAY * 86_400L),
          Instant.ofEpochSecond((FIRST_DAY + DAYS) * 86_400L),
          walker);
    }

    @Override
    public void close() {
      if (asked != store) {
        asked.close();
      }
    }
  }

  /** One group of middling size, all of its report. */
  public long dashboard(long group) {
    return store.read(facts -> Analysis.load(facts, group, null, null)).facts().days().size();
  }

  @Override
  public void close() {
    store.close();
  }
}
