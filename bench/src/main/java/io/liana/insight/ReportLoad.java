package io.liana.insight;

import com.zaxxer.hikari.HikariDataSource;
import io.liana.kernel.GroupId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Map;

/**
 * One large group, made up: its archive in PostgreSQL, its facts in DuckDB, and the same facts in
 * PostgreSQL to measure against. Beside {@code io.liana.bench}, because it drives what the module
 * keeps to itself.
 */
public final class ReportLoad implements AutoCloseable {
  private static final GroupId GROUP = new GroupId(1);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /**
   * Two years of 5,000 members, a fifth of whom say 73 %; every seventh message is a question,
   * every sixth is directed at somebody. One join and one leave to twenty messages.
   */
  private static final String ARCHIVE =
      """
      insert into channel_event (group_id, at, kind, member_id, text, text_length, target_member_ids, event_key)
      select 1, timestamptz '2024-01-01' + at, kind, member,
             case when kind <> 'message' then '' when n %% 7 = 0 then '几点开始？' else '今天我们一起去河边走走' end, 12,
             case when kind = 'message' and n %% 6 = 0 then array[1 + floor(5000 * power(random(), 5))::bigint] else '{}' end,
             'bench-' || n
        from (select n, 730 * random() * interval '1 day' as at,
                     1 + floor(5000 * power(random(), 5))::bigint as member,
                     case n %% 22 when 20 then 'join' when 21 then 'leave' else 'message' end as kind
                from generate_series(%d, %d) as n) as drawn
      """;

  private static final String BASELINE =
      """
      create table fact_event as
      select group_id, (extract(epoch from at) * 1000)::bigint as at_ms, id as seq,
             (at at time zone 'Asia/Shanghai')::date - date '1970-01-01' as day,
             extract(hour from at at time zone 'Asia/Shanghai')::integer as hour,
             kind, bot, member_id, text_length,
             kind = 'message' and right(rtrim(text), 1) in ('?', '？') as question
        from channel_event order by group_id, at;
      create table fact_directed as
      select e.group_id, (extract(epoch from e.at) * 1000)::bigint as at_ms, e.id as seq,
             (e.at at time zone 'Asia/Shanghai')::date - date '1970-01-01' as day, e.member_id as from_member, t as to_member
        from channel_event e, unnest(e.target_member_ids) as t where t <> e.member_id order by group_id, at;
      create index on fact_event (group_id, day);
      create index on fact_directed (group_id, day);
      create index on fact_directed (group_id, to_member, at_ms);
      analyze fact_event; analyze fact_directed
      """;

  private final HikariDataSource postgres;
  private final FactStore store;
  private final FactFeed feed;
  private final ForecastModel model = ForecastModel.load();
  private int events;

  public ReportLoad(HikariDataSource postgres, java.nio.file.Path file) {
    this.postgres = postgres;

    this.store = new FactStore(file, "384MB", 2);
    this.feed = new FactFeed(postgres, store, group -> ZONE);
  }

  /** Adds events to the archive. */
  public void happen(int more) throws SQLException {
    try (Connection archive = postgres.getConnection()) {
      Sql.execute(archive, "select setseed(0.42)");
      Sql.execute(archive, ARCHIVE.formatted(events + 1, events + more));
      events += more;
    }
  }

  /** The same facts, sorted and indexed, in PostgreSQL. */
  public void prepareBaseline() throws SQLException {
    try (Connection archive = postgres.getConnection()) {
      Sql.execute(archive, BASELINE);
    }
  }

  public long refresh() {
    return feed.catchUp();
  }

  /** From the question to the finished page; returns the number of messages it speaks of. */
  public long report() {
    feed.catchUp();
    feed.useZone(GROUP, ZONE);
    Analysis analysis = store.read(facts -> Analysis.load(facts, GROUP.value(), null, null));
    return page(analysis);
  }

  /** The queries alone. */
  public void queries() {
    store.read(facts -> Analysis.load(facts, GROUP.value(), null, null));
  }

  /** The same queries, word for word, in PostgreSQL. */
  public void baselineQueries() throws SQLException {
    try (Connection archive = postgres.getConnection()) {
      Analysis.load(archive, GROUP.value(), null, null);
    }
  }

  private long page(Analysis analysis) {
    Metrics metrics = Metrics.of(analysis, Cohort.MESSAGE);
    Report report =
        Report.of(
            GROUP,
            "Bench",
            ZONE.getId(),
            null,
            null,
            Cohort.MESSAGE,
            analysis,
            metrics,
            model,
            Map.of(),
            Catalogue.EN);
    Series series = Series.of(analysis, metrics, Cohort.MESSAGE, Series.named(Map.of()));
    ReportHtml.of(new Reports.Sheet(report, series), Catalogue.EN);
    return report.metrics().activity().messages();
  }

  @Override
  public void close() {
    store.close();
  }
}
