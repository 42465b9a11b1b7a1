package io.liana.simulate.telegram;

import io.liana.simulate.telegram.SimChat.Link;
import io.liana.simulate.telegram.SimChat.Seat;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everybody and everything there is. One lock for all of it; {@link #changed} wakes whoever waits
 * for updates.
 */
final class World {
  static final JsonMapper JSON = JsonMapper.builder().build();

  final Clock clock;
  final Map<String, SimBot> bots = new HashMap<>();
  final Map<Long, ObjectNode> users = new HashMap<>();
  final Map<Long, SimChat> chats = new HashMap<>();
  final List<ObjectNode> calls = new ArrayList<>();
  private long nextSupergroup = -1_001_000_000_001L;
  private long nextGroup = -4_001;
  private long nextLink = 1;

  World(Clock clock) {
    this.clock = clock;
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  // ---- who and where

  SimBot bot(String token, String username, boolean readsAll) {
    var bot = new SimBot(token, username, readsAll, 700_000_000L + bots.size() * 1_000_000L);
    bots.put(token, bot);
    ObjectNode user = user(bot.id, "Liana", "", username);
    user.put("is_bot", true);
    return bot;
  }

  SimBot botById(long id) {
    return bots.values().stream().filter(bot -> bot.id == id).findFirst().orElseThrow();
  }

  ObjectNode user(long id, String first, String last, String username) {
    ObjectNode user = JSON.createObjectNode();
    user.put("id", id).put("is_bot", false).put("first_name", first);
    if (!last.isEmpty()) {
      user.put("last_name", last);
    }
    if (!username.isEmpty()) {
      user.put("username", username);
    }
    users.put(id, user);
    return user;
  }

  ObjectNode user(long id) {
    ObjectNode user = users.get(id);
    if (user == null) {
      throw new NoSuchElementException("user " + id);
    }
    return user;
  }

  SimChat group(String type, String title, long owner) {
    long id = type.equals("supergroup") ? nextSupergroup-- : nextGroup--;
    var chat = new SimChat(id, type, title);
    chats.put(id, chat);
    chat.seat(owner).status = "creator";
    return chat;
  }

  SimChat chat(long id) {
    SimChat chat = chats.get(id);
    if (chat == null) {
      throw new NoSuchElementException("chat " + id);
    }
    return chat;
  }

  Link link(SimChat chat, long creator, String name, boolean asks, int most, long expires) {
    var link =
        new Link(
            "https://t.me/+Sim%08dLink".formatted(nextLink++), name, creator, asks, most, expires);
    chat.links.put(link.url, link);
    return link;
  }

  // ---- as Telegram writes them

  ObjectNode json(SimChat chat) {
    return JSON.createObjectNode()
        .put("id", chat.id)
        .put("type", chat.type)
        .put("title", chat.title);
  }

  ObjectNode privateChat(long user) {
    ObjectNode someone = user(user);
    return JSON.createObjectNode()
        .put("id", user)
        .put("type", "private")
        .put("first_name", someone.path("first_name").asString());
  }

  ObjectNode json(Link link) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("invite_link", link.url)
            .put("name", link.name)
            .put("creates_join_request", link.asks)
            .put("is_primary", false)
            .put("is_revoked", link.revoked);
    json.set("creator", user(link.creator));
    if (link.most > 0) {
      json.put("member_limit", link.most);
    }
    if (link.expires > 0) {
      json.put("expire_date", link.expires);
    }
    return json;
  }

  ObjectNode member(long user, Seat seat) {
    ObjectNode json = JSON.createObjectNode();
    json.set("user", user(user));
    boolean restricted = seat.muted && seat.status.equals("member");
    json.put("status", restricted ? "restricted" : seat.status);
    if (restricted) {
      json.put("is_member", true).put("can_send_messages", false).put("until_date", seat.until);
    }
    if (seat.status.equals("kicked")) {
      json.put("until_date", seat.until);
    }
    if (seat.status.equals("administrator")) {
      for (String right :
          List.of("can_delete_messages", "can_restrict_members", "can_invite_users")) {
        json.put(right, seat.rights.contains(right));
      }
    }
    return json;
  }

  /** A message object of this chat, not said yet. */
  ObjectNode message(SimChat chat, @Nullable Long from) {
    ObjectNode message = JSON.createObjectNode();
    message.put("message_id", chat.nextMessage++);
    message.put("date", now());
    message.set("chat", json(chat));
    if (from != null) {
      message.set("from", user(from));
    }
    chat.said.put(message.path("message_id").asLong(), new SimChat.Said(message, now()));
    return message;
  }

  // ---- telling bots

  void tell(SimBot bot, String kind, ObjectNode content) {
    if (!bot.wants(kind)) {
      return;
    }
    long id = bot.nextUpdate++;
    ObjectNode body = JSON.createObjectNode();
    body.put("update_id", id);
    body.set(kind, content);
    (bot.holding.contains(kind) ? bot.held : bot.updates).add(new SimBot.Update(id, kind, body));
    changed();
  }

  /** What was held back comes now, after what was said meanwhile, under new numbers. */
  void release(SimBot bot) {
    bot.holding.clear();
    List<SimBot.Update> late = List.copyOf(bot.held);
    bot.held.clear();
    for (SimBot.Update update : late) {
      tell(bot, update.kind(), (ObjectNode) update.body().path(update.kind()));
    }
  }

  /** Tells every bot in the chat that may see it. */
  void tellMessage(SimChat chat, ObjectNode message, boolean service) {
    for (SimBot bot : botsIn(chat)) {
      if (message.path("from").path("id").asLong() == bot.id) {
        continue;
      }
      boolean addressed =
          message.path("text").asString("").startsWith("/")
              || message.path("text").asString("").contains("@" + bot.username)
              || message.path("reply_to_message").path("from").path("id").asLong() == bot.id;
      if (service || bot.readsAll || chat.seat(bot.id).admin() || addressed) {
        tell(bot, message.has("edit_date") ? "edited_message" : "message", message.deepCopy());
      }
    }
  }

  /** Tells administrators, and the bot itself about itself. */
  void tellMember(
      SimChat chat, long by, long user, ObjectNode before, @Nullable Link link, boolean approved) {
    ObjectNode change = JSON.createObjectNode();
    change.set("chat", json(chat));
    change.set("from", user(by));
    change.put("date", now());
    change.set("old_chat_member", before);
    change.set("new_chat_member", member(user, chat.seat(user)));
    if (link != null) {
      change.set("invite_link", json(link));
    }
    if (approved) {
      change.put("via_join_request", true);
    }
    for (SimBot bot : bots.values()) {
      Seat seat = chat.seats.get(bot.id);
      if (bot.id == user) {
        tell(bot, "my_chat_member", change.deepCopy());
      } else if (seat != null && seat.admin()) {
        tell(bot, "chat_member", change.deepCopy());
      }
    }
  }

  List<SimBot> botsIn(SimChat chat) {
    return bots.values().stream()
        .filter(bot -> chat.seats.containsKey(bot.id) && chat.seat(bot.id).in())
        .toList();
  }

  ArrayNode array() {
    return JSON.createArrayNode();
  }

  synchronized void changed() {
    notifyAll();
  }
}
