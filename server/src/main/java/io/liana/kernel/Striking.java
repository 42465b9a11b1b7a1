package io.liana.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strikes the traces of a person out of texts of others, a column at a time; in the caller's
 * transaction. The caller names tables of its own module only.
 */
public final class Striking {
  private static final JsonMapper JSON = new JsonMapper();

  private record Row(String place, String text) {}

  private final JdbcTemplate jdbc;
  private final Traces traces;
  private final String token;

  public Striking(JdbcTemplate jdbc, PersonErased erased) {
    this.jdbc = jdbc;
    this.traces = erased.traces();
    this.token = erased.token();
  }

  public void text(String table, String column) {
    text(table, column, "true");
  }

  /**
   * @param where narrows the rows, with {@code ?} for {@code args}
   */
  public void text(String table, String column, String where, Object... args) {
    for (Row row : suspects(table, column, where, args)) {
      write(table, column, "text", row, traces.strike(row.text(), token));
    }
  }

  /** A column of jsonb: values and names of fields; a number that is a key becomes 0. */
  public void json(String table, String column) {
    for (Row row : suspects(table, column, "true")) {
      write(table, column, "jsonb", row, struck(JSON.readTree(row.text())).toString());
    }
  }

  /** A column of text[]: whole elements. */
  public void elements(String table, String column, String[] keys) {
    for (String key : keys) {
      jdbc.update(
          "update %1$s set %2$s = array_replace(%2$s, ?, ?) where ? = any(%2$s)"
              .formatted(table, column),
          key,
          token,
          key);
    }
  }

  private List<Row> suspects(String table, String column, String where, Object... args) {
    // The lock keeps the place of the row: what is moved by somebody else is waited for.
    List<Object> all = new ArrayList<>(Arrays.asList(args));
    all.add(traces.likes());
    return jdbc.query(
        "select ctid::text, %1$s::text from %2$s where %3$s and %1$s::text like any (?) for update"
            .formatted(column, table, where),
        (row, n) -> new Row(row.getString(1), row.getString(2)),
        all.toArray());
  }

  private void write(String table, String column, String type, Row row, String fresh) {
    if (!fresh.equals(row.text())) {
      jdbc.update(
          "update %s set %s = cast(? as %s) where ctid = cast(? as tid)"
              .formatted(table, column, type),
          fresh,
          row.place());
    }
  }

  private JsonNode struck(JsonNode node) {
    if (node.isString()) {
      // In quotes, as it stands in the text: short keys count only so.
      String quoted = traces.strike('"' + node.asString() + '"', token);
      return JSON.getNodeFactory().stringNode(quoted.substring(1, quoted.length() - 1));
    }
    if (node.isNumber() && traces.in(node.asString())) {
      return JSON.getNodeFactory().numberNode(0);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode fresh = JSON.createArrayNode();
      array.forEach(item -> fresh.add(struck(item)));
      return fresh;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode fresh = JSON.createObjectNode();
      object
          .properties()
          .forEach(
              field -> fresh.set(traces.strike(field.getKey(), token), struck(field.getValue())));
      return fresh;
    }
    return node;
  }
}
