package io.liana.insight;

import io.liana.kernel.GroupId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes facts, into the analytics file and into the lake; always within the caller's transaction.
 */
final class FactWriter {
  // Every question of a group reads through what is out of order; while it is sorted, all of them
  // wait. With a quarter of this a busy dashboard's slowest twentieth took a third longer.
  private static final long LOOSE_ROWS = 1_000_000;

  private final Parts parts;
  private final Function<GroupId, ZoneId> zoneOf;

  FactWriter(Parts parts, Function<GroupId, ZoneId> zoneOf) {
    this.parts = parts;
    this.zoneOf = zoneOf;
  }

  /** Takes in the rows of a file that was read from the archive. */
  void keep(Connection facts, FactKind table, Path file) throws SQLException {
    Sql.execute(
        facts,
        "create temp table staged as select * from read_csv(%s, auto_detect = false, delim = ',', quote = '\"', columns = {%s})"
            .formatted(Sql.quoted(file), table.staged));
    String rows =
        table == FactKind.DEED
            ? "select " + table.kept + " from staged"
            : onTheirDays(facts, table);
    Sql.execute(
        facts, "create temp table %s as %s order by %s".formatted(fresh(table), rows, table.order));
    Sql.execute(facts, "insert into %s select * from %s".formatted(table.table, fresh(table)));
    parts.add(facts, table, fresh(table));
    Sql.execute(facts, "drop table staged");
  }

  /** The staged rows, each on the day it was in its community's zone. */
  private String onTheirDays(Connection facts, FactKind table) throws SQLException {
    Map<Long, String> known = zones(facts);
    Map<ZoneId, List<Long>> byZone = new LinkedHashMap<>();
    for (long group : Sql.longs(facts, "select distinct group_id from staged order by group_id")) {
      String zone = known.get(group);
      byZone
          .computeIfAbsent(
              zone == null ? zoneOf.apply(new GroupId(group)) : ZoneId.of(zone),
              key -> new ArrayList<>())
          .add(group);
    }
    List<String> rows = new ArrayList<>();
    for (var entry : byZone.entrySet()) {
      String theirs =
          "group_id in (%s)"
              .formatted(
                  entry.getValue().stream().map(String::valueOf).collect(Collectors.joining(",")));
      var days = LocalDay.of(entry.getKey(), facts, "staged", theirs);
      rows.add(
          "select %s from staged where %s"
              .formatted(table.kept.formatted(days.day(), days.hour()), theirs));
      rememberZones(facts, entry.getValue(), entry.getKey());
    }
    return rows.isEmpty()
        ? "select %s from staged".formatted(table.kept.formatted("0", "0"))
        : String.join(" union all ", rows);
  }

  /**
   * Takes out who was erased, the movements of batches that were taken back, and what browsers met
   * that were forgotten since.
   */
  void strike(Connection facts, List<Long> erased) throws SQLException {
    if (!erased.isEmpty()) {
      String members = erased.stream().map(String::valueOf).collect(Collectors.joining(","));
      for (FactKind table : FactKind.values()) {
        strike(facts, table, table.naming(members));
      }
    }
    List<Long> back =
        Sql.longs(facts, "select subject from fresh_deed where source = 'taken_back'");
    if (!back.isEmpty()) {
      strike(
          facts,
          FactKind.DEED,
          "source in ('paid', 'refund') and subject in (%s)"
              .formatted(back.stream().map(String::valueOf).collect(Collectors.joining(","))));
    }
    List<String> forgotten =
        Sql.texts(
            facts,
            """
            select format('(subject = {} and outsider = {} and at_ms <= {})', subject, outsider, at_ms)
              from fresh_deed where source = 'forgotten'
            """);
    if (!forgotten.isEmpty()) {
      strike(
          facts,
          FactKind.DEED,
          "source = 'exposure' and (%s)".formatted(String.join(" or ", forgotten)));
    }
  }

  private void strike(Connection facts, FactKind table, String which) throws SQLException {
    Sql.execute(facts, "delete from %s where %s".formatted(table.table, which));
    parts.replace(
        facts, table, which, "select * from part where (%s) is not true".formatted(which));
  }

  /** Brings the days of a group into another zone. */
  void move(Connection facts, GroupId group, ZoneId zone) throws SQLException {
    String theirs = "group_id = " + group;
    var days = LocalDay.of(zone, facts, "fact_event", theirs);
    for (FactKind table : List.of(FactKind.EVENT, FactKind.DIRECTED)) {
      Sql.execute(
          facts,
          "create temp table moved as select * from %s where %s".formatted(table.table, theirs));
      Sql.execute(facts, "delete from %s where %s".formatted(table.table, theirs));
      String moved = "select " + table.kept.formatted(days.day(), days.hour());
      Sql.execute(
          facts,
          "insert into %s %s from moved order by %s".formatted(table.table, moved, table.order));
      Sql.execute(facts, "drop table moved");
      parts.replace(
          facts,
          table,
          theirs,
          "select * from part where not (%1$s) union all %2$s from part where %1$s"
              .formatted(theirs, moved));
    }
    rememberZones(facts, List.of(group.value()), zone);
  }

  /** Forgets what was only read to be kept, and sorts when it is time. */
  void finish(Connection facts) throws SQLException {
    for (FactKind table : FactKind.values()) {
      Sql.execute(facts, "drop table " + fresh(table));
    }
    sortWhenLoose(facts);
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
    for (FactKind table : FactKind.values()) {
      Sql.execute(facts, "create temp table sorted as select * from " + table.table);
      Sql.execute(facts, "delete from " + table.table);
      Sql.execute(
          facts,
          "insert into %s select * from sorted order by %s".formatted(table.table, table.order));
      Sql.execute(facts, "drop table sorted");
    }
    Sql.execute(facts, "update fact_mark set loose = 0");
  }

  private static String fresh(FactKind table) {
    return table.table.replace("fact_", "fresh_");
  }

  static Map<Long, String> zones(Connection facts) throws SQLException {
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
}
