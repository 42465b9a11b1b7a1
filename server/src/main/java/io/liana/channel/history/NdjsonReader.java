package io.liana.channel.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object a line; the keys are those of {@code columns.tsv}. What {@code --events} writes.
 */
final class NdjsonReader implements HistoryReader {
  private final TextFile file;
  private final HistoryOptions options;

  NdjsonReader(TextFile file, HistoryOptions options) {
    this.file = file;
    this.options = options;
  }

  /** Every line says all about itself; only whether the last one is whole is asked. */
  @Override
  public void survey() throws IOException {
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (lines.broken() && !line.isBlank() && parse(line) == null) {
          throw TextEncoding.cut(file.file());
        }
      }
    }
  }

  @Override
  public void read(HistorySink sink) throws IOException {
    var byKeys = new HashMap<List<String>, FieldNames>();
    var byTime = new HashMap<String, FieldEvents>();
    var shapes = new StampShapes(file.name(), options.order());
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.isBlank()) {
          continue;
        }
        JsonNode object = parse(line);
        if (object == null || !object.isObject()) {
          sink.unreadable(file.name(), lines.number(), "not a JSON object");
          continue;
        }
        var keys = new ArrayList<>(object.propertyNames());
        FieldNames names =
            byKeys.size() > 500
                ? new FieldNames(keys)
                : byKeys.computeIfAbsent(keys, FieldNames::new);
        String at = String.valueOf(names.of("at"));
        byTime
            .computeIfAbsent(at, key -> new FieldEvents(file.name(), options, names, shapes))
            .tell(values(object, names), lines.number(), sink);
      }
    }
  }

  private @Nullable JsonNode parse(String line) {
    try {
      return JsonSource.MAPPER.readTree(line);
    } catch (StreamConstraintsException e) {
      throw JsonSource.problem(file.file(), e);
    } catch (JacksonException e) {
      return null;
    }
  }

  private static FieldEvents.Values values(JsonNode object, FieldNames names) {
    return new FieldEvents.Values() {
      @Override
      public String get(String field) {
        String key = names.of(field);
        JsonNode value = key == null ? null : object.get(key);
        if (value == null || value.isNull()) {
          return "";
        }
        if (value.isObject()) { // {"id": …, "name": …}
          String part = field.endsWith("_id") ? "id" : "name";
          return JsonSource.textOr(value, part, JsonSource.textOr(value, "id", ""));
        }
        return value.isContainer() ? "" : value.asString();
      }

      @Override
      public List<HistoryPerson> mentions() {
        String key = names.of("mentions");
        var people = new ArrayList<HistoryPerson>();
        for (JsonNode who : key == null ? List.<JsonNode>of() : object.path(key)) {
          if (who.isObject()) {
            String id = JsonSource.text(who, "id");
            people.add(new HistoryPerson(JsonSource.textOr(who, "name", String.valueOf(id)), id));
          } else {
            people.add(HistoryPerson.named(who.asString()));
          }
        }
        return people;
      }
    };
  }

  static boolean looksLikeIt(String firstLine) {
    try {
      JsonNode object = JsonSource.MAPPER.readTree(firstLine);
      return object != null
          && object.isObject()
          && new FieldNames(new ArrayList<>(object.propertyNames())).isHistory();
    } catch (JacksonException e) {
      return false;
    }
  }
}
