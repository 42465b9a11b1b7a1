package io.liana.simulate.telegram;

import io.liana.simulate.telegram.SimChat.Link;
import io.liana.simulate.telegram.SimChat.Seat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people do in chats; every act tells the bots what Telegram would tell them. */
final class People {
  private final World world;

  People(World world) {
    this.world = world;
  }

  /** By a link, by a hand, or by themselves. */
  void join(SimChat chat, long user, @Nullable Long by, @Nullable Link link, boolean approved) {
    Seat seat = chat.seat(user);
    ObjectNode before = world.member(user, seat);
    seat.status = "member";
    seat.muted = false;
    if (link != null) {
      link.used++;
    }
    long actor = by == null ? user : by;
    ObjectNode line = world.message(chat, approved ? user : actor);
    line.putArray("new_chat_members").add(world.user(user));
    world.tellMember(chat, actor, user, before, link, approved);
    world.tellMessage(chat, line, true);
  }

  void leave(SimChat chat, long user, @Nullable Long by, boolean ban, long until) {
    Seat seat = chat.seat(user);
    boolean wasIn = seat.in();
    ObjectNode before = world.member(user, seat);
    seat.status = ban ? "kicked" : "left";
    seat.until = until;
    seat.rights.clear();
    long actor = by == null ? user : by;
    world.tellMember(chat, actor, user, before, null, false);
    if (wasIn) {
      ObjectNode line = world.message(chat, actor);
      line.set("left_chat_member", world.user(user));
      world.tellMessage(chat, line, true);
    }
  }

  void unban(SimChat chat, long user, long by) {
    Seat seat = chat.seat(user);
    ObjectNode before = world.member(user, seat);
    seat.status = "left";
    world.tellMember(chat, by, user, before, null, false);
  }

  void promote(SimChat chat, long user, long by, Set<String> rights) {
    Seat seat = chat.seat(user);
    ObjectNode before = world.member(user, seat);
    seat.status = "administrator";
    seat.rights.clear();
    seat.rights.addAll(rights);
    world.tellMember(chat, by, user, before, null, false);
  }

  void demote(SimChat chat, long user, long by) {
    Seat seat = chat.seat(user);
    ObjectNode before = world.member(user, seat);
    seat.status = "member";
    seat.rights.clear();
    world.tellMember(chat, by, user, before, null, false);
  }

  void mute(SimChat chat, long user, long by, boolean muted, long until) {
    Seat seat = chat.seat(user);
    ObjectNode before = world.member(user, seat);
    seat.muted = muted;
    seat.until = until;
    world.tellMember(chat, by, user, before, null, false);
  }

  void ask(SimChat chat, long user, @Nullable Link link) {
    chat.requests.put(user, link);
    ObjectNode request = World.JSON.createObjectNode();
    request.set("chat", world.json(chat));
    request.set("from", world.user(user));
    request.put("user_chat_id", user).put("date", world.now());
    if (link != null) {
      request.set("invite_link", world.json(link));
    }
    for (SimBot bot : world.botsIn(chat)) {
      if (chat.seat(bot.id).may("can_invite_users")) {
        world.tell(bot, "chat_join_request", request.deepCopy());
      }
    }
  }

  /**
   * @param more fields of the message beyond text: entities, photo, sender_chat …
   */
  ObjectNode say(SimChat chat, long user, @Nullable String text, long replyTo, JsonNode more) {
    ObjectNode message = world.message(chat, user);
    if (text != null) {
      message.put("text", text);
    }
    SimChat.Said answered = chat.said.get(replyTo);
    if (answered != null) {
      ObjectNode short_ = answered.body.deepCopy();
      short_.remove("reply_to_message");
      message.set("reply_to_message", short_);
    }
    more.propertyStream().forEach(field -> message.set(field.getKey(), field.getValue()));
    world.tellMessage(chat, message, false);
    return message;
  }

  void edit(SimChat chat, long id, String text) {
    SimChat.Said said = chat.said.get(id);
    if (said == null) {
      throw new java.util.NoSuchElementException("message " + id);
    }
    said.body.put("text", text).put("edit_date", world.now());
    world.tellMessage(chat, said.body, false);
  }

  void react(SimChat chat, long id, long user, String emoji, boolean take) {
    ObjectNode change = World.JSON.createObjectNode();
    change.set("chat", world.json(chat));
    change.put("message_id", id).put("date", world.now());
    change.set("user", world.user(user));
    ObjectNode reaction = World.JSON.createObjectNode().put("type", "emoji").put("emoji", emoji);
    change.putArray("old_reaction");
    change.putArray("new_reaction");
    ((tools.jackson.databind.node.ArrayNode) change.path(take ? "old_reaction" : "new_reaction"))
        .add(reaction);
    for (SimBot bot : world.botsIn(chat)) {
      if (chat.seat(bot.id).admin()) {
        world.tell(bot, "message_reaction", change.deepCopy());
      }
    }
  }

  void rename(SimChat chat, long by, String title) {
    chat.title = title;
    ObjectNode line = world.message(chat, by);
    line.put("new_chat_title", title);
    world.tellMessage(chat, line, true);
  }

  /** The basic group becomes a supergroup with another id; the old one answers no more. */
  SimChat migrate(SimChat old, boolean silently) {
    long owner =
        old.seats.entrySet().stream()
            .filter(seat -> seat.getValue().status.equals("creator"))
            .findFirst()
            .orElseThrow()
            .getKey();
    SimChat chat = world.group("supergroup", old.title, owner);
    old.seats.forEach(
        (user, seat) -> {
          Seat same = chat.seat(user);
          same.status = seat.status;
          same.rights.addAll(seat.rights);
        });
    old.migratedTo = chat;
    ObjectNode goodbye = world.message(old, owner);
    goodbye.put("migrate_to_chat_id", chat.id);
    ObjectNode hello = world.message(chat, owner);
    hello.put("migrate_from_chat_id", old.id);
    if (!silently) {
      world.tellMessage(old, goodbye, true);
      world.tellMessage(chat, hello, true);
    }
    return chat;
  }

  void start(SimBot bot, long user, String payload) {
    bot.started.add(user);
    bot.blocked.remove(user);
    ObjectNode message = World.JSON.createObjectNode();
    message.put("message_id", bot.nextUpdate).put("date", world.now());
    message.set("chat", world.privateChat(user));
    message.set("from", world.user(user));
    message.put("text", payload.isEmpty() ? "/start" : "/start " + payload);
    world.tell(bot, "message", message);
  }

  void block(SimBot bot, long user) {
    bot.blocked.add(user);
    ObjectNode change = World.JSON.createObjectNode();
    change.set("chat", world.privateChat(user));
    change.set("from", world.user(user));
    change.put("date", world.now());
    change.putObject("old_chat_member").put("status", "member").set("user", world.user(bot.id));
    change.putObject("new_chat_member").put("status", "kicked").set("user", world.user(bot.id));
    world.tell(bot, "my_chat_member", change);
  }
}
