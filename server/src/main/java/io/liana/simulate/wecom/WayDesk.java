package io.liana.simulate.wecom;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ways in: join ways (群) and contact ways (联系我). A scan of a join way goes to the first group with
 * room; when all are full WeCom opens another one, or the scan fails and nobody is told. Join ways
 * cannot be listed, contact ways can.
 *
 * <p>Faults: {@code lose_way_answer} (made, and the answer lost), {@code fail_way} (an HTTP error,
 * not made), {@code ways_full} (41045).
 */
final class WayDesk {
  private static final int MOST_CHATS = 5;
  private static final int MOST_STAFF = 100;
  private static final int LONGEST_STATE = 30;
  private static final int LONGEST_REMARK = 30;

  private static final class JoinWay {
    final String id;
    String state;
    String remark = "";
    boolean grows = true; // on unless switched off
    String baseName = "";
    int nextName = 1;
    List<String> chats = new ArrayList<>();

    JoinWay(String id, String state) {
      this.id = id;
      this.state = state;
    }
  }

  private static final class ContactWay {
    final String id;
    final String state;
    final Instant made;
    List<String> staff = List.of();
    boolean skipsVerify = true;

    ContactWay(String id, String state, Instant made) {
      this.id = id;
      this.state = state;
      this.made = made;
    }
  }

  private final SimulatedCorp corp;
  private final Map<String, JoinWay> joinWays = new LinkedHashMap<>();
  private final Map<String, ContactWay> contactWays = new LinkedHashMap<>();

  WayDesk(SimulatedCorp corp) {
    this.corp = corp;
  }

  /** Null for a path that is none of ours. */
  @Nullable ObjectNode answer(String path, JsonNode body) {
    return switch (path) {
      case "/externalcontact/groupchat/add_join_way" -> addJoinWay(body);
      case "/externalcontact/groupchat/get_join_way" -> shown(joinWay(body));
      case "/externalcontact/groupchat/update_join_way" -> {
        plan(joinWay(body), body);
        yield Interface.ok();
      }
      case "/externalcontact/groupchat/del_join_way" -> {
        joinWays.remove(joinWay(body).id);
        yield Interface.ok();
      }
      case "/externalcontact/add_contact_way" -> addContactWay(body);
      case "/externalcontact/get_contact_way" -> shown(contactWay(body));
      case "/externalcontact/update_contact_way" -> {
        plan(contactWay(body), body);
        yield Interface.ok();
      }
      case "/externalcontact/del_contact_way" -> {
        contactWays.remove(contactWay(body).id);
        yield Interface.ok();
      }
      case "/externalcontact/list_contact_way" -> list(body);
      default -> null;
    };
  }

  /**
   * Into the first group of a join way with room; where none has any, into a new one or nowhere.
   *
   * @param way by its config id or its state
   */
  List<String> scan(String way, String user, String name) {
    JoinWay found =
        joinWays.values().stream()
            .filter(each -> each.id.equals(way) || each.state.equals(way))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no join way " + way));
    var seat = new SimulatedChat.Seat(user, false, name, corp.world.now(), 3, found.state, null);
    for (String chat : found.chats) {
      SimulatedChat each = corp.chats.get(chat);
      if (each != null && !each.dismissed && each.members.size() < corp.mostMembers()) {
        return List.of(corp.join(each, seat, "3"));
      }
    }
    if (!found.grows) {
      return List.of(); // the scan fails, and nobody is told
    }
    String owner = corp.chat(found.chats.getFirst()).owner;
    SimulatedChat fresh =
        corp.open("wr" + corp.world.number(), found.baseName + found.nextName++, owner);
    found.chats.add(fresh.id);
    String made = Events.chat(corp, fresh, "create", null, null, List.of(), "");
    return List.of(made, corp.join(fresh, seat, "3"));
  }

  /** For {@code GET /simulator/corps/ID}. */
  void state(ObjectNode into) {
    ObjectNode joins = into.putObject("join_ways");
    joinWays.values().forEach(way -> joins.put(way.id, way.state));
    ObjectNode contacts = into.putObject("contact_ways");
    contactWays.values().forEach(way -> contacts.put(way.id, way.state));
  }

  private ObjectNode addJoinWay(JsonNode body) {
    begin(body);
    var way = new JoinWay("jw-" + corp.world.number(), body.path("state").asString(""));
    plan(way, body);
    joinWays.put(way.id, way);
    loseAnswer();
    return Interface.ok().put("config_id", way.id); // the code itself only when it is read
  }

  private ObjectNode addContactWay(JsonNode body) {
    begin(body);
    var way =
        new ContactWay(
            "cw-" + corp.world.number(), body.path("state").asString(""), corp.world.now());
    plan(way, body);
    contactWays.put(way.id, way);
    loseAnswer();
    return Interface.ok().put("config_id", way.id).put("qr_code", picture(way.id));
  }

  private void begin(JsonNode body) {
    if (corp.faults.strikes("fail_way")) {
      throw new IllegalStateException("the gateway broke before it arrived");
    }
    if (corp.faults.value("ways_full") > 0) {
      throw new Refusal(41045, "contact way exceeds the limit");
    }
    if (body.path("state").asString("").length() > LONGEST_STATE) {
      throw new Refusal(40058, "state is longer than 30");
    }
  }

  private void loseAnswer() {
    if (corp.faults.strikes("lose_way_answer")) {
      throw new IllegalStateException("the answer is lost");
    }
  }

  /** Overwrites everything. */
  private void plan(JoinWay way, JsonNode body) {
    List<String> chats =
        body.path("chat_id_list").valueStream().map(chat -> chat.asString("")).toList();
    if (chats.size() > MOST_CHATS) {
      throw new Refusal(41091, "chat_id_list is longer than 5");
    }
    chats.forEach(corp::chat);
    String remark = body.path("remark").asString("");
    way.remark = remark.substring(0, Math.min(remark.length(), LONGEST_REMARK)); // cut, no error
    way.grows = body.path("auto_create_room").asInt(1) == 1;
    way.baseName = body.path("room_base_name").asString("");
    way.nextName = body.path("room_base_id").asInt(1);
    way.chats = new ArrayList<>(chats);
    way.state = body.path("state").asString(way.state);
  }

  private void plan(ContactWay way, JsonNode body) {
    List<String> staff = body.path("user").valueStream().map(user -> user.asString("")).toList();
    if (staff.size() > MOST_STAFF) {
      throw new Refusal(41041, "more than 100 users");
    }
    if (staff.stream().anyMatch(user -> !corp.staff.contains(user))) {
      throw new Refusal(60111, "userid not found");
    }
    if (staff.stream().anyMatch(corp.resigned::contains)) {
      throw new Refusal(41054, "the member is not activated");
    }
    way.staff = staff;
    way.skipsVerify = body.path("skip_verify").asBoolean(true);
  }

  private JoinWay joinWay(JsonNode body) {
    JoinWay way = joinWays.get(body.path("config_id").asString(""));
    if (way == null) {
      throw new Refusal(41044, "invalid config id");
    }
    return way;
  }

  private ContactWay contactWay(JsonNode body) {
    ContactWay way = contactWays.get(body.path("config_id").asString(""));
    if (way == null) {
      throw new Refusal(41044, "invalid config id");
    }
    return way;
  }

  private ObjectNode list(JsonNode body) {
    Instant from = Instant.ofEpochSecond(body.path("start_time").asLong(0));
    Instant until = Instant.ofEpochSecond(body.path("end_time").asLong(Integer.MAX_VALUE));
    ObjectNode answer = Interface.ok().put("next_cursor", "");
    ArrayNode list = answer.putArray("contact_way");
    contactWays.values().stream()
        .filter(way -> !way.made.isBefore(from) && !way.made.isAfter(until))
        .forEach(way -> list.addObject().put("config_id", way.id));
    return answer;
  }

  private static ObjectNode shown(JoinWay way) {
    ObjectNode answer = Interface.ok();
    ObjectNode shown = answer.putObject("join_way");
    shown
        .put("config_id", way.id)
        .put("state", way.state)
        .put("remark", way.remark)
        .put("auto_create_room", way.grows ? 1 : 0)
        .put("room_base_name", way.baseName)
        .put("room_base_id", way.nextName)
        .put("qr_code", picture(way.id));
    ArrayNode chats = shown.putArray("chat_id_list");
    way.chats.forEach(chats::add);
    return answer;
  }

  private static ObjectNode shown(ContactWay way) {
    ObjectNode answer = Interface.ok();
    ObjectNode shown = answer.putObject("contact_way");
    shown
        .put("config_id", way.id)
        .put("state", way.state)
        .put("skip_verify", way.skipsVerify)
        .put("qr_code", picture(way.id));
    ArrayNode staff = shown.putArray("user");
    way.staff.forEach(staff::add);
    return answer;
  }

  private static String picture(String id) {
    return "http://p.qpic.cn/simulated/" + id;
  }
}
