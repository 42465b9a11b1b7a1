package io.liana.insight;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The lake: every table of facts once more as Parquet files, one folder for each table, for engines
 * that are not in this process. A catch-up adds a file; files of like size become one, so that
 * there are few. A file never changes: it is replaced, and goes once the facts say so, which they
 * say in the transaction that made the new one.
 */
final class Parts {
  /** Larger files are left as they are: to sort them again would hold up what comes next. */
  private static final long FULL = 4_000_000;

  private final @Nullable Path folder;
  private final Duration grace;

  /** Files the facts do not know any more, and since when. */
  private final Map<Path, Long> unknown = new ConcurrentHashMap<>();

  private record Part(long id, long rows) {}

  /**
   * @param folder null keeps no files
   * @param grace how long a replaced file is left to those who may still read it
   */
  Parts(@Nullable Path folder, Duration grace) {
    this.folder = folder;
    this.grace = grace;
  }

  /** Adds the rows of {@code fresh}, which lie in the table's order. */
  void add(Connection facts, FactKind table, String fresh) throws SQLException {
    if (folder == null) {
      return;
    }
    write(facts, table, "select * from " + fresh);
    List<Part> parts = parts(facts, table);
    while (parts.size() > 1) {
      Part last = parts.getLast();
      Part before = parts.get(parts.size() - 2);
      if (before.rows() > 2 * last.rows() || before.rows() >= FULL) {
        return;
      }
      write(
          facts,
          table,
          "select * from read_parquet([%s, %s]) order by %s"
              .formatted(quoted(table, before), quoted(table, last), table.order));
      forget(facts, table, List.of(before, last));
      parts = parts(facts, table);
    }
  }

  /**
   * Replaces the files that have rows for which {@code condition} holds.
   *
   * @param rows a query over the table {@code part}: what shall be in the file instead
   */
  void replace(Connection facts, FactKind table, String condition, String rows)
      throws SQLException {
    if (folder == null) {
      return;
    }
    for (Part part : parts(facts, table)) {
      String file = "read_parquet(%s)".formatted(quoted(table, part));
      if (Sql.holds(facts, "select 1 from %s where %s".formatted(file, condition))) {
        write(
            facts,
            table,
            "with part as (select * from %s) %s order by %s".formatted(file, rows, table.order));
        forget(facts, table, List.of(part));
      }
    }
  }

  /** Removes what the facts, as committed, do not know: replaced, or left by a crash. */
  void sweep(Connection facts) throws SQLException {
    if (folder == null) {
      return;
    }
    Set<Path> known = new HashSet<>();
    for (FactKind table : FactKind.values()) {
      for (Part part : parts(facts, table)) {
        known.add(file(table, part.id()));
      }
    }
    long now = System.nanoTime();
    for (FactKind table : FactKind.values()) {
      try (Stream<Path> files = Files.list(Files.createDirectories(folder(table)))) {
        for (Path file : files.filter(one -> !known.contains(one)).toList()) {
          if (now - unknown.computeIfAbsent(file, one -> now) >= grace.toNanos()) {
            Files.delete(file);
            unknown.remove(file);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Whether files wait until nobody reads them. */
  boolean hasUnknown() {
    return !unknown.isEmpty();
  }

  /** The files of each table, below the lake's folder. */
  Map<FactKind, List<String>> committed(Connection facts) throws SQLException {
    Map<FactKind, List<String>> committed = new EnumMap<>(FactKind.class);
    for (FactKind table : FactKind.values()) {
      List<String> files = new ArrayList<>();
      for (Part part : parts(facts, table)) {
        files.add(table.table + "/" + file(table, part.id()).getFileName());
      }
      committed.put(table, files);
    }
    return committed;
  }

  /** All files of the table, as a query that reads them. */
  @Nullable String reading(Connection facts, FactKind table) throws SQLException {
    List<String> files = new ArrayList<>();
    for (Part part : parts(facts, table)) {
      files.add(quoted(table, part));
    }
    return files.isEmpty() ? null : "read_parquet([%s])".formatted(String.join(", ", files));
  }

  private void write(Connection facts, FactKind table, String rows) throws SQLException {
    Sql.execute(facts, "update fact_mark set parts = parts + 1");
    long id = Sql.longs(facts, "select parts from fact_mark").getFirst();
    Path file = file(table, id);
    try {
      Files.createDirectories(folder(table));
      Path growing = file.resolveSibling("." + file.getFileName()); // other engines pass over it
      Sql.execute(facts, "copy (%s) to %s (format parquet)".formatted(rows, Sql.quoted(growing)));
      long count =
          Sql.longs(
                  facts,
                  "select num_rows from parquet_file_metadata(%s)".formatted(Sql.quoted(growing)))
              .getFirst();
      if (count == 0) {
        Files.delete(growing);
        return;
      }
      Files.move(growing, file, StandardCopyOption.ATOMIC_MOVE);
      Sql.execute(
          facts, "insert into fact_part values (%d, '%s', %d)".formatted(id, table.table, count));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void forget(Connection facts, FactKind table, List<Part> parts)
      throws SQLException {
    String ids =
        parts.stream().map(one -> Long.toString(one.id())).collect(Collectors.joining(","));
    Sql.execute(
        facts,
        "delete from fact_part where table_name = '%s' and id in (%s)".formatted(table.table, ids));
  }

  private static List<Part> parts(Connection facts, FactKind table) throws SQLException {
    try (var statement = facts.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select id, row_count from fact_part where table_name = '%s' order by id"
                    .formatted(table.table))) {
      List<Part> parts = new ArrayList<>();
      while (rows.next()) {
        parts.add(new Part(rows.getLong(1), rows.getLong(2)));
      }
      return parts;
    }
  }

  private Path folder(FactKind table) {
    return Objects.requireNonNull(folder).resolve(table.table);
  }

  private Path file(FactKind table, long id) {
    return folder(table).resolve("part-%08d.parquet".formatted(id));
  }

  private String quoted(FactKind table, Part part) {
    return Sql.quoted(file(table, part.id()));
  }
}
