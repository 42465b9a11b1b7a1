package io.liana.insight;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The few shapes of statement the feed runs on either side. */
final class Sql {
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
