package io.liana.channel.history;

import io.liana.kernel.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * Finds out what a file is: a JSON document by its keys, a text by what all of its lines look like.
 */
final class FormatSniffer {
  /** A message may quote a line of another app; a quarter of all lines is more than quoting. */
  private static final int CLEAR = 4;

  private static final List<String> SLACK_LISTS =
      List.of("users.json", "channels.json", "groups.json", "dms.json", "mpims.json");

  private FormatSniffer() {}

  /** Null when it is no chat export we know. */
  static @Nullable HistoryFormat sniff(HistoryFile file) throws IOException {
    char first = firstCharacter(file);
    if (first == 0) {
      return null;
    }
    if (first == '{' || first == '[') {
      TextFile text = TextFile.of(file);
      String line = firstLineIfShort(text);
      if (line == null) {
        return json(file); // a whole document in one line
      }
      if (first == '{' && NdjsonReader.looksLikeIt(line)) {
        return HistoryFormat.NDJSON;
      }
      boolean bracketed =
          first == '[' && votes(text).values().stream().anyMatch(count -> count > 0);
      return bracketed ? text(text) : json(file);
    }
    TextFile text = TextFile.of(file);
    String header = firstLine(text);
    if (QqReader.isPreamble(header)) {
      return HistoryFormat.QQ;
    }
    String[] cells = header.split(String.valueOf(CsvRows.separator(header)));
    if (cells.length > 2 && new FieldNames(unquoted(cells)).isHistory()) {
      return HistoryFormat.CSV;
    }
    return text(text);
  }

  private static List<String> unquoted(String[] cells) {
    var plain = new ArrayList<String>();
    for (String cell : cells) {
      plain.add(cell.replace("\"", ""));
    }
    return plain;
  }

  private static char firstCharacter(HistoryFile file) throws IOException {
    try (var stream = file.open()) {
      byte[] head = stream.readNBytes(256);
      for (byte b : head) {
        if (b > ' ' && b < 127) {
          return (char) b;
        }
      }
      return head.length == 0 ? 0 : '?';
    }
  }

  private static String firstLine(TextFile text) throws IOException {
    try (var lines = text.lines()) {
      String line = lines.next();
      while (line != null && line.isBlank()) {
        line = lines.next();
      }
      return line == null ? "" : line;
    }
  }

  private static @Nullable String firstLineIfShort(TextFile text) throws IOException {
    try {
      return firstLine(text);
    } catch (Problem e) {
      if (e.code().equals("line_too_long")) {
        return null;
      }
      throw e;
    }
  }

  private static @Nullable HistoryFormat text(TextFile text) throws IOException {
    Map<HistoryFormat, Long> votes = votes(text);
    var ranked = new ArrayList<>(votes.entrySet());
    ranked.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    long best = ranked.getFirst().getValue();
    long next = ranked.get(1).getValue();
    if (best == 0) {
      return null;
    }
    if (next * CLEAR > best) {
      throw unclear(text.name(), ranked.get(0), ranked.get(1));
    }
    return ranked.getFirst().getKey();
  }

  private static Problem unclear(
      String file, Map.Entry<HistoryFormat, Long> best, Map.Entry<HistoryFormat, Long> next) {
    String one = best.getKey().code();
    String other = next.getKey().code();
    return Problem.invalid(
        "format_unclear",
        "%s: %,d lines look like %s and %,d like %s. Say which with --format."
            .formatted(file, best.getValue(), one, next.getValue(), other),
        Map.of("file", file, "options", List.of(one, other)));
  }

  private static Map<HistoryFormat, Long> votes(TextFile text) throws IOException {
    var votes = new EnumMap<HistoryFormat, Long>(HistoryFormat.class);
    for (HistoryFormat format :
        List.of(HistoryFormat.WHATSAPP, HistoryFormat.QQ, HistoryFormat.LINE, HistoryFormat.IRC)) {
      votes.put(format, 0L);
    }
    boolean lineDay = false;
    try (var lines = text.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        lineDay |= StampScanner.dateLine(line) != null;
        HistoryFormat looks = looksLike(line, lineDay);
        if (looks != null) {
          votes.merge(looks, 1L, Long::sum);
        }
      }
    }
    return votes;
  }

  private static @Nullable HistoryFormat looksLike(String line, boolean lineDay) {
    if (line.length() < 6) {
      return null;
    }
    if (WhatsAppHeader.of(line) != null) {
      return HistoryFormat.WHATSAPP;
    }
    if (QqHeader.of(line) != null) {
      return HistoryFormat.QQ;
    }
    IrcLine irc = IrcLine.of(line);
    if (irc.kind() != null && (irc.time() != null || line.startsWith("=== "))) {
      return HistoryFormat.IRC;
    }
    return lineDay && LineHeader.of(line) != null ? HistoryFormat.LINE : null;
  }

  private static @Nullable HistoryFormat json(HistoryFile file) throws IOException {
    var found = new HistoryFormat[1];
    JsonSource.read(
        file,
        json -> {
          if (json.currentToken() == JsonToken.START_ARRAY) {
            found[0] = slack(file, json);
          } else if (json.currentToken() == JsonToken.START_OBJECT) {
            found[0] = object(json);
          }
        });
    return found[0];
  }

  private static @Nullable HistoryFormat slack(HistoryFile file, JsonParser json) {
    if (SLACK_LISTS.contains(file.lastName())) {
      return HistoryFormat.SLACK;
    }
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return SlackReader.isDay(file) ? HistoryFormat.SLACK : null;
    }
    JsonNode first = JsonSource.tree(json);
    return first.has("ts") && first.has("type") ? HistoryFormat.SLACK : null;
  }

  private static @Nullable HistoryFormat object(JsonParser json) throws IOException {
    var keys = new HashSet<String>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      keys.add(name);
      json.nextToken();
      if (name.equals("chats")) {
        return HistoryFormat.TELEGRAM;
      }
      if (name.equals("messages") && json.currentToken() == JsonToken.START_ARRAY) {
        boolean message = json.nextToken() == JsonToken.START_OBJECT;
        JsonNode first = message ? JsonSource.tree(json) : null;
        json.skipChildren(); // whatever it is, it has to be within the limits
        return byMessage(keys, first);
      }
      json.skipChildren();
    }
    return null;
  }

  private static @Nullable HistoryFormat byMessage(Set<String> keys, @Nullable JsonNode first) {
    if (keys.contains("weflow") || (first != null && first.has("localType"))) {
      return HistoryFormat.WECHAT;
    }
    if (keys.contains("guild") || keys.contains("channel")) {
      return HistoryFormat.DISCORD;
    }
    boolean telegram =
        first == null
            ? keys.contains("type")
            : first.has("date_unixtime")
                || first.has("from_id")
                || (first.has("date") && first.has("type"));
    if (telegram) {
      return HistoryFormat.TELEGRAM;
    }
    return first != null && first.has("author") && first.has("timestamp")
        ? HistoryFormat.DISCORD
        : null;
  }
}
