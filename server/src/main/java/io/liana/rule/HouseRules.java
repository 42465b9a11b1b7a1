package io.liana.rule;

import io.liana.community.Community;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The rules a community begins with, in the language its members most likely read. */
@Component
class HouseRules {
  private final JsonNode chinese;
  private final JsonNode english;

  HouseRules(JsonMapper json) {
    chinese = read(json, "house-rules.zh.json");
    english = read(json, "house-rules.en.json");
  }

  JsonNode suggestedFor(Community community) {
    return community.readsChinese() ? chinese : english;
  }

  private static JsonNode read(JsonMapper json, String name) {
    try (InputStream file =
        Objects.requireNonNull(HouseRules.class.getResourceAsStream(name), name)) {
      return json.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
