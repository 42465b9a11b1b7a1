package io.liana.intake;

import io.liana.kernel.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an import has to be told before it can go on; made of the problem that stopped it. */
final class HistoryImportQuestion {
  private HistoryImportQuestion() {}

  /** Null when no answer would help. */
  static @Nullable Map<String, Object> of(Problem problem) {
    String about =
        switch (problem.code()) {
          case "format_unclear" -> "format";
          case "date_order_split", "date_order_unclear" -> "date_order";
          case "several_chats", "chat_missing" -> "chat";
          default -> null;
        };
    if (about == null) {
      return null;
    }
    Object options = problem.params().getOrDefault("options", problem.params().get("chats"));
    List<Map<String, Object>> choices =
        options instanceof List<?> list
            ? list.stream().map(value -> Map.<String, Object>of("value", value)).toList()
            : List.of();
    return Map.of("about", about, "choices", choices);
  }
}
