package io.liana.channel.telegram;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What Telegram is asked to say: plain text and entities beside it, so that nothing a member wrote
 * can ever be read as markup.
 *
 * @param entities text_mention entities; offsets count UTF-16 units, as Java's do
 */
record Wording(String text, List<Map<String, Object>> entities) {
  /** The platform's limit, counted so that it never refuses. */
  static final int LONGEST = 4_096;

  /**
   * Names people so that they are told. Where the text has their name already that becomes the
   * mention, otherwise the name goes before the text; who was never met is not named.
   *
   * @param names by user id
   */
  static Wording of(String text, List<String> mentions, Map<Long, String> names) {
    Map<Long, String> wanted = new LinkedHashMap<>();
    for (String key : mentions) {
      long user = Wire.userId(key);
      String name = names.getOrDefault(user, "");
      if (!name.isEmpty()) {
        wanted.put(user, name);
      }
    }
    var before = new StringBuilder();
    for (String name : wanted.values()) {
      before.append(text.contains(name) ? "" : name + " ");
    }
    String whole = before + text;
    List<Map<String, Object>> entities = new ArrayList<>();
    wanted.forEach(
        (user, name) ->
            entities.add(
                Map.of(
                    "type",
                    "text_mention",
                    "offset",
                    whole.indexOf(name),
                    "length",
                    name.length(),
                    "user",
                    // What the Bot API reads of it is the id.
                    Map.of("id", user, "is_bot", false, "first_name", name))));
    return new Wording(whole, entities);
  }
}
