package io.liana.channel.sandbox;

import io.liana.channel.onebot.OneBotServing;
import io.liana.channel.onebot.OneBotServing.Answer;
import io.liana.channel.onebot.Segment;
import io.liana.channel.sandbox.SandboxStore.Account;
import io.liana.channel.sandbox.SandboxStore.Message;
import io.liana.channel.sandbox.SandboxStore.Room;
import io.liana.channel.sandbox.SandboxStore.Seat;
import io.liana.kernel.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a bot may do in the sandbox through OneBot 11: what its role in the room allows. */
@Component
class SandboxOneBotActs {
  private static final int NO_SUCH_THING = 100;
  private static final int LONGEST_TEXT = 4_000;
  private static final Duration USUAL_MUTE = Duration.ofMinutes(30); // the specification's default

  private final Sandbox sandbox;
  private final SandboxStore store;
  private final SandboxBots bots;
  private final JsonMapper json;

  SandboxOneBotActs(Sandbox sandbox, SandboxStore store, SandboxBots bots, JsonMapper json) {
    this.sandbox = sandbox;
    this.store = store;
    this.bots = bots;
    this.json = json;
  }

  /** A call of the bot whose account this is. */
  Answer act(Account bot, String action, JsonNode params) {
    try {
      return perform(bot, action, params);
    } catch (Problem refused) {
      return Answer.failed(NO_SUCH_THING, String.valueOf(refused.getMessage()));
    } catch (NumberFormatException notAnId) {
      return Answer.failed(Answer.BAD_REQUEST, "an id is missing or is none");
    }
  }

  private Answer perform(Account bot, String action, JsonNode params) {
    return switch (action) {
      case "get_login_info" -> Answer.ok(user(bot));
      case "get_status" -> Answer.ok(json.createObjectNode().put("online", true).put("good", true));
      case "get_version_info" ->
          Answer.ok(
              json.createObjectNode()
                  .put("app_name", "liana-sandbox")
                  .put("app_version", "1")
                  .put("protocol_version", "v11"));
      case "get_friend_list" -> Answer.ok(json.createArrayNode());
      case "can_send_image", "can_send_record" ->
          Answer.ok(json.createObjectNode().put("yes", false));
      case "get_stranger_info" -> Answer.ok(user(account(params)));
      case "get_group_list" -> Answer.ok(groupList(bot));
      case "get_group_info" -> Answer.ok(group(room(bot, params)));
      case "get_group_member_list" -> Answer.ok(memberList(room(bot, params)));
      case "get_group_member_info" ->
          Answer.ok(member(room(bot, params), seat(room(bot, params), id(params, "user_id"))));
      case "send_group_msg", "send_msg" -> Answer.ok(say(bot, params));
      case "delete_msg" -> recall(bot, id(params, "message_id"));
      case "get_msg" -> Answer.ok(message(bot, id(params, "message_id")));
      case "set_group_kick" -> kick(bot, params);
      case "set_group_ban" -> mute(bot, params);
      case "set_group_leave" -> {
        sandbox.leave(room(bot, params).id(), bot.id());
        yield Answer.ok(null);
      }
      default -> Answer.unknown(action);
    };
  }

  private ObjectNode say(Account bot, JsonNode params) {
    Room room = room(bot, params);
    JsonNode given = params.path("message");
    List<Segment> message =
        given.isString() && params.path("auto_escape").asBoolean(false)
            ? List.of(Segment.text(given.asString()))
            : Segment.of(given);
    var text = new StringBuilder();
    Long replyTo = null;
    List<Long> mentions = new ArrayList<>();
    for (Segment each : message) {
      switch (each.type()) {
        case "text" -> text.append(each.get("text"));
        case "reply" -> replyTo = Long.valueOf(each.get("id"));
        case "at" -> {
          if (each.get("qq").matches("\\d{1,18}")) {
            mentions.add(Long.valueOf(each.get("qq")));
            text.append('@').append(name(Long.parseLong(each.get("qq"))));
          }
        }
        default -> text.append('[').append(each.type()).append(']');
      }
    }
    String said = text.toString().strip();
    if (said.isEmpty() || said.length() > LONGEST_TEXT) {
      throw Problem.invalid(
          "bad_text", "A message needs 1 to %d characters.".formatted(LONGEST_TEXT));
    }
    long id = sandbox.say(room.id(), bot.id(), said, replyTo, mentions);
    return json.createObjectNode().put("message_id", id);
  }

  private Answer recall(Account bot, long message) {
    sandbox.recall(
        bots.roomOfMessage(message).orElseThrow(() -> Problem.missing("message", message)),
        message,
        bot.id());
    return Answer.ok(null);
  }

  private Answer kick(Account bot, JsonNode params) {
    Room room = room(bot, params);
    long who = id(params, "user_id");
    mustOutrank(room, bot, who);
    sandbox.kick(room.id(), who, bot.id());
    if (params.path("reject_add_request").asBoolean(false)) {
      store.stand(room.id(), who, true);
    }
    return Answer.ok(null);
  }

  private Answer mute(Account bot, JsonNode params) {
    Room room = room(bot, params);
    long who = id(params, "user_id");
    mustOutrank(room, bot, who);
    long seconds =
        params.has("duration") ? params.path("duration").asLong(0) : USUAL_MUTE.toSeconds();
    sandbox.mute(room.id(), who, bot.id(), Duration.ofSeconds(Math.clamp(seconds, 0, 2_592_000)));
    return Answer.ok(null);
  }

  private void mustOutrank(Room room, Account bot, long who) {
    if (seat(room, bot.id()).role().equals("member") || !seat(room, who).role().equals("member")) {
      throw new Problem(
          403,
          "sandbox_not_admin",
          "没有权限: only an administrator, and only members.",
          java.util.Map.of());
    }
  }

  // ---- what is there

  private ObjectNode user(Account account) {
    return json.createObjectNode()
        .put("user_id", account.id())
        .put("nickname", account.name())
        .put("sex", "unknown")
        .put("age", 0);
  }

  private ArrayNode groupList(Account bot) {
    ArrayNode list = json.createArrayNode();
    bots.rooms(bot.id()).forEach(room -> list.add(group(room)));
    return list;
  }

  private ObjectNode group(Room room) {
    return json.createObjectNode()
        .put("group_id", room.id())
        .put("group_name", room.name())
        .put("member_count", store.seats(room.id()).stream().filter(Seat::present).count())
        .put("max_member_count", 2_000);
  }

  private ArrayNode memberList(Room room) {
    ArrayNode list = json.createArrayNode();
    store.seats(room.id()).stream()
        .filter(Seat::present)
        .forEach(seat -> list.add(member(room, seat)));
    return list;
  }

  private ObjectNode member(Room room, Seat seat) {
    return user(seat.account())
        .put("group_id", room.id())
        .put("card", "")
        .put("role", seat.role())
        .put("is_robot", seat.account().bot())
        .put("join_time", seat.joinedAt() == null ? 0 : seat.joinedAt().getEpochSecond());
  }

  private ObjectNode message(Account bot, long id) {
    long room = bots.roomOfMessage(id).orElseThrow(() -> Problem.missing("message", id));
    seat(new Room(room, 0, 0, ""), bot.id());
    Message found =
        store
            .message(room, id)
            .filter(message -> message.recalledAt() == null)
            .orElseThrow(() -> Problem.missing("message", id));
    ObjectNode node =
        json.createObjectNode()
            .put("time", found.at().getEpochSecond())
            .put("message_type", "group")
            .put("message_id", id)
            .put("real_id", id)
            .put("group_id", room);
    node.set("message", Segment.toJson(List.of(Segment.text(found.text())), json));
    if (found.accountId() != null) {
      node.set("sender", user(store.account(found.accountId()).orElseThrow()));
    }
    return node;
  }

  /** A room the bot is in; any other does not exist for it. */
  private Room room(Account bot, JsonNode params) {
    long id = id(params, "group_id");
    return bots.rooms(bot.id()).stream()
        .filter(room -> room.id() == id)
        .findFirst()
        .orElseThrow(() -> Problem.missing("group", id));
  }

  private Seat seat(Room room, long account) {
    return store
        .seat(room.id(), account)
        .filter(Seat::present)
        .orElseThrow(
            () ->
                new Problem(404, "member_not_found", "群成员不存在 (not in group)", java.util.Map.of()));
  }

  private Account account(JsonNode params) {
    long id = id(params, "user_id");
    return store.account(id).orElseThrow(() -> Problem.missing("account", id));
  }

  private String name(long account) {
    return store.account(account).map(Account::name).orElse(Long.toString(account));
  }

  private static long id(JsonNode params, @Nullable String field) {
    return Long.parseLong(OneBotServing.id(params, String.valueOf(field)));
  }
}
