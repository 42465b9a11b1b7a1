package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * JSON exports, read with limits: what a chat never needs is refused before it fills the memory.
 */
final class JsonSource {
  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(200)
          .maxStringLength(4 << 20) // a long article forwarded into a chat is some 100,000
          .maxNameLength(2_000)
          .maxNumberLength(100)
          .build();
  static final JsonMapper MAPPER =
      JsonMapper.builder(JsonFactory.builder().streamReadConstraints(LIMITS).build()).build();

  interface Reading {
    void read(JsonParser json) throws IOException;
  }

  interface Field {
    /** Reads the value the parser stands on, or leaves it. */
    void read(String name) throws IOException;
  }

  interface Member {
    void read(JsonNode member, long line) throws IOException;
  }

  private JsonSource() {}

  /** Opens the document; whatever is wrong with it becomes a problem. */
  static void read(HistoryFile file, Reading reading) throws IOException {
    try (var stream = file.open();
        JsonParser json = MAPPER.createParser(stream)) {
      json.nextToken();
      reading.read(json);
    } catch (JacksonException e) {
      throw problem(file, e);
    }
  }

  /** The fields of the object the parser stands on; a value nobody reads is skipped. */
  static void fields(JsonParser json, Field field) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      field.read(name);
      json.skipChildren(); // does nothing when the value was read
    }
  }

  /** The members of the array the parser stands on, one tree at a time. */
  static void members(JsonParser json, Member member) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      long line = json.currentTokenLocation().getLineNr();
      member.read(tree(json), line);
    }
  }

  /** The value the parser stands on; the document goes on behind it. */
  static JsonNode tree(JsonParser json) {
    return json.readValueAsTree();
  }

  static @Nullable String text(JsonNode node, String field) {
    JsonNode value = node.get(field);
    if (value == null || value.isNull() || value.isContainer()) {
      return null;
    }
    return value.asString();
  }

  static String textOr(JsonNode node, String field, String otherwise) {
    String text = text(node, field);
    return text == null ? otherwise : text;
  }

  static Problem problem(HistoryFile file, JacksonException why) {
    long line = why.getLocation() == null ? 1 : Math.max(why.getLocation().getLineNr(), 1);
    Map<String, Object> params = Map.of("file", file.name(), "line", line);
    if (why instanceof StreamConstraintsException) {
      return Problem.invalid(
          "json_extreme",
          "%s, line %d: nested too deep or a value too long for a chat export."
              .formatted(file.name(), line),
          params);
    }
    if (why instanceof UnexpectedEndOfInputException) {
      return TextEncoding.cut(file);
    }
    return Problem.invalid(
        "json_broken",
        "%s, line %d: not valid JSON: %s".formatted(file.name(), line, why.getOriginalMessage()),
        params);
  }
}
