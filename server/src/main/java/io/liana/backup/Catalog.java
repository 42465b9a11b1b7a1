package io.liana.backup;

import io.liana.backup.Manifest.Sequence;
import io.liana.backup.Manifest.Table;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What PostgreSQL says about our tables. */
final class Catalog {
  // Sessions stay behind: a restored server asks everybody to sign in again.
  private static final String TABLES =
      """
      select c.relname as name, parent.relname as partition_of, pg_get_expr(c.relpartbound, c.oid) as bound,
             array(select a.attname::text from pg_attribute a
                    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                    order by a.attnum) as columns
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'liana'
        left join pg_inherits i on i.inhrelid = c.oid
        left join pg_class parent on parent.oid = i.inhparent
       where c.relkind = 'r' and c.relpersistence = 'p'
         and c.relname not in ('flyway_schema_history', 'identity_session')
       order by c.relname
      """;

  private static final String REFERENCES =
      """
      select distinct c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent
        from pg_constraint c join pg_namespace n on n.oid = c.connamespace and n.nspname = 'liana'
       where c.contype = 'f' and c.conrelid <> c.confrelid
      """;

  private static final String XID_COLUMNS =
      """
      select a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'liana'
       where c.relname = ? and a.atttypid = 'xid8'::regtype and not a.attisdropped
      """;

  private Catalog() {}

  /** Every table, parents before children, so that references hold while they are filled. */
  static List<Table> tables(Connection connection) throws SQLException {
    var byName = new LinkedHashMap<String, Table>();
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(TABLES)) {
      while (row.next()) {
        var columns = Arrays.asList((String[]) row.getArray("columns").getArray());
        String name = row.getString("name");
        byName.put(
            name,
            new Table(name, columns, 0, row.getString("partition_of"), row.getString("bound")));
      }
    }
    Map<String, Set<String>> parents = parents(connection);
    var ordered = new LinkedHashSet<Table>();
    for (Table table : byName.values()) {
      place(table, byName, parents, ordered, new LinkedHashSet<>());
    }
    return List.copyOf(ordered);
  }

  static List<Sequence> sequences(Connection connection) throws SQLException {
    var found = new ArrayList<Sequence>();
    try (var statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select sequencename, last_value from pg_sequences where schemaname = 'liana' and last_value is not null")) {
      while (row.next()) {
        found.add(new Sequence(row.getString(1), row.getLong(2)));
      }
    }
    return found;
  }

  static Set<String> xidColumns(Connection connection, String table) throws SQLException {
    var found = new LinkedHashSet<String>();
    try (var statement = connection.prepareStatement(XID_COLUMNS)) {
      statement.setString(1, table);
      ResultSet row = statement.executeQuery();
      while (row.next()) {
        found.add(row.getString(1));
      }
    }
    return found;
  }

  static String one(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  private static Map<String, Set<String>> parents(Connection connection) throws SQLException {
    var parents = new LinkedHashMap<String, Set<String>>();
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(REFERENCES)) {
      while (row.next()) {
        parents
            .computeIfAbsent(bare(row.getString("child")), child -> new LinkedHashSet<>())
            .add(bare(row.getString("parent")));
      }
    }
    return parents;
  }

  private static void place(
      Table table,
      Map<String, Table> byName,
      Map<String, Set<String>> parents,
      Set<Table> ordered,
      Set<String> waiting) {
    if (ordered.contains(table)) {
      return;
    }
    if (!waiting.add(table.name())) {
      throw new IllegalStateException("tables refer to each other in a circle: " + waiting);
    }
    for (String parent : parents.getOrDefault(table.name(), Set.of())) {
      Table found = byName.get(parent);
      if (found != null) {
        place(found, byName, parents, ordered, waiting);
      }
    }
    ordered.add(table);
  }

  private static String bare(String name) {
    return name.replaceFirst("^liana\\.", "").replace("\"", "");
  }
}
