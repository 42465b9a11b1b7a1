package io.liana.question;

import io.liana.insight.MemberHabits.Back;
import io.liana.insight.MemberHabits.Cohort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How many came back, by when they began. Pure; docs/metrics.md, <em>Retention as a question</em>.
 *
 * @param cohorts oldest first, only those with people
 * @param all the cohorts together, by column: only those for which the column is over
 */
record Retained(List<Column> columns, List<Row> cohorts, List<Cell> all) {
  enum Kind {
    /** Did it in exactly that period. */
    CLASSIC,
    /** Did it in that period or in a later one. */
    ROLLING,
    /** Did it in one of several periods. */
    BRACKET
  }

  /**
   * Periods after the cohort's own, both included.
   *
   * @param to for {@link Kind#ROLLING} the same as {@code from}: it stays open
   */
  record Column(int from, int to) {}

  /**
   * @param of how many could
   * @param open the column is not over for them, so more may still come
   */
  record Cell(long people, long of, boolean open) {}

  /**
   * @param period in which they began
   * @param cells by column; null where it has not begun
   */
  record Row(int period, long people, List<@Nullable Cell> cells) {}

  /**
   * @param begun the number of the last period that has begun
   * @param over the number of the last period that is over
   */
  static Retained of(
      Kind kind, List<Column> columns, List<Cohort> sizes, List<Back> back, int begun, int over) {
    Map<Integer, long[]> came = new TreeMap<>();
    sizes.forEach(one -> came.put(one.cohort(), new long[columns.size()]));
    for (Back one : back) {
      long[] counts = came.get(one.cohort());
      if (counts == null) {
        continue;
      }
      if (kind == Kind.ROLLING) {
        for (int at = 0; at < columns.size() && columns.get(at).from() <= one.column(); at++) {
          counts[at] += one.people();
        }
      } else {
        counts[one.column()] += one.people();
      }
    }
    List<Row> rows =
        sizes.stream()
            .map(
                size ->
                    new Row(
                        size.cohort(),
                        size.people(),
                        each(
                            columns,
                            at ->
                                cell(
                                    columns.get(at),
                                    size,
                                    Objects.requireNonNull(came.get(size.cohort()))[at],
                                    begun,
                                    over))))
            .toList();
    return new Retained(columns, rows, each(columns, at -> together(rows, at)));
  }

  private static @Nullable Cell cell(
      Column column, Cohort cohort, long people, int begun, int over) {
    return cohort.cohort() + column.from() > begun
        ? null
        : new Cell(people, cohort.people(), cohort.cohort() + column.to() > over);
  }

  private static Cell together(List<Row> rows, int at) {
    long people = 0;
    long of = 0;
    for (Row row : rows) {
      Cell cell = row.cells().get(at);
      if (cell != null && !cell.open()) {
        people += cell.people();
        of += cell.of();
      }
    }
    return new Cell(people, of, false);
  }

  private static <T extends @Nullable Object> List<T> each(
      List<Column> columns, IntFunction<T> cell) {
    List<T> cells = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      cells.add(cell.apply(at));
    }
    return cells;
  }
}
