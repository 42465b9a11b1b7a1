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
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Copies what is settled in {@code channel_event} and in the modules' views {@code <module>_fact}
 * into the facts, in order. A transaction is settled when no older one can still commit: everything
 * below {@code pg_snapshot_xmin} is complete and will never grow, so a watermark on the transaction
 * id skips nothing, however long an import runs beside live events.
 */
final class FactFeed {
  private static final String VIEWS =
      """
      select viewname from pg_views where schemaname = current_schema() and viewname like '%\\_fact' order by viewname
      """;

  private static final String ERASED =
      "select member_id from insight_erased where xid >= '%1$d'::xid8 and xid < '%2$d'::xid8";

  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final DataSource postgres;
  private final FactStore store;
  private final FactWriter writer;
  private final Duration staleAtMost;
  private final ReentrantLock catchingUp = new ReentrantLock();
  private volatile long taken;

  /**
   * When what is here was all there was, by {@code System.nanoTime}; null before the first time.
   */
  private volatile @Nullable Long asOf;

  private volatile long took; // nanoseconds

  private record Mark(long settledBefore, long newestSeq, String cluster) {}

  FactFeed(DataSource postgres, FactStore store, Function<GroupId, ZoneId> zoneOf) {
    this(postgres, store, zoneOf, Duration.ZERO);
  }

  /**
   * @param staleAtMost what {@link #refresh} lets pass
   */
  FactFeed(
      DataSource postgres,
      FactStore store,
      Function<GroupId, ZoneId> zoneOf,
      Duration staleAtMost) {
    this.staleAtMost = staleAtMost;
    this.postgres = postgres;
    this.store = store;
    this.writer = new FactWriter(store.parts, zoneOf);
  }

  /**
   * Catches up unless what is here is fresh enough and to catch up took long the last time: who
   * looks while events pour in does not wait for the last of them.
   */
  void refresh() {
    if (!isFresh()) {
      catchingUp.lock(); // whoever is at it already may bring what this one needs
      try {
        if (!isFresh()) {
          catchUp();
        }
      } finally {
        catchingUp.unlock();
      }
    }
  }

  private boolean isFresh() {
    Long known = asOf;
    return took > PATIENCE.toNanos()
        && known != null
        && System.nanoTime() - known < staleAtMost.toNanos();
  }

  /** Takes everything settled since the last time; returns how many events. */
  long catchUp() {
    catchingUp.lock();
    long begin = System.nanoTime();
    try (Connection archive = postgres.getConnection()) {
      String cluster = Sql.one(archive, "select system_identifier from pg_control_system()");
      Mark mark = store.glance(FactFeed::mark);
      if (mark.settledBefore() > 0 && !stillFollows(archive, mark, cluster)) {
        store.clear();
        mark = store.glance(FactFeed::mark);
      }
      if (mark.settledBefore() == 0) {
        Sql.execute(archive, "select insight_renumber_restored()");
      }
      long settled =
          Long.parseLong(Sql.one(archive, "select pg_snapshot_xmin(pg_current_snapshot())"));
      if (!hasNew(archive, mark.settledBefore(), settled)) {
        if (store.parts.hasUnknown()) {
          sweep();
        }
        upToDate(begin);
        return 0;
      }
      long rows = copy(archive, cluster, mark.settledBefore(), settled);
      sweep();
      taken += Math.max(1, rows); // who was erased left the facts, too
      upToDate(begin);
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException("The archive could not be followed", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      catchingUp.unlock();
    }
  }

  private void upToDate(long begin) {
    asOf = begin;
    took = System.nanoTime() - begin;
  }

  /** Grows whenever the facts changed. */
  long taken() {
    return taken;
  }

  /** Brings the days of a group into its community's present zone. */
  void useZone(GroupId group, ZoneId zone) {
    boolean same =
        store.read(
            facts ->
                zone.getId()
                    .equals(FactWriter.zones(facts).getOrDefault(group.value(), zone.getId())));
    if (same) {
      return;
    }
    catchingUp.lock(); // a file another catch-up has just written must not be swept away
    try {
      store.write(facts -> writer.move(facts, group, zone));
      sweep();
    } finally {
      catchingUp.unlock();
    }
  }

  private void sweep() {
    store.glance(
        facts -> {
          store.parts.sweep(facts);
          return true;
        });
  }

  /** By the index alone: whether anything was written by these transactions. */
  private boolean hasNew(Connection archive, long from, long before) throws SQLException {
    String since = " where xid >= '%d'::xid8 and xid < '%d'::xid8".formatted(from, before);
    for (String table : views(archive)) {
      if (Sql.holds(archive, "select from " + table + since)) {
        return true;
      }
    }
    return Sql.holds(archive, "select from channel_event" + since)
        || Sql.holds(archive, ERASED.formatted(from, before));
  }

  private long copy(Connection archive, String cluster, long from, long before)
      throws SQLException, IOException {
    Map<FactKind, Path> files = new EnumMap<>(FactKind.class);
    try {
      long rows = 0;
      for (FactKind table : FactKind.values()) {
        Path file = store.scratchFile();
        files.put(table, file);
        long read = download(archive, table, from, before, file);
        rows += table == FactKind.DIRECTED ? 0 : read; // said already by its event
      }
      List<Long> erased = Sql.longs(archive, ERASED.formatted(from, before));
      store.write(
          facts -> {
            for (var one : files.entrySet()) {
              writer.keep(facts, one.getKey(), one.getValue());
            }
            writer.strike(facts, erased);
            Sql.execute(
                facts,
                """
                update fact_mark set settled_before = %d, cluster = '%s',
                  newest_seq = coalesce((select max(seq) from fresh_event), newest_seq), loose = loose + (select count(*) from fresh_event)
                """
                    .formatted(before, cluster));
            writer.finish(facts);
          });
      return rows;
    } finally {
      for (Path file : files.values()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * False after another database took the place of the one followed so far: restored from a backup,
   * or moved.
   */
  private static boolean stillFollows(Connection archive, Mark mark, String cluster)
      throws SQLException {
    return cluster.equals(mark.cluster())
        && (mark.newestSeq() == 0
            || Sql.holds(archive, "select from channel_event where id = " + mark.newestSeq()));
  }

  private static Mark mark(Connection facts) throws SQLException {
    try (var statement = facts.createStatement();
        ResultSet row =
            statement.executeQuery("select settled_before, newest_seq, cluster from fact_mark")) {
      row.next();
      return new Mark(row.getLong(1), row.getLong(2), row.getString(3));
    }
  }

  private long download(Connection archive, FactKind table, long from, long before, Path into)
      throws SQLException, IOException {
    List<String> sources = table == FactKind.DEED ? views(archive) : List.of("channel_event");
    long rows = 0;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(into), 1 << 16)) {
      for (String source : sources) {
        rows +=
            archive
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut(
                    "copy (%s) to stdout (format csv)"
                        .formatted(table.select.formatted(from, before, source)),
                    out);
      }
    }
    return rows;
  }

  private static List<String> views(Connection archive) throws SQLException {
    try (var statement = archive.createStatement();
        ResultSet rows = statement.executeQuery(VIEWS)) {
      List<String> views = new ArrayList<>();
      while (rows.next()) {
        views.add(rows.getString(1));
      }
      return views;
    }
  }
}
