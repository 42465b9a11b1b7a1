package io.liana.cli;

import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** What an import found, for a person at a terminal. */
final class ImportText {
  private static final int SHOWN = 10;

  private ImportText() {}

  static void say(JsonNode summary, Terminal terminal) {
    String order = summary.path("date_order").asString("");
    terminal.say(
        "%s, times in %s%s"
            .formatted(
                summary.path("format").asString(""),
                summary.path("zone").asString(""),
                order.isEmpty() ? "" : ", dates " + order));
    var counts = new ArrayList<String>();
    summary
        .path("counts")
        .properties()
        .forEach(
            count -> counts.add("%,d %s".formatted(count.getValue().asLong(), count.getKey())));
    terminal.say(
        "%s · %,d members".formatted(String.join(", ", counts), summary.path("members").asLong()));
    terminal.say(
        "from %s to %s"
            .formatted(summary.path("first").asString("–"), summary.path("last").asString("–")));
    if (summary.has("added")) {
      terminal.say(
          "%,d events added, %,d were there already"
              .formatted(summary.path("added").asLong(), summary.path("known").asLong()));
    }
    summary.path("notes").forEach(note -> terminal.say("note: " + note.asString()));
    unreadable(summary, terminal);
  }

  private static void unreadable(JsonNode summary, Terminal terminal) {
    long lines = summary.path("unreadable_lines").asLong();
    if (lines == 0) {
      return;
    }
    terminal.say("%,d lines could not be read:".formatted(lines));
    int shown = 0;
    for (JsonNode line : summary.path("unreadable")) {
      if (shown++ == SHOWN) {
        terminal.say("  … --json shows more");
        return;
      }
      terminal.say(
          "  %s:%d  %s  %s"
              .formatted(
                  line.path("file").asString(""),
                  line.path("line").asLong(),
                  line.path("why").asString(""),
                  line.path("text").asString("")));
    }
  }
}
