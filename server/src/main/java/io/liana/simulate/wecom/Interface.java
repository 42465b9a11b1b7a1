package io.liana.simulate.wecom;

import io.liana.simulate.wecom.SimulatedCorp.Customer;
import io.liana.simulate.wecom.SimulatedCorp.Follow;
import io.liana.simulate.wecom.WeComSimulator.Asked;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The interface below {@code /cgi-bin}: tokens, rights and limits first, then the call. */
final class Interface {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST_GROUPS = 1_000;
  private static final int MOST_OWNERS = 1_000; // without a filter

  private final World world;

  Interface(World world) {
    this.world = world;
  }

  JsonNode call(Asked asked) throws InterruptedException {
    String path = asked.path().substring("/cgi-bin".length());
    try {
      ObjectNode answer = path.equals("/gettoken") ? token(asked) : withToken(path, asked);
      return answer.put("errcode", 0).put("errmsg", "ok");
    } catch (Refusal refused) {
      return ok().put("errcode", refused.code()).put("errmsg", refused.getMessage());
    }
  }

  static ObjectNode ok() {
    return JSON.createObjectNode();
  }

  private ObjectNode token(Asked asked) {
    SimulatedCorp corp = world.find(asked.query().getOrDefault("corpid", ""));
    if (corp == null) {
      throw new Refusal(40013, "invalid corpid");
    }
    SimulatedCorp.Token token = corp.giveToken(asked.query().getOrDefault("corpsecret", ""));
    if (token == null) {
      throw new Refusal(40001, "invalid credential");
    }
    long left = token.until().getEpochSecond() - world.now().getEpochSecond();
    return ok().put("access_token", token.text()).put("expires_in", left);
  }

  private ObjectNode withToken(String path, Asked asked) throws InterruptedException {
    String token = asked.query().getOrDefault("access_token", "");
    SimulatedCorp corp = world.byToken(token);
    if (corp == null) {
      throw new Refusal(42001, "access_token expired");
    }
    if (corp.faults.strikes("token_dies")) {
      corp.killToken(token);
      throw new Refusal(40014, "invalid access_token");
    }
    if (corp.faults.strikes("unlisted_ip")) {
      throw new Refusal(60020, "not allow to access from your ip, from ip: 203.0.113.7");
    }
    try {
      corp.faults.enter(path, world.now());
      int slow = corp.faults.value("slow_ms");
      if (slow > 0) {
        TimeUnit.MILLISECONDS.sleep(slow);
      }
      if (path.equals("/externalcontact/mark_tag")) {
        return corp.tags.mark(asked.body()); // on purpose not one after the other
      }
      synchronized (corp) {
        return answer(corp, path, asked);
      }
    } finally {
      corp.faults.leave(path);
    }
  }

  private ObjectNode answer(SimulatedCorp corp, String path, Asked asked) {
    JsonNode body = asked.body();
    return switch (path) {
      case "/externalcontact/get_follow_user_list" -> {
        ArrayNode users = JSON.createArrayNode();
        corp.staff.stream().filter(user -> !corp.resigned.contains(user)).forEach(users::add);
        ObjectNode answer = ok();
        answer.set("follow_user", users);
        yield answer;
      }
      case "/externalcontact/list" -> list(corp, asked.query().getOrDefault("userid", ""));
      case "/externalcontact/get" ->
          customer(corp.customer(asked.query().getOrDefault("external_userid", "")));
      case "/externalcontact/send_welcome_msg" -> welcome(corp, body);
      case "/externalcontact/groupchat/list" -> groups(corp, body);
      case "/externalcontact/groupchat/get" -> group(corp.chat(body.path("chat_id").asString("")));
      default -> {
        ObjectNode answer = corp.mass.answer(path, body);
        answer = answer == null ? corp.phones.answer(path, body) : answer;
        answer = answer == null ? corp.ways.answer(path, body) : answer;
        answer = answer == null ? corp.door.answer(path, asked) : answer;
        answer = answer == null ? corp.handOver.answer(path, body) : answer;
        answer = answer == null ? corp.media.answer(path, asked) : answer;
        answer = answer == null ? corp.moments.answer(path, asked) : answer;
        answer = answer == null ? corp.figures.answer(path, body) : answer;
        answer = answer == null ? corp.tags.answer(path, body) : answer;
        answer = answer == null ? corp.greetings.answer(path, body) : answer;
        if (answer == null) {
          throw new Refusal(48002, "api forbidden: the simulator has no " + path);
        }
        yield answer;
      }
    };
  }

  private static ObjectNode list(SimulatedCorp corp, String staff) {
    ArrayNode ids = JSON.createArrayNode();
    corp.customers.values().stream()
        .filter(customer -> customer.follows.containsKey(staff))
        .forEach(customer -> ids.add(customer.id));
    if (ids.isEmpty()) {
      throw new Refusal(84061, "not external contact"); // not an empty list
    }
    ObjectNode answer = ok();
    answer.set("external_userid", ids);
    return answer;
  }

  private static ObjectNode customer(Customer customer) {
    if (customer.follows.isEmpty()) {
      throw new Refusal(84061, "not external contact");
    }
    ObjectNode answer = ok();
    answer
        .putObject("external_contact")
        .put("external_userid", customer.id)
        .put("name", customer.name)
        .put("type", 1);
    ArrayNode follows = answer.putArray("follow_user");
    for (Map.Entry<String, Follow> each : customer.follows.entrySet()) {
      ObjectNode follow = follows.addObject();
      follow
          .put("userid", each.getKey())
          .put("createtime", each.getValue().since.getEpochSecond())
          .put("state", each.getValue().state);
      ArrayNode tags = follow.putArray("tags");
      each.getValue().tags.forEach(tag -> tags.addObject().put("tag_id", tag).put("type", 1));
    }
    return answer;
  }

  private ObjectNode welcome(SimulatedCorp corp, JsonNode body) {
    SimulatedCorp.Welcome welcome = corp.welcomes.get(body.path("welcome_code").asString(""));
    if (welcome == null || world.now().isAfter(welcome.until)) {
      throw new Refusal(41050, "invalid welcome code");
    }
    if (welcome.said != null) {
      throw new Refusal(41051, "the welcome message has been sent");
    }
    if (corp.faults.strikes("busy_welcome")) {
      throw new Refusal(41096, "another app is sending the welcome message");
    }
    corp.media.mustKnow(body, false);
    welcome.attachments = body.path("attachments").size();
    welcome.said = body.path("text").path("content").asString("");
    return ok();
  }

  private static ObjectNode groups(SimulatedCorp corp, JsonNode body) {
    JsonNode owners = body.path("owner_filter").path("userid_list");
    if (owners.isEmpty() && corp.staff.size() + corp.faults.value("more_staff") > MOST_OWNERS) {
      throw new Refusal(81017, "too many owners in scope: give an owner_filter");
    }
    if (owners.size() > 100) {
      throw new Refusal(40058, "userid_list is longer than 100");
    }
    List<String> wanted = owners.valueStream().map(o -> o.asString("")).toList();
    boolean ownerLeft = body.path("status_filter").asInt(0) == 1;
    int limit = Math.clamp(body.path("limit").asInt(0), 1, Math.max(1, corp.faults.value("page")));
    if (corp.faults.value("page") == 0) {
      limit = Math.clamp(body.path("limit").asInt(0), 1, MOST_GROUPS);
    }
    int from =
        body.path("cursor").asString("").isEmpty()
            ? 0
            : Integer.parseInt(body.path("cursor").asString());
    List<SimulatedChat> all =
        corp.chats.values().stream()
            .filter(chat -> !chat.dismissed && (wanted.isEmpty() || wanted.contains(chat.owner)))
            .filter(chat -> !ownerLeft || corp.resigned.contains(chat.owner))
            .toList();
    ObjectNode answer = ok();
    ArrayNode list = answer.putArray("group_chat_list");
    for (SimulatedChat chat : all.subList(from, Math.min(all.size(), from + limit))) {
      list.addObject()
          .put("chat_id", chat.id)
          .put("status", corp.resigned.contains(chat.owner) ? 1 : 0);
    }
    return answer.put("next_cursor", from + limit < all.size() ? String.valueOf(from + limit) : "");
  }

  private static ObjectNode group(SimulatedChat chat) {
    SimulatedChat.Shown shown = chat.read();
    ObjectNode answer = ok();
    ObjectNode group = answer.putObject("group_chat");
    group
        .put("chat_id", chat.id)
        .put("name", shown.name())
        .put("owner", shown.owner())
        .put("create_time", chat.created.getEpochSecond())
        .put("member_version", shown.version());
    ArrayNode members = group.putArray("member_list");
    for (SimulatedChat.Seat seat : shown.members().values()) {
      ObjectNode member = members.addObject();
      member
          .put("userid", seat.user())
          .put("type", seat.staff() ? 1 : 2)
          .put("name", seat.name())
          .put("join_time", seat.joined().getEpochSecond())
          .put("join_scene", seat.scene());
      if (!seat.state().isEmpty()) {
        member.put("state", seat.state());
      }
      if (seat.invitor() != null) {
        member.putObject("invitor").put("userid", seat.invitor());
      }
    }
    group.putArray("admin_list");
    return answer;
  }
}
