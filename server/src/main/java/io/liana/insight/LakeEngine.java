package io.liana.insight;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * Trino over the lake, for more facts than one machine counts. It reads the files the feed writes.
 * A table is a view of the files that are committed, so that a file and what it replaces are never
 * both counted.
 */
final class LakeEngine {
  private final String url;
  private final String seenAs;
  private final Properties properties = new Properties();
  private final Map<FactKind, List<String>> shown = new EnumMap<>(FactKind.class);

  /**
   * @param url {@code jdbc:trino://host:port/catalog/schema}
   * @param seenAs the lake's folder as the engine sees it, with a slash at its end
   */
  LakeEngine(String url, String seenAs) {
    this.url = url;
    this.seenAs = seenAs;
    properties.setProperty("user", "liana");
  }

  /**
   * @param files of each table, below the lake's folder
   */
  <T> T ask(Map<FactKind, List<String>> files, FactStore.Work<T> work) throws SQLException {
    try (Connection lake = DriverManager.getConnection(url, properties)) {
      show(lake, files);
      return work.on(lake);
    }
  }

  private synchronized void show(Connection lake, Map<FactKind, List<String>> files)
      throws SQLException {
    if (shown.isEmpty()) {
      String schema = url.replaceAll("[?].*", "").replaceAll(".*/", "");
      Sql.execute(lake, "create schema if not exists " + schema);
    }
    for (FactKind kind : FactKind.values()) {
      List<String> theirs = files.getOrDefault(kind, List.of());
      if (theirs.equals(shown.get(kind))) {
        continue;
      }
      if (!shown.containsKey(kind)) {
        name(lake, kind);
      }
      Sql.execute(
          lake,
          "create or replace view %1$s as select * from %1$s_file where %2$s"
              .formatted(kind.table, theirs.isEmpty() ? "false" : among(theirs)));
      shown.put(kind, theirs);
    }
  }

  /** Anew after each start: columns may have changed. Dropping the name leaves the files. */
  private void name(Connection lake, FactKind kind) throws SQLException {
    Sql.execute(lake, "drop table if exists %s_file".formatted(kind.table));
    Sql.execute(
        lake,
        "create table %1$s_file (%2$s) with (format = 'PARQUET', external_location = '%3$s%1$s')"
            .formatted(kind.table, kind.columns.replace(" not null", ""), seenAs));
  }

  private String among(List<String> files) {
    return files.stream()
        .map(file -> "'" + seenAs + file + "'")
        .collect(Collectors.joining(", ", "\"$path\" in (", ")"));
  }
}
