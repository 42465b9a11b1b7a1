package io.liana.backup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup holds.
 *
 * @param format of this file; a reader knows the ones it can read
 * @param schemaVersion the newest migration the tables had
 */
record Manifest(
    int format,
    String lianaVersion,
    String schemaVersion,
    String postgresVersion,
    Instant madeAt,
    List<Table> tables,
    List<Sequence> sequences) {
  static final int FORMAT = 1;
  static final String ENTRY = "manifest.json";

  /** The key file of the data folder, see channel.account. */
  static final String KEY = "secrets.key";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /**
   * @param partitionOf the table it is a partition of, with its {@code bound}, e.g. {@code FOR
   *     VALUES FROM ('2026-11-22') TO ('2026-11-23')}
   */
  record Table(
      String name,
      List<String> columns,
      long rows,
      @Nullable String partitionOf,
      @Nullable String bound) {
    String entry() {
      return "tables/" + name + ".copy";
    }

    String columnList() {
      return String.join(", ", columns.stream().map(Manifest::quoted).toList());
    }
  }

  record Sequence(String name, long lastValue) {}

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
