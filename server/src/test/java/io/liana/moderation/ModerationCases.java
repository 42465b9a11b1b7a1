package io.liana.moderation;

import io.liana.kit.SharedData;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rows of the tables in {@code shared/cases/moderation.json}. */
final class ModerationCases {
  private ModerationCases() {}

  static Stream<JsonNode> rows(String table) {
    JsonNode all = JsonMapper.shared().readTree(SharedData.path("cases/moderation.json"));
    return all.get(table).get("rows").valueStream();
  }
}
