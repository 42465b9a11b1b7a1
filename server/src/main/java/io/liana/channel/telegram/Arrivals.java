package io.liana.channel.telegram;

import io.liana.channel.Person;
import io.liana.channel.RawEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Makes updates ready for the inbox, in their order: remembers what they tell about the bot, its
 * chats and people, and writes beside each what {@link UpdateReader} cannot know from it alone.
 * Taking the same update twice changes nothing.
 */
@Component
class Arrivals {
  private static final Logger log = LoggerFactory.getLogger(Arrivals.class);

  /** What we ask Telegram to tell us. */
  static final List<String> KINDS =
      List.of(
          "message",
          "edited_message",
          "chat_member",
          "my_chat_member",
          "chat_join_request",
          "message_reaction");

  private final Chats chats;
  private final TelegramStore store;

  Arrivals(Chats chats, TelegramStore store) {
    this.chats = chats;
    this.store = store;
  }

  List<RawEvent> take(Bot bot, List<JsonNode> updates) {
    meet(bot.account(), updates);
    Map<Long, Map<Long, String>> staff = new HashMap<>();
    List<RawEvent> raw = new ArrayList<>();
    for (JsonNode update : updates) {
      try {
        RawEvent event = take(bot, update, staff);
        if (event != null) {
          raw.add(event);
        }
      } catch (IllegalArgumentException senseless) {
        // Kept out: without a time or a chat nothing could ever be made of it.
        log.warn(
            "Update {} of bot {} makes no sense: {}",
            Wire.number(update, "update_id"),
            bot.account(),
            senseless.getMessage());
      }
    }
    return raw;
  }

  private @Nullable RawEvent take(Bot bot, JsonNode update, Map<Long, Map<Long, String>> staff) {
    String kind = KINDS.stream().filter(update::has).findFirst().orElse("");
    JsonNode content = update.path(kind);
    JsonNode chat = content.path("chat");
    if (kind.isEmpty() || !chat.isObject()) {
      return null;
    }
    Instant at = Wire.time(content, content.has("edit_date") ? "edit_date" : "date");
    if (!Wire.isGroup(chat)) {
      privately(bot.account(), kind, content, at);
      return null;
    }
    if (kind.equals("my_chat_member")) {
      chats.standing(bot, content);
      return null;
    }
    long id = Wire.number(chat, "id");
    if (content.has("migrate_to_chat_id")) {
      chats.migrated(bot.account(), id, Wire.number(content, "migrate_to_chat_id"), at);
      return null;
    }
    if (content.has("migrate_from_chat_id")) {
      chats.migrated(bot.account(), Wire.number(content, "migrate_from_chat_id"), id, at);
      return null;
    }
    Chat known = chats.meet(bot, chat);
    if (content.has("new_chat_title")) {
      chats.renamed(bot.account(), id, Wire.text(content, "new_chat_title"));
    }
    Map<Long, String> roles =
        staff.computeIfAbsent(id, chatId -> store.staff(bot.account(), chatId));
    if (kind.equals("chat_member")) {
      follow(bot.account(), id, content.path("new_chat_member"), roles);
    }
    long sender = Wire.number(content.path("from"), "id");
    var envelope =
        new Envelope(
            update,
            Long.parseLong(bot.token().id()),
            known.administrator(),
            role(roles.get(sender)),
            usernames(bot.account(), content));
    return new RawEvent(
        TelegramConnector.PLATFORM,
        bot.account(),
        known.groupKey(),
        key(kind, id, content, update),
        at,
        envelope.write());
  }

  private static String key(String kind, long chat, JsonNode content, JsonNode update) {
    return kind.equals("message")
        ? "message:%d:%d".formatted(chat, Wire.number(content, "message_id"))
        : "%s:%d:%d".formatted(kind, chat, Wire.number(update, "update_id"));
  }

  private static Person.Role role(@Nullable String stored) {
    Person.Role role = Envelope.role(stored == null ? "member" : stored);
    return role == null ? Person.Role.MEMBER : role;
  }

  private void follow(String account, long chat, JsonNode member, Map<Long, String> roles) {
    long user = Wire.number(member.path("user"), "id");
    String role =
        switch (Wire.role(member)) {
          case OWNER -> "owner";
          case ADMIN -> "admin";
          case MEMBER -> null;
        };
    if (!java.util.Objects.equals(roles.get(user), role)) {
      store.staff(account, chat, user, role);
      if (role == null) {
        roles.remove(user);
      } else {
        roles.put(user, role);
      }
    }
  }

  private Map<String, Long> usernames(String account, JsonNode message) {
    Set<String> names = Said.usernames(message);
    return names.isEmpty() ? Map.of() : store.byUsername(account, names);
  }

  /** Who opens the private chat may be written to; who blocks the bot may not. */
  private void privately(String account, String kind, JsonNode content, Instant at) {
    if (!Wire.text(content.path("chat"), "type").equals("private")) {
      return;
    }
    boolean open =
        !kind.equals("my_chat_member")
            || Wire.text(content.path("new_chat_member"), "status").equals("member");
    store.privateChat(account, Wire.number(content.path("from"), "id"), open, at);
  }

  private void meet(String account, List<JsonNode> updates) {
    Map<Long, TelegramStore.User> met = new HashMap<>();
    for (JsonNode update : updates) {
      for (JsonNode content : update) {
        note(content.path("from"), met);
        note(content.path("user"), met);
        note(content.path("new_chat_member").path("user"), met);
        content.path("new_chat_members").forEach(user -> note(user, met));
        Said.entities(content).forEach(entity -> note(entity.path("user"), met));
      }
    }
    if (!met.isEmpty()) {
      store.met(account, new LinkedHashSet<>(met.values()));
    }
  }

  private static void note(JsonNode user, Map<Long, TelegramStore.User> met) {
    long id = Wire.number(user, "id");
    if (id > 0) {
      String username = Wire.text(user, "username").toLowerCase(java.util.Locale.ROOT);
      met.put(
          id, new TelegramStore.User(id, username.isEmpty() ? null : username, Wire.name(user)));
    }
  }
}
