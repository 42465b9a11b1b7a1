package io.liana.channel.history;

import io.liana.channel.EventKind;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The shape events and summaries have for scripts: {@code --events} and {@code --json}. */
public final class HistoryJson {
  private HistoryJson() {}

  /** An IRC {@code /me} is a message. */
  static String type(HistoryEvent event) {
    return event.kind() == EventKind.ACTION ? EventKind.MESSAGE.code() : event.kind().code();
  }

  public static Map<String, Object> event(HistoryEvent event, ZoneId zone) {
    var json = new LinkedHashMap<String, Object>();
    json.put("at", at(event.at(), zone));
    json.put("type", type(event));
    HistoryPerson sender = event.sender();
    if (sender != null) {
      json.put("sender", sender.name());
    }
    json.put("text", event.text());
    HistoryPerson target = event.target();
    if (target != null) {
      json.put("target", target.name());
    }
    if (sender != null && sender.id() != null) {
      json.put("sender_id", sender.id());
    }
    if (event.key() != null) {
      json.put("id", event.key());
    }
    if (event.replyTo() != null) {
      json.put("reply_to", event.replyTo());
    }
    if (!event.mentions().isEmpty()) {
      json.put("mentions", event.mentions().stream().map(HistoryPerson::name).toList());
    }
    if (event.bot()) {
      json.put("bot", true);
    }
    if (event.kind() == EventKind.ACTION) {
      json.put("action", true);
    }
    if (event.text().isEmpty() && event.length() > 0) {
      json.put("length", event.length());
    }
    return json;
  }

  public static Map<String, Object> summary(HistorySummary summary, ZoneId zone) {
    var json = new LinkedHashMap<String, Object>();
    json.put("format", summary.format().code());
    json.put("zone", summary.zone());
    json.put("date_order", summary.dateOrder() == null ? null : summary.dateOrder().code());
    json.put("counts", new TreeMap<>(summary.counts()));
    json.put("members", summary.members());
    json.put("first", atOrNull(summary.first(), zone));
    json.put("last", atOrNull(summary.last(), zone));
    json.put("unreadable", unreadable(summary.unreadable()));
    json.put("unreadable_lines", summary.unreadableLines());
    json.put("skipped", summary.skipped());
    json.put("notes", summary.notes());
    return json;
  }

  public static List<Map<String, Object>> unreadable(List<Unreadable> lines) {
    return lines.stream()
        .map(
            line ->
                Map.<String, Object>of(
                    "file",
                    line.file(),
                    "line",
                    line.line(),
                    "why",
                    line.why().code(),
                    "text",
                    line.text()))
        .toList();
  }

  private static @Nullable String atOrNull(@Nullable Instant at, ZoneId zone) {
    return at == null ? null : at(at, zone);
  }

  /** ISO 8601 with offset, seconds always written. */
  static String at(Instant at, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.atZone(zone).toOffsetDateTime());
  }
}
