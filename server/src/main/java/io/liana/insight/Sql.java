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
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The few shapes of statement the feed runs on either side. */
final class Sql {
  private static final int MOST_RANGES = 8; // each is looked at for every row
  private static final int MOST_WRITTEN = 1_000; // numbers in the text of a statement

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
    return among(
        "group_id", groups.stream().mapToLong(GroupId::value).sorted().distinct().toArray());
  }

  /**
   * Rows of these members; DuckDB reads many of them from a table that ends with the connection.
   *
   * @param members in their order; null for everybody
   */
  static String of(long @Nullable [] members, Connection facts) throws SQLException {
    if (members == null) {
      return "member_id is not null";
    }
    if (members.length <= MOST_WRITTEN || !facts.isWrapperFor(DuckDBConnection.class)) {
      return among("member_id", members);
    }
    execute(facts, "create temp table whom (member_id bigint not null)");
    try (var rows = facts.unwrap(DuckDBConnection.class).createAppender("temp", "main", "whom")) {
      for (long member : members) {
        rows.beginRow();
        rows.append(member);
        rows.endRow();
      }
    }
    return "member_id in (select member_id from whom)";
  }

  private static String among(String column, long[] ids) {
    List<String> ranges = new ArrayList<>();
    for (int first = 0, next; first < ids.length; first = next) {
      next = first + 1;
      while (next < ids.length && ids[next] == ids[next - 1] + 1) {
        next++;
      }
      ranges.add("%s between %d and %d".formatted(column, ids[first], ids[next - 1]));
    }
    if (ranges.size() <= MOST_RANGES) {
      return ranges.isEmpty() ? "false" : "(" + String.join(" or ", ranges) + ")";
    }
    return "%s in (%s)"
        .formatted(
            column, Arrays.stream(ids).mapToObj(Long::toString).collect(Collectors.joining(",")));
  }

  static List<String> texts(Connection connection, String select) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(select)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
      return texts;
    }
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
