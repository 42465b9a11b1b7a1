package io.liana.insight;

import io.liana.kernel.GroupId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The few shapes of statement the feed runs on either side. */
final class Sql {
  private static final int MOST_RANGES = 8; // each is looked at for every row

  private Sql() {}

  static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static boolean holds(Connection connection, String select) throws SQLException {
    return !longs(connection, "select 1 where exists (" + select + ")").isEmpty();
  }

  static String one(Connection connection, String select) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(select)) {
      row.next();
      return row.getString(1);
    }
  }

  /** As a literal: DuckDB takes no parameter where a file stands. */
  static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }

  /**
   * Rows of these groups. Groups made one after the other are a range, which engines look up faster
   * than a long list.
   */
  static String of(Collection<GroupId> groups) {
    long[] ids = groups.stream().mapToLong(GroupId::value).sorted().distinct().toArray();
    List<String> ranges = new ArrayList<>();
    for (int first = 0, next; first < ids.length; first = next) {
      next = first + 1;
      while (next < ids.length && ids[next] == ids[next - 1] + 1) {
        next++;
      }
      ranges.add("group_id between %d and %d".formatted(ids[first], ids[next - 1]));
    }
    if (ranges.size() <= MOST_RANGES) {
      return ranges.isEmpty() ? "false" : "(" + String.join(" or ", ranges) + ")";
    }
    return "group_id in (%s)"
        .formatted(Arrays.stream(ids).mapToObj(Long::toString).collect(Collectors.joining(",")));
  }

  static List<Long> longs(Connection connection, String select) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(select)) {
      List<Long> longs = new ArrayList<>();
      while (rows.next()) {
        longs.add(rows.getLong(1));
      }
      return longs;
    }
  }
}
