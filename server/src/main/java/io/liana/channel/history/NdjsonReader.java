package io.liana.channel.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/**
 * One JSON object a line; the keys are those of {@code columns.tsv}. What {@code --events} writes.
 */
final class NdjsonReader implements HistoryReader {
  private static final int MOST_SHAPES = 500; // objects with the same keys share their names

  private final TextFile file;
  private final HistoryOptions options;
  private final NameBook names = new NameBook();
  private final Map<List<String>, FieldNames> byKeys = new HashMap<>();

  NdjsonReader(TextFile file, HistoryOptions options) {
    this.file = file;
    this.options = options;
  }

  @Override
  public void survey() throws IOException {
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        JsonNode object = line.isBlank() ? null : parse(line);
        if (lines.broken() && !line.isBlank() && object == null) {
          throw TextEncoding.cut(file.file());
        }
        if (object != null && object.isObject()) {
          learnName(object);
        }
      }
    }
  }

  private void learnName(JsonNode object) {
    FieldEvents.Values values = values(object, fieldNames(object));
    String name = values.get("sender");
    if (!name.isBlank()) {
      String id = values.get("sender_id");
      names.add(name, id.isEmpty() ? null : id);
    }
  }

  private FieldNames fieldNames(JsonNode object) {
    var keys = new ArrayList<>(object.propertyNames());
    return byKeys.size() > MOST_SHAPES
        ? new FieldNames(keys)
        : byKeys.computeIfAbsent(keys, FieldNames::new);
  }

  @Override
  public NameBook names() {
    return names;
  }

  @Override
  public void read(HistorySink sink) throws IOException {
    var byTime = new HashMap<String, FieldEvents>();
    var shapes = new StampShapes(file.name(), options.order());
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        if (line.isBlank()) {
          continue;
        }
        JsonNode object = parse(line);
        if (object == null || !object.isObject()) {
          sink.unreadable(
              Unreadable.of(file.name(), lines.number(), Unreadable.Why.NOT_JSON, line));
          continue;
        }
        FieldNames fields = fieldNames(object);
        String at = String.valueOf(fields.of("at"));
        byTime
            .computeIfAbsent(at, key -> new FieldEvents(file.name(), options, fields, shapes))
            .tell(values(object, fields), lines.number(), sink);
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
