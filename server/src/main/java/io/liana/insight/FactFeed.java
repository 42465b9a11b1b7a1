package io.liana.insight;

import io.liana.kernel.GroupId;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Copies what is settled in {@code channel_event} into the facts, in order. A transaction is
 * settled when no older one can still commit: everything below {@code pg_snapshot_xmin} is complete
 * and will never grow, so a watermark on the transaction id skips nothing, however long an import
 * runs beside live events.
 */
final class FactFeed {
  /** Rows appended out of order before the file is worth sorting again. */
  private static final long LOOSE_ROWS = 250_000;

  private static final String EVENTS =
      """
      select group_id, (extract(epoch from at) * 1000)::bigint, id, kind, bot, member_id, text_length,
             kind = 'message' and right(rtrim(text), 1) in ('?', '？')
        from channel_event
       where xid >= '%1$d'::xid8 and xid < '%2$d'::xid8
      """;

  // A reply is directed at the author of what it answers, whether or not the platform also mentions
  // them.
  private static final String DIRECTED =
      """
      select e.group_id, (extract(epoch from e.at) * 1000)::bigint, e.id, e.member_id, t.member_id
        from channel_event e
       cross join lateral (
         select unnest(e.target_member_ids) as member_id
         union
         select r.member_id from channel_event r
          where e.reply_to is not null and r.group_id = e.group_id and r.message_key = e.reply_to
            and r.kind in ('message', 'media', 'action') and not r.bot
       ) t
       where e.xid >= '%1$d'::xid8 and e.xid < '%2$d'::xid8
         and (e.target_member_ids <> '{}' or e.reply_to is not null)
         and e.kind in ('message', 'media', 'action') and not e.bot and e.member_id <> t.member_id
      """;

  private static final String STAGED_EVENTS =
      """
      create temp table staged_event as select * from read_csv('%s', auto_detect = false, delim = ',', quote = '"', columns = {
        'group_id': 'bigint', 'at_ms': 'bigint', 'seq': 'bigint', 'kind': 'varchar', 'bot': 'boolean',
        'member_id': 'bigint', 'text_length': 'integer', 'question': 'boolean'})
      """;

  private static final String STAGED_DIRECTED =
      """
      create temp table staged_directed as select * from read_csv('%s', auto_detect = false, delim = ',', quote = '"', columns = {
        'group_id': 'bigint', 'at_ms': 'bigint', 'seq': 'bigint', 'from_member': 'bigint', 'to_member': 'bigint'})
      """;

  private static final String KEEP_EVENTS =
      """
      insert into fact_event
      select group_id, at_ms, seq, %1$s, %2$s, kind, bot, member_id, text_length, question
      from staged_event where group_id in (%3$s) order by group_id, at_ms, seq
      """;

  private static final String KEEP_DIRECTED =
      """
      insert into fact_directed
      select group_id, at_ms, seq, %1$s, from_member, to_member
      from staged_directed where group_id in (%2$s) order by group_id, at_ms, seq
      """;

  private final DataSource postgres;
  private final FactStore store;
  private final Function<GroupId, ZoneId> zoneOf;
  private final ReentrantLock catchingUp = new ReentrantLock();
  private volatile long taken;

  private record Mark(long settledBefore, long newestSeq, String cluster) {}

  FactFeed(DataSource postgres, FactStore store, Function<GroupId, ZoneId> zoneOf) {
    this.postgres = postgres;
    this.store = store;
    this.zoneOf = zoneOf;
  }

  /** Takes everything settled since the last time; returns how many events. */
  long catchUp() {
    catchingUp.lock();
    try (Connection archive = postgres.getConnection()) {
      String cluster = Sql.one(archive, "select system_identifier from pg_control_system()");
      Mark mark = store.read(FactFeed::mark);
      if (mark.settledBefore() > 0 && !stillFollows(archive, mark, cluster)) {
        store.clear();
        mark = store.read(FactFeed::mark);
      }
      if (mark.settledBefore() == 0) {
        renumberRestored(archive);
      }
      long settled =
          Long.parseLong(Sql.one(archive, "select pg_snapshot_xmin(pg_current_snapshot())"));
      if (!Sql.holds(archive, EVENTS.formatted(mark.settledBefore(), settled))) {
        return 0;
      }
      long rows = copy(archive, cluster, mark.settledBefore(), settled);
      taken += rows;
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException("The archive could not be followed", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      catchingUp.unlock();
    }
  }

  /** Grows whenever the facts changed. */
  long taken() {
    return taken;
  }

  /** Brings the days of a group into its community's present zone. */
  void useZone(GroupId group, ZoneId zone) {
    boolean same =
        store.read(
            facts -> zone.getId().equals(zones(facts).getOrDefault(group.value(), zone.getId())));
    if (same) {
      return;
    }
    store.write(
        facts -> {
          var days = LocalDay.of(zone, facts, "fact_event", "group_id = " + group);
          Sql.execute(
              facts,
              "update fact_event set day = %s, hour = %s where group_id = %s"
                  .formatted(days.day(), days.hour(), group));
          Sql.execute(
              facts,
              "update fact_directed set day = %s where group_id = %s".formatted(days.day(), group));
          rememberZones(facts, List.of(group.value()), zone);
        });
  }

  private long copy(Connection archive, String cluster, long from, long before)
      throws SQLException, IOException {
    Path events = store.scratchFile();
    Path directed = store.scratchFile();
    try {
      long rows = download(archive, EVENTS.formatted(from, before), events);
      download(archive, DIRECTED.formatted(from, before), directed);
      store.write(
          facts -> {
            Sql.execute(facts, STAGED_EVENTS.formatted(quoted(events)));
            Sql.execute(facts, STAGED_DIRECTED.formatted(quoted(directed)));
            keepStaged(facts);
            Sql.execute(
                facts,
                """
                update fact_mark set settled_before = %d, cluster = '%s',
                  newest_seq = (select max(seq) from staged_event), loose = loose + (select count(*) from staged_event)
                """
                    .formatted(before, cluster));
            Sql.execute(facts, "drop table staged_event");
            Sql.execute(facts, "drop table staged_directed");
            sortWhenLoose(facts);
          });
      return rows;
    } finally {
      Files.deleteIfExists(events);
      Files.deleteIfExists(directed);
    }
  }

  private void keepStaged(Connection facts) throws SQLException {
    Map<Long, String> known = zones(facts);
    Map<ZoneId, List<Long>> byZone = new LinkedHashMap<>();
    for (long group :
        Sql.longs(facts, "select distinct group_id from staged_event order by group_id")) {
      String zone = known.get(group);
      byZone
          .computeIfAbsent(
              zone == null ? zoneOf.apply(new GroupId(group)) : ZoneId.of(zone),
              key -> new java.util.ArrayList<>())
          .add(group);
    }
    for (var entry : byZone.entrySet()) {
      String groups =
          entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(","));
      var days = LocalDay.of(entry.getKey(), facts, "staged_event", "group_id in (" + groups + ")");
      Sql.execute(facts, KEEP_EVENTS.formatted(days.day(), days.hour(), groups));
      Sql.execute(facts, KEEP_DIRECTED.formatted(days.day(), groups));
      rememberZones(facts, entry.getValue(), entry.getKey());
    }
  }

  /**
   * Every batch is sorted; many batches in a row are not, and then a group is all over the file.
   */
  private static void sortWhenLoose(Connection facts) throws SQLException {
    List<Long> loose = Sql.longs(facts, "select loose from fact_mark");
    long all = Sql.longs(facts, "select count(*) from fact_event").getFirst();
    if (loose.getFirst() == all || loose.getFirst() < Math.max(LOOSE_ROWS, all / 4)) {
      if (loose.getFirst() == all) {
        Sql.execute(
            facts, "update fact_mark set loose = 0"); // the first batch is in order by itself
      }
      return;
    }
    for (String table : List.of("fact_event", "fact_directed")) {
      Sql.execute(facts, "create temp table sorted as select * from %s".formatted(table));
      Sql.execute(facts, "delete from " + table);
      Sql.execute(
          facts,
          "insert into %s select * from sorted order by group_id, at_ms, seq".formatted(table));
      Sql.execute(facts, "drop table sorted");
    }
    Sql.execute(facts, "update fact_mark set loose = 0");
  }

  /**
   * False after another database took the place of the one followed so far: restored from a backup,
   * or moved.
   */
  private static boolean stillFollows(Connection archive, Mark mark, String cluster)
      throws SQLException {
    return cluster.equals(mark.cluster())
        && Sql.holds(archive, "select from channel_event where id = " + mark.newestSeq());
  }

  /**
   * Rows loaded from a dump carry transaction ids of the database they came from, which may lie in
   * this one's future; they are settled, so they take the id of this very transaction.
   */
  private static void renumberRestored(Connection archive) throws SQLException {
    Sql.execute(
        archive,
        """
        update channel_event set xid = pg_current_xact_id()
         where xid >= pg_snapshot_xmax(pg_current_snapshot())
        """);
  }

  private static Mark mark(Connection facts) throws SQLException {
    try (var statement = facts.createStatement();
        ResultSet row =
            statement.executeQuery("select settled_before, newest_seq, cluster from fact_mark")) {
      row.next();
      return new Mark(row.getLong(1), row.getLong(2), row.getString(3));
    }
  }

  private static Map<Long, String> zones(Connection facts) throws SQLException {
    try (var statement = facts.createStatement();
        ResultSet rows = statement.executeQuery("select group_id, zone from fact_zone")) {
      Map<Long, String> zones = new LinkedHashMap<>();
      while (rows.next()) {
        zones.put(rows.getLong(1), rows.getString(2));
      }
      return zones;
    }
  }

  private static void rememberZones(Connection facts, List<Long> groups, ZoneId zone)
      throws SQLException {
    try (var statement = facts.prepareStatement("insert or replace into fact_zone values (?, ?)")) {
      for (long group : groups) {
        statement.setLong(1, group);
        statement.setString(2, zone.getId());
        statement.execute();
      }
    }
  }

  private static long download(Connection archive, String select, Path into)
      throws SQLException, IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(into), 1 << 16)) {
      return archive
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut("copy (" + select + ") to stdout (format csv)", out);
    }
  }

  private static String quoted(Path path) {
    return path.toString().replace("'", "''");
  }
}
