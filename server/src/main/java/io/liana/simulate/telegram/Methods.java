package io.liana.simulate.telegram;

import io.liana.simulate.telegram.SimChat.Link;
import io.liana.simulate.telegram.SimChat.Seat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods of the Bot API that do something at once. Called under the world's lock. */
final class Methods {
  private static final int LONGEST_TEXT = 4_096;
  private static final long DELETABLE_SECONDS = 48 * 3_600;
  private static final long SHORTEST_UNTIL = 30;
  private static final long LONGEST_UNTIL = 366L * 86_400;

  private interface Method {
    Reply call(SimBot bot, JsonNode p);
  }

  private final World world;
  private final People people;
  private final Map<String, Method> methods;

  Methods(World world, People people) {
    this.world = world;
    this.people = people;
    this.methods =
        Map.ofEntries(
            Map.entry("getme", this::getMe),
            Map.entry("sendmessage", this::sendMessage),
            Map.entry("deletemessage", this::deleteMessage),
            Map.entry("restrictchatmember", this::restrict),
            Map.entry("banchatmember", this::ban),
            Map.entry("unbanchatmember", this::unban),
            Map.entry("approvechatjoinrequest", (bot, p) -> answer(bot, p, true)),
            Map.entry("declinechatjoinrequest", (bot, p) -> answer(bot, p, false)),
            Map.entry("createchatinvitelink", this::createLink),
            Map.entry("revokechatinvitelink", this::revokeLink),
            Map.entry("getchatmember", this::getMember),
            Map.entry("getchatadministrators", this::getAdministrators),
            Map.entry("getchatmembercount", this::count),
            Map.entry("getchat", this::getChat));
  }

  /** Null for a method this simulator does not have. */
  @Nullable Reply call(SimBot bot, String method, JsonNode parameters) {
    Method found = methods.get(method);
    return found == null ? null : found.call(bot, parameters);
  }

  private Reply getMe(SimBot bot, JsonNode p) {
    return Reply.ok(
        world
            .user(bot.id)
            .deepCopy()
            .put("can_join_groups", true)
            .put("can_read_all_group_messages", bot.readsAll)
            .put("supports_inline_queries", false));
  }

  /** What is wrong with the chat for every method that names one; null when nothing is. */
  private @Nullable Reply trouble(SimBot bot, JsonNode p) {
    SimChat chat = world.chats.get(p.path("chat_id").asLong());
    if (chat == null) {
      return Reply.bad("chat not found");
    }
    if (chat.migratedTo != null) {
      return Reply.bad("group chat was upgraded to a supergroup chat")
          .with("migrate_to_chat_id", chat.migratedTo.id);
    }
    Seat me = chat.seat(bot.id);
    if (me.status.equals("kicked")) {
      return Reply.forbidden("bot was kicked from the " + chat.type + " chat");
    }
    return me.in() ? null : Reply.forbidden("bot is not a member of the " + chat.type + " chat");
  }

  private SimChat chat(JsonNode p) {
    return world.chat(p.path("chat_id").asLong());
  }

  private Reply sendMessage(SimBot bot, JsonNode p) {
    String text = p.path("text").asString("");
    if (text.isBlank()) {
      return Reply.bad("message text is empty");
    }
    if (text.codePointCount(0, text.length()) > LONGEST_TEXT) {
      return Reply.bad("message is too long");
    }
    long target = p.path("chat_id").asLong();
    if (target > 0) {
      return sendPrivately(bot, target, text);
    }
    Reply trouble = trouble(bot, p);
    if (trouble != null) {
      return trouble;
    }
    SimChat chat = chat(p);
    JsonNode reply = p.path("reply_parameters");
    SimChat.Said answered = chat.said.get(reply.path("message_id").asLong());
    if (reply.isObject()
        && (answered == null || answered.gone)
        && !reply.path("allow_sending_without_reply").asBoolean(false)) {
      return Reply.bad("message to be replied not found");
    }
    ObjectNode message = world.message(chat, bot.id).put("text", text);
    if (p.has("entities")) {
      message.set("entities", p.path("entities"));
    }
    if (answered != null && !answered.gone) {
      message.set("reply_to_message", answered.body.deepCopy());
    }
    return Reply.ok(message);
  }

  private Reply sendPrivately(SimBot bot, long user, String text) {
    if (!world.users.containsKey(user)) {
      return Reply.bad("chat not found");
    }
    if (bot.blocked.contains(user)) {
      return Reply.forbidden("bot was blocked by the user");
    }
    if (!bot.started.contains(user)) {
      return Reply.forbidden("bot can't initiate conversation with a user");
    }
    ObjectNode message =
        World.JSON
            .createObjectNode()
            .put("message_id", bot.nextUpdate)
            .put("date", world.now())
            .put("text", text);
    message.set("chat", world.privateChat(user));
    message.set("from", world.user(bot.id));
    return Reply.ok(message);
  }

  private Reply deleteMessage(SimBot bot, JsonNode p) {
    Reply trouble = trouble(bot, p);
    if (trouble != null) {
      return trouble;
    }
    SimChat chat = chat(p);
    SimChat.Said said = chat.said.get(p.path("message_id").asLong());
    if (said == null || said.gone) {
      return Reply.bad("message to delete not found");
    }
    boolean own = said.body.path("from").path("id").asLong() == bot.id;
    boolean old = world.now() - said.date > DELETABLE_SECONDS;
    if (old || !own && !chat.seat(bot.id).may("can_delete_messages")) {
      return Reply.bad("message can't be deleted for everyone");
    }
    said.gone = true;
    return Reply.done();
  }

  /** What is wrong with acting on a member; null when nothing is. */
  private @Nullable Reply protectedFrom(SimBot bot, JsonNode p, String right, String words) {
    Reply trouble = trouble(bot, p);
    if (trouble != null) {
      return trouble;
    }
    SimChat chat = chat(p);
    if (!chat.seat(bot.id).may(right)) {
      return Reply.bad("not enough rights to " + words);
    }
    long user = p.path("user_id").asLong();
    if (!world.users.containsKey(user)) {
      return Reply.bad("PARTICIPANT_ID_INVALID");
    }
    return switch (chat.seat(user).status) {
      case "creator" -> Reply.bad("can't remove chat owner");
      case "administrator" -> Reply.bad("user is an administrator of the chat");
      default -> null;
    };
  }

  /** Too near or too far means for ever. */
  private long until(JsonNode p) {
    long until = p.path("until_date").asLong(0);
    long ahead = until - world.now();
    return ahead < SHORTEST_UNTIL || ahead > LONGEST_UNTIL ? 0 : until;
  }

  private Reply restrict(SimBot bot, JsonNode p) {
    Reply no = protectedFrom(bot, p, "can_restrict_members", "restrict/unrestrict chat member");
    if (no != null) {
      return no;
    }
    SimChat chat = chat(p);
    if (!chat.supergroup()) {
      return Reply.bad("method is available only for supergroups");
    }
    long user = p.path("user_id").asLong();
    if (!chat.seat(user).in()) {
      return Reply.bad("USER_NOT_PARTICIPANT");
    }
    boolean speaks = p.path("permissions").path("can_send_messages").asBoolean(false);
    people.mute(chat, user, bot.id, !speaks, speaks ? 0 : until(p));
    return Reply.done();
  }

  private Reply ban(SimBot bot, JsonNode p) {
    Reply no = protectedFrom(bot, p, "can_restrict_members", "restrict/unrestrict chat member");
    if (no != null) {
      return no;
    }
    people.leave(chat(p), p.path("user_id").asLong(), bot.id, chat(p).supergroup(), until(p));
    return Reply.done();
  }

  private Reply unban(SimBot bot, JsonNode p) {
    Reply no = protectedFrom(bot, p, "can_restrict_members", "restrict/unrestrict chat member");
    if (no != null) {
      return no;
    }
    SimChat chat = chat(p);
    if (!chat.supergroup()) {
      return Reply.bad("method is available for supergroup and channel chats only");
    }
    long user = p.path("user_id").asLong();
    boolean banned = chat.seat(user).status.equals("kicked");
    if (banned) {
      people.unban(chat, user, bot.id);
    } else if (chat.seat(user).in() && !p.path("only_if_banned").asBoolean(false)) {
      people.leave(chat, user, bot.id, false, 0); // the well-known surprise of this method
    }
    return Reply.done();
  }

  private Reply answer(SimBot bot, JsonNode p, boolean approve) {
    Reply trouble = trouble(bot, p);
    if (trouble != null) {
      return trouble;
    }
    SimChat chat = chat(p);
    if (!chat.seat(bot.id).may("can_invite_users")) {
      return Reply.bad("not enough rights to manage chat join requests");
    }
    long user = p.path("user_id").asLong();
    if (chat.seat(user).in()) {
      return Reply.bad("USER_ALREADY_PARTICIPANT");
    }
    if (!chat.requests.containsKey(user)) {
      return Reply.bad("HIDE_REQUESTER_MISSING");
    }
    Link link = chat.requests.remove(user);
    if (approve) {
      people.join(chat, user, bot.id, link, link == null);
    }
    return Reply.done();
  }

  private Reply createLink(SimBot bot, JsonNode p) {
    Reply trouble = trouble(bot, p);
    if (trouble != null) {
      return trouble;
    }
    SimChat chat = chat(p);
    if (!chat.seat(bot.id).may("can_invite_users")) {
      return Reply.bad("not enough rights to manage chat invite link");
    }
    String name = p.path("name").asString("");
    boolean asks = p.path("creates_join_request").asBoolean(false);
    int most = p.path("member_limit").asInt(0);
    if (name.codePointCount(0, name.length()) > 32 || asks && most > 0) {
      return Reply.bad(asks && most > 0 ? "INVITE_REQUEST_NOT_LIMITED" : "INVITE_NAME_TOO_LONG");
    }
    return Reply.ok(
        world.json(world.link(chat, bot.id, name, asks, most, p.path("expire_date").asLong(0))));
  }

  private Reply revokeLink(SimBot bot, JsonNode p) {
    Reply trouble = trouble(bot, p);
    if (trouble != null) {
      return trouble;
    }
    Link link = chat(p).links.get(p.path("invite_link").asString(""));
    if (link == null || link.creator != bot.id) {
      return Reply.bad("INVITE_HASH_EXPIRED");
    }
    link.revoked = true;
    return Reply.ok(world.json(link));
  }

  private Reply getMember(SimBot bot, JsonNode p) {
    Reply trouble = trouble(bot, p);
    if (trouble != null) {
      return trouble;
    }
    long user = p.path("user_id").asLong();
    return world.users.containsKey(user)
        ? Reply.ok(world.member(user, chat(p).seat(user)))
        : Reply.bad("PARTICIPANT_ID_INVALID");
  }

  private Reply getAdministrators(SimBot bot, JsonNode p) {
    Reply trouble = trouble(bot, p);
    if (trouble != null) {
      return trouble;
    }
    ArrayNode all = world.array();
    chat(p)
        .seats
        .forEach(
            (user, seat) -> {
              boolean otherBot = user != bot.id && world.user(user).path("is_bot").asBoolean(false);
              if (seat.admin() && !otherBot) {
                all.add(world.member(user, seat));
              }
            });
    return Reply.ok(all);
  }

  private Reply count(SimBot bot, JsonNode p) {
    Reply trouble = trouble(bot, p);
    return trouble != null
        ? trouble
        : Reply.ok(
            World.JSON
                .getNodeFactory()
                .numberNode(chat(p).seats.values().stream().filter(Seat::in).count()));
  }

  private Reply getChat(SimBot bot, JsonNode p) {
    Reply trouble = trouble(bot, p);
    return trouble != null ? trouble : Reply.ok(world.json(chat(p)));
  }
}
