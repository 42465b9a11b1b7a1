package io.liana.analyst;

import io.liana.analyst.Queries.Answer;
import io.liana.analyst.Queries.Column;
import io.liana.analyst.Queries.Query;
import io.liana.channel.Download;
import io.liana.content.Csv;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Given;
import io.liana.kernel.Permission;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** SQL for analysts, over HTTP. Asking changes nothing. */
@RestController
@RequestMapping("/api/v1/communities/{community}/sql")
@Permission("sql:read")
class SqlController {
  private static final int LONGEST = 10_000;
  private static final int LONGEST_VALUE = 1_000;
  private static final List<String> TYPES = List.of("date", "number", "text", "truth");

  private final Queries queries;
  private final Journal journal;
  private final Clock clock;

  SqlController(Queries queries, Journal journal, Clock clock) {
    this.queries = queries;
    this.journal = journal;
    this.clock = clock;
  }

  record Parameter(@Nullable String name, @Nullable String type, @Nullable String value) {}

  record SqlGiven(@Nullable String sql, @Nullable List<@Nullable Parameter> parameters) {}

  record SqlSeen(
      List<Column> columns,
      List<List<@Nullable Object>> rows,
      boolean more,
      Instant asOf,
      long tookMs) {}

  record ColumnSeen(String name, String type) {}

  record TableSeen(String name, List<ColumnSeen> columns) {}

  record TablesSeen(List<TableSeen> items, long seconds) {}

  @GetMapping("/tables")
  TablesSeen tables(@PathVariable String community, Caller caller) {
    community(community, caller);
    return new TablesSeen(
        Arrays.stream(FactView.values())
            .map(
                view ->
                    new TableSeen(
                        view.code(),
                        view.columns.stream()
                            .map(one -> new ColumnSeen(one.name(), one.type()))
                            .toList()))
            .toList(),
        queries.timeLimit().toSeconds());
  }

  @PostMapping
  SqlSeen ask(@PathVariable String community, @RequestBody SqlGiven given, Caller caller) {
    Answer answer = queries.show(query(community(community, caller), given));
    return new SqlSeen(
        answer.columns(), answer.rows(), answer.more(), answer.asOf(), answer.tookMillis());
  }

  /** Nothing in it is a formula to a spreadsheet. */
  @PostMapping("/csv")
  ResponseEntity<byte[]> csv(
      @PathVariable String community, @RequestBody SqlGiven given, Caller caller) {
    CommunityId id = community(community, caller);
    Answer answer = queries.export(query(id, given));
    var text = new StringBuilder(Csv.MARK);
    text.append(Csv.row(answer.columns().stream().map(Column::name).toList())).append("\r\n");
    for (List<@Nullable Object> row : answer.rows()) {
      text.append(Csv.row(row)).append("\r\n");
    }
    journal.append(
        new JournalEntry(
            clock.instant(),
            caller.actor(),
            "sql_exported",
            id,
            null,
            null,
            null,
            Map.of("rows", answer.rows().size())));
    return ResponseEntity.ok()
        .headers(Download.headers("answer.csv", "text/csv;charset=utf-8"))
        .header("X-Liana-More", Boolean.toString(answer.more()))
        .body(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  static Query query(CommunityId community, SqlGiven given) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<@Nullable Parameter> parameters =
        given.parameters() == null ? List.of() : given.parameters();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter one = parameters.get(i);
      String at = "parameters[%d]".formatted(i);
      if (one == null) {
        throw Given.wrong(at, "is missing");
      }
      String name = Given.text(at + ".name", one.name(), 1, 40);
      if (!name.matches("[a-zA-Z][a-zA-Z0-9_]*")) {
        throw Given.wrong(at + ".name", "must be letters, digits and _");
      }
      values.put(name, value(at, one));
    }
    return new Query(community, Given.text("sql", given.sql(), 1, LONGEST), values);
  }

  private static Object value(String at, Parameter given) {
    String field = at + ".value";
    String text = Given.exact(field, given.value(), 0, LONGEST_VALUE);
    return switch (Given.oneOf(at + ".type", given.type(), "text", TYPES)) {
      case "date" -> {
        var day = Given.day(field, text);
        if (day == null) {
          throw Given.wrong(field, "is missing");
        }
        yield day;
      }
      case "number" -> {
        if (!text.matches("-?\\d{1,18}(\\.\\d{1,9})?")) {
          throw Given.wrong(field, "must be a number like -12.5");
        }
        yield text.contains(".") ? new BigDecimal(text) : (Object) Long.valueOf(text);
      }
      case "truth" -> Boolean.valueOf(text);
      default -> text;
    };
  }

  private static CommunityId community(String given, Caller caller) {
    CommunityId id = CommunityId.parse(given);
    caller.mustSee(id);
    return id;
  }
}
