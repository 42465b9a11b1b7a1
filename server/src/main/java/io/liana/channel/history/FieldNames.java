package io.liana.channel.history;

import io.liana.channel.EventKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which column or key means what ({@code columns.tsv}), and what a type is called ({@code
 * types.tsv}).
 */
final class FieldNames {
  private static final Map<String, List<String>> NAMES = names();
  private static final Map<String, String> KINDS = kinds();
  static final String BOT = "bot";

  private final Map<String, String> nameOf = new LinkedHashMap<>();

  /**
   * @param present the columns or keys there are
   */
  FieldNames(List<String> present) {
    var taken = new ArrayList<String>();
    NAMES.forEach(
        (field, names) -> {
          for (String name : names) {
            for (String found : present) {
              boolean same = found.strip().equalsIgnoreCase(name);
              if (same && !nameOf.containsKey(field) && !taken.contains(found)) {
                nameOf.put(field, found);
                taken.add(found);
              }
            }
          }
        });
  }

  /** The column or key for this field, as written. */
  @Nullable String of(String field) {
    return nameOf.get(field);
  }

  boolean has(String field) {
    return nameOf.containsKey(field);
  }

  /** Enough to be a history: when, and who or what. */
  boolean isHistory() {
    return has("at") && has("sender") && (has("text") || has("type") || has("length"));
  }

  /** The kind a type word means, "bot" for a bot's message; null when nobody knows the word. */
  static @Nullable String kind(String word) {
    return KINDS.get(word.strip().toLowerCase(Locale.ROOT));
  }

  static EventKind eventKind(String kind) {
    return kind.equals(BOT) ? EventKind.MESSAGE : EventKind.of(kind);
  }

  private static Map<String, List<String>> names() {
    var names = new LinkedHashMap<String, List<String>>();
    for (String[] row : Table.rows("columns.tsv")) {
      names.computeIfAbsent(row[0], f -> new ArrayList<>()).add(row[1]);
    }
    return names;
  }

  private static Map<String, String> kinds() {
    var kinds = new HashMap<String, String>();
    for (String[] row : Table.rows("types.tsv")) {
      kinds.put(row[1], row[0]);
    }
    return kinds;
  }
}
