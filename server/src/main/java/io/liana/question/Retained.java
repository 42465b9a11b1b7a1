package io.liana.question;

import io.liana.insight.MemberHabits.Cohort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  static Retained of(Kind kind, List<Column> columns, List<Cohort> cohorts, int begun, int over) {
    List<Row> rows =
        cohorts.stream()
            .map(
                cohort ->
                    new Row(
                        cohort.period(),
                        cohort.people(),
                        each(
                            columns,
                            at ->
                                cell(
                                    columns.get(at),
                                    cohort,
                                    back(kind, columns.get(at), at, cohort.back()),
                                    begun,
                                    over))))
            .toList();
    return new Retained(columns, rows, each(columns, at -> together(rows, at)));
  }

  private static long back(Kind kind, Column column, int at, Map<Integer, Long> back) {
    return switch (kind) {
      case CLASSIC, BRACKET -> back.getOrDefault(at, 0L);
      case ROLLING ->
          back.entrySet().stream()
              .filter(last -> last.getKey() >= column.from())
              .mapToLong(Map.Entry::getValue)
              .sum();
    };
  }

  private static @Nullable Cell cell(
      Column column, Cohort cohort, long people, int begun, int over) {
    return cohort.period() + column.from() > begun
        ? null
        : new Cell(people, cohort.people(), cohort.period() + column.to() > over);
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
