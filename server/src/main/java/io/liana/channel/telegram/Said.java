package io.liana.channel.telegram;

import io.liana.channel.InboundEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What somebody said with one message object: its words, its form, whom it names. Pure. */
final class Said {
  private static final List<String> MEDIA =
      List.of(
          "animation",
          "audio",
          "checklist",
          "contact",
          "dice",
          "document",
          "game",
          "invoice",
          "location",
          "paid_media",
          "photo",
          "poll",
          "sticker",
          "story",
          "venue",
          "video",
          "video_note",
          "voice");
  private static final int MOST_ENTITIES = 200;

  private Said() {}

  /** Null when nobody said anything: a line of the platform about the chat itself. */
  static InboundEvent.@Nullable Form form(JsonNode message) {
    if (message.has("text")) {
      return InboundEvent.Form.TEXT;
    }
    return MEDIA.stream().anyMatch(message::has) ? InboundEvent.Form.MEDIA : null;
  }

  /**
   * Text or caption, and what else of a message is words: a poll's question and answers, a
   * contact's name and number. An address behind a link is written out after its words, so that
   * house rules see where it leads.
   */
  static String words(JsonNode message) {
    String text = Wire.text(message, "text");
    var words = new StringBuilder(text.isEmpty() ? Wire.text(message, "caption") : text);
    List<JsonNode> links = new ArrayList<>();
    entities(message).stream()
        .filter(entity -> Wire.text(entity, "type").equals("text_link"))
        .forEach(links::add);
    links.sort(Comparator.comparingInt(Said::end).reversed());
    for (JsonNode link : links) {
      if (end(link) <= words.length()) {
        words.insert(end(link), " <" + Wire.text(link, "url") + ">");
      }
    }
    JsonNode poll = message.path("poll");
    if (poll.isObject()) {
      line(words, Wire.text(poll, "question"));
      poll.path("options").forEach(option -> line(words, Wire.text(option, "text")));
    }
    JsonNode contact = message.path("contact");
    if (contact.isObject()) {
      line(words, (Wire.name(contact) + " " + Wire.text(contact, "phone_number")).strip());
    }
    return words.toString();
  }

  private static void line(StringBuilder words, String line) {
    if (!line.isEmpty()) {
      words.append(words.isEmpty() ? "" : "\n").append(line);
    }
  }

  /** The {@code @names} in it, in lower case without the @. */
  static Set<String> usernames(JsonNode message) {
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode entity : entities(message)) {
      if (Wire.text(entity, "type").equals("mention")) {
        String name = slice(message, entity);
        if (name.startsWith("@")) {
          names.add(name.substring(1).toLowerCase(Locale.ROOT));
        }
      }
    }
    return names;
  }

  /**
   * Keys of the people named.
   *
   * @param known whose {@code @name} it is, where we have met them
   */
  static List<String> mentions(JsonNode message, Map<String, Long> known) {
    Set<String> people = new LinkedHashSet<>();
    for (JsonNode entity : entities(message)) {
      long user =
          switch (Wire.text(entity, "type")) {
            case "text_mention" -> Wire.number(entity.path("user"), "id");
            case "mention" -> {
              String name = slice(message, entity).toLowerCase(Locale.ROOT);
              yield name.isEmpty() ? 0 : known.getOrDefault(name.substring(1), 0L);
            }
            default -> 0;
          };
      if (user != 0) {
        people.add(Wire.userKey(user));
      }
    }
    return List.copyOf(people);
  }

  static List<JsonNode> entities(JsonNode message) {
    JsonNode entities = message.path(message.has("text") ? "entities" : "caption_entities");
    return entities.valueStream().limit(MOST_ENTITIES).toList();
  }

  /** Offsets count UTF-16 units, as Java's do. */
  private static String slice(JsonNode message, JsonNode entity) {
    String text = Wire.text(message, message.has("text") ? "text" : "caption");
    int from = entity.path("offset").asInt(-1);
    int to = end(entity);
    return from < 0 || to <= from || to > text.length() ? "" : text.substring(from, to);
  }

  private static int end(JsonNode entity) {
    long end = (long) entity.path("offset").asInt(-1) + entity.path("length").asInt(0);
    return end < 0 || end > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) end;
  }
}
