package io.liana.channel.telegram;

import io.liana.channel.Person;
import io.liana.channel.RawEvent;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What goes into the inbox: an update as it came, and what the platform leaves out of it but had
 * told before.
 *
 * @param me the bot's own number
 * @param memberUpdates the bot is told of joins and leaves by {@code chat_member}; lines about them
 *     in the chat are the same news again
 * @param role of the sender; null where nobody said
 * @param usernames whose {@code @names} those in the text are
 */
record Envelope(
    JsonNode update,
    long me,
    boolean memberUpdates,
    Person.@Nullable Role role,
    Map<String, Long> usernames) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  // What of a message is used here; the rest goes when an update is larger than the inbox allows.
  private static final java.util.Set<String> ESSENTIAL =
      java.util.Set.of(
          "message_id",
          "message_thread_id",
          "is_topic_message",
          "from",
          "sender_chat",
          "chat",
          "date",
          "edit_date",
          "text",
          "entities",
          "caption",
          "caption_entities",
          "new_chat_members",
          "left_chat_member",
          "new_chat_title");

  String write() {
    ObjectNode body = JSON.createObjectNode();
    body.put("me", me).put("member_updates", memberUpdates);
    if (role != null) {
      body.put("role", role.name().toLowerCase(Locale.ROOT));
    }
    if (!usernames.isEmpty()) {
      ObjectNode names = body.putObject("usernames");
      usernames.forEach(names::put);
    }
    body.set("update", update);
    String whole = JSON.writeValueAsString(body);
    if (whole.length() <= RawEvent.MAX_BODY) {
      return whole;
    }
    body.set("update", slim());
    return JSON.writeValueAsString(body);
  }

  private JsonNode slim() {
    JsonNode slim = update.deepCopy();
    for (JsonNode content : slim) {
      if (content instanceof ObjectNode message && message.has("message_id")) {
        long answered = message.path("reply_to_message").path("message_id").asLong(0);
        boolean media = Said.form(message) == io.liana.channel.InboundEvent.Form.MEDIA;
        message.retain(ESSENTIAL);
        if (answered != 0) {
          message.putObject("reply_to_message").put("message_id", answered);
        }
        if (media) {
          message.putObject("document");
        }
      }
    }
    return slim;
  }

  /**
   * @throws IllegalArgumentException when it is none
   */
  static Envelope read(String body) {
    JsonNode tree;
    try {
      tree = JSON.readTree(body);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not an update of Telegram", e);
    }
    if (!tree.path("update").isObject()) {
      throw new IllegalArgumentException("not an update of Telegram");
    }
    Map<String, Long> usernames = new HashMap<>();
    tree.path("usernames")
        .propertyStream()
        .forEach(name -> usernames.put(name.getKey(), name.getValue().asLong(0)));
    return new Envelope(
        tree.path("update"),
        Wire.number(tree, "me"),
        Wire.flag(tree, "member_updates"),
        role(Wire.text(tree, "role")),
        usernames);
  }

  static Person.@Nullable Role role(String word) {
    return switch (word) {
      case "owner" -> Person.Role.OWNER;
      case "admin" -> Person.Role.ADMIN;
      case "member" -> Person.Role.MEMBER;
      default -> null;
    };
  }
}
