package io.liana.analyst;

import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Runs a statement within its limits. On platform threads: the engine would pin virtual ones. */
@Component
public class Queries implements DisposableBean {
  private static final int WAITING = 8;
  private static final int LONGEST_CELL = 1_000; // characters
  private static final long HEAVIEST = 32_000_000; // characters: then the answer ends early, too
  private static final int OF_A_CELL = 16;
  private static final long EXACT = 1L << 53; // larger whole numbers lose digits in a browser

  /** Cancelling is heard between two pieces of work; one piece may take a moment. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Copies copies;
  private final AnalystSettings settings;
  private final ThreadPoolExecutor workers;
  private final ScheduledThreadPoolExecutor alarm =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("analyst-alarm").factory());

  Queries(Copies copies, AnalystSettings settings) {
    this.copies = copies;
    this.settings = settings;
    this.workers =
        new ThreadPoolExecutor(
            settings.atOnce(),
            settings.atOnce(),
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("analyst-", 0).factory());
    workers.allowCoreThreadTimeOut(true);
    alarm.setRemoveOnCancelPolicy(true);
  }

  /**
   * @param values by name: {@link LocalDate}, {@link BigDecimal}, {@link Boolean} or text
   */
  public record Query(CommunityId community, String sql, Map<String, Object> values) {}

  /**
   * @param type number, date, time, truth or text
   */
  public record Column(String name, String type) {}

  /**
   * @param rows of numbers, texts, truths and nulls
   * @param more rows were left out
   * @param asOf the facts are those of this moment
   */
  public record Answer(
      List<Column> columns,
      List<List<@Nullable Object>> rows,
      boolean more,
      Instant asOf,
      long tookMillis) {}

  public Answer show(Query query) {
    return run(query, settings.rows());
  }

  public Answer export(Query query) {
    return run(query, settings.exportRows());
  }

  Duration timeLimit() {
    return settings.timeLimit();
  }

  private Answer run(Query query, int most) {
    return onWorker(
        () -> {
          try (Copy copy = copies.of(query.community());
              Connection own = copy.connect()) {
            Written written = Written.read(query.sql(), query.values().keySet());
            return answer(own, written, query.values(), most, copy.asOf());
          }
        });
  }

  private Answer answer(
      Connection on, Written written, Map<String, Object> values, int most, Instant asOf)
      throws SQLException {
    long begun = System.nanoTime();
    Checking.check(on, written.text());
    List<String> names;
    try (PreparedStatement plain = on.prepareStatement(written.text())) {
      names = names(plain.getMetaData());
    } catch (SQLException e) {
      throw trouble(e, false);
    }
    String limited = "select * from (\n%s\n) as asked limit %d".formatted(written.text(), most + 1);
    try (PreparedStatement statement = on.prepareStatement(limited)) {
      int n = 0;
      for (String parameter : written.parameters()) {
        statement.setObject(++n, values.get(parameter));
      }
      var ringing = new Alarm(statement);
      Future<?> set =
          alarm.schedule(ringing, settings.timeLimit().toMillis(), TimeUnit.MILLISECONDS);
      try (ResultSet result = statement.executeQuery()) {
        List<Column> columns = columns(result.getMetaData(), names);
        List<List<@Nullable Object>> rows = new ArrayList<>();
        boolean more = false;
        long weight = 0;
        while (!more && result.next()) {
          more = rows.size() == most || weight > HEAVIEST;
          if (!more) {
            List<@Nullable Object> row = row(result, columns.size());
            weight += weight(row);
            rows.add(row);
          }
        }
        return new Answer(
            columns, rows, more, asOf, Duration.ofNanos(System.nanoTime() - begun).toMillis());
      } catch (SQLException e) {
        throw trouble(e, ringing.rang);
      } finally {
        set.cancel(false);
      }
    } catch (SQLException e) {
      throw trouble(e, false);
    }
  }

  private static final class Alarm implements Runnable {
    private final PreparedStatement statement;
    private volatile boolean rang;

    Alarm(PreparedStatement statement) {
      this.statement = statement;
    }

    @Override
    public void run() {
      rang = true;
      try {
        statement.cancel();
      } catch (SQLException e) {
        // It was done in the same moment.
      }
    }
  }

  private Problem trouble(SQLException e, boolean tooSlow) {
    String message = String.valueOf(e.getMessage());
    if (tooSlow) {
      return tooSlow();
    }
    if (message.contains("Out of Memory")) {
      return new Problem(
          422,
          "sql_too_large",
          "This took more than %s of memory and was stopped; nothing was changed. Look at a shorter time or fewer groups, or count before you sort."
              .formatted(settings.memoryLimit()),
          Map.of("limit", settings.memoryLimit()));
    }
    return Troubles.wrong(message);
  }

  private Problem tooSlow() {
    long seconds = settings.timeLimit().toSeconds();
    return new Problem(
        422,
        "sql_too_slow",
        "This took more than %d s and was cancelled; nothing was changed. Look at a shorter time or fewer groups, or join on something that is equal."
            .formatted(seconds),
        Map.of("seconds", seconds));
  }

  private static List<String> names(ResultSetMetaData meta) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      names.add(meta.getColumnName(i));
    }
    return names;
  }

  /**
   * @param names as the analyst wrote them, where the engine knows already how many there are
   */
  private static List<Column> columns(ResultSetMetaData meta, List<String> names)
      throws SQLException {
    List<String> own = names(meta);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      String name = names.size() == own.size() ? names.get(i) : own.get(i);
      columns.add(
          new Column(
              name.equals("unknown") ? own.get(i) : name, type(meta.getColumnTypeName(i + 1))));
    }
    return columns;
  }

  private static String type(String engine) {
    return switch (engine.replaceFirst("\\(.*", "")) {
      case "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "FLOAT",
          "DOUBLE",
          "DECIMAL" ->
          "number";
      case "DATE" -> "date";
      case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" ->
          "time";
      case "BOOLEAN" -> "truth";
      default -> "text";
    };
  }

  private static List<@Nullable Object> row(ResultSet result, int columns) throws SQLException {
    List<@Nullable Object> row = new ArrayList<>(columns);
    for (int i = 1; i <= columns; i++) {
      row.add(cell(result.getObject(i)));
    }
    return row;
  }

  private static long weight(List<@Nullable Object> row) {
    return row.stream()
        .mapToLong(one -> OF_A_CELL + (one instanceof String text ? text.length() : 0))
        .sum();
  }

  /** Numbers a browser cannot hold, lists and whatever else there is become text. */
  private static @Nullable Object cell(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean truth -> truth;
      case Double number -> Double.isFinite(number) ? number : String.valueOf(number);
      case Float number -> Float.isFinite(number) ? number : String.valueOf(number);
      case Number number -> {
        var exact = new BigDecimal(number.toString());
        yield exact.abs().compareTo(BigDecimal.valueOf(EXACT)) < 0 ? exact : exact.toPlainString();
      }
      case Timestamp local -> local.toLocalDateTime().toString();
      case Temporal time -> time.toString();
      case Object other -> {
        String text = other.toString();
        yield text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) + "…" : text;
      }
    };
  }

  private Answer onWorker(Callable<Answer> work) {
    Future<Answer> running;
    try {
      running = workers.submit(work);
    } catch (RejectedExecutionException e) {
      throw new Problem(
          503,
          "sql_busy",
          "Too many statements are waiting already; ask again in a moment.",
          Map.of());
    }
    try {
      return running.get(
          settings.timeLimit().multipliedBy(2).plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.cancel(false);
      throw tooSlow();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a statement ran", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException ours) {
        throw ours; // it says itself what it is
      }
      throw new IllegalStateException("A statement could not be run", e.getCause());
    }
  }

  @Override
  public void destroy() {
    workers.shutdown();
    alarm.shutdownNow();
  }
}
