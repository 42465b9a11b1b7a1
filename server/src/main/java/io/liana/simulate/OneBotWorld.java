package io.liana.simulate;

import io.liana.channel.onebot.OneBotServing;
import io.liana.channel.onebot.OneBotServing.Answer;
import io.liana.channel.onebot.Segment;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the simulated bot sees and does: one account, its groups, people and messages, all in
 * memory. Everything happens one after the other.
 */
final class OneBotWorld implements OneBotServing.Actions {
  static final String SELF = "10001";
  static final String GROUP = "700000001";
  private static final int REFUSED = 200;
  private static final int NO_SUCH_THING = 100;

  /**
   * @param since unix seconds of their join
   */
  private record Member(String name, String role, long since) {
    Member(String name, String role) {
      this(name, role, 0);
    }
  }

  private static final class Message {
    final String group;
    final String user;
    final ArrayNode segments;
    boolean recalled;

    Message(String group, String user, ArrayNode segments) {
      this.group = group;
      this.user = user;
      this.segments = segments;
    }
  }

  private final JsonMapper json;
  private final Clock clock;
  private final Misbehaviour misbehaviour;
  private final Consumer<ObjectNode> events;
  private final Map<String, Map<String, Member>> groups = new LinkedHashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Message> messages = new LinkedHashMap<>();
  private final Map<String, Boolean> requests = new LinkedHashMap<>();
  private final Map<String, JsonNode> asking = new HashMap<>(); // those nobody has answered
  private final Map<String, Long> registered = new HashMap<>(); // unix seconds, of who was said
  private final Map<String, String> kicked = new HashMap<>();
  private final List<ObjectNode> calls = new ArrayList<>();
  private long nextMessage = 2_147_483_000L; // soon beyond what fits an int, as on a real account

  OneBotWorld(
      JsonMapper json, Misbehaviour misbehaviour, Clock clock, Consumer<ObjectNode> events) {
    this.clock = clock;
    this.json = json;
    this.misbehaviour = misbehaviour;
    this.events = events;
    Map<String, Member> people = new LinkedHashMap<>();
    people.put("30001", new Member("Ana", "owner"));
    people.put("30002", new Member("Bo", "admin"));
    people.put(SELF, new Member("Liana", "admin"));
    groups.put(GROUP, people);
  }

  // ---- what a person at the controls lets happen

  synchronized ObjectNode say(JsonNode wish) {
    String group = group(wish);
    String user = OneBotServing.id(wish, "user");
    List<Segment> said =
        wish.has("message")
            ? Segment.of(wish.path("message"))
            : List.of(Segment.text(wish.path("text").asString("")));
    String id = keep(group, user, Segment.toJson(said, json));
    Member member = member(group, user);
    ObjectNode event = event("message", user, group).put("message_type", "group");
    event.put("sub_type", "normal").put("message_id", Long.parseLong(id)).put("font", 0);
    event.put("raw_message", Segment.toCq(said));
    event.set(
        "message",
        wish.path("cq").asBoolean(false)
            ? json.getNodeFactory().stringNode(Segment.toCq(said))
            : Segment.toJson(said, json));
    event
        .putObject("sender")
        .put("user_id", Long.parseLong(user))
        .put("nickname", member.name())
        .put("card", "")
        .put("role", member.role())
        .put("sex", "unknown")
        .put("age", 0);
    events.accept(event);
    return json.createObjectNode().put("message_id", id);
  }

  synchronized ObjectNode join(JsonNode wish) {
    String group = group(wish);
    String user = OneBotServing.id(wish, "user");
    String inviter = OneBotServing.id(wish, "invited_by");
    people(group).put(user, new Member(wish.path("name").asString(user), "member", now()));
    kicked.remove(user);
    misbehaviour.joined(user);
    ObjectNode event = event("notice", user, group).put("notice_type", "group_increase");
    event
        .put("sub_type", inviter.isEmpty() ? "approve" : "invite")
        .put("operator_id", Long.parseLong(inviter.isEmpty() ? "30001" : inviter));
    events.accept(event);
    return json.createObjectNode();
  }

  synchronized ObjectNode leave(JsonNode wish) {
    String user = OneBotServing.id(wish, "user");
    left(group(wish), user, "leave", user);
    return json.createObjectNode();
  }

  synchronized ObjectNode rename(JsonNode wish) {
    String group = group(wish);
    names.put(group, wish.path("name").asString(""));
    ObjectNode event = event("notice", "30001", group).put("notice_type", "notify");
    event.put("sub_type", "group_name").put("name_new", names.get(group));
    events.accept(event);
    return json.createObjectNode();
  }

  synchronized ObjectNode ask(JsonNode wish) {
    String user = OneBotServing.id(wish, "user");
    // Never twice, as on QQ, also after a restart: who hears a flag again takes it for the same.
    String flag = "ask-%d-%d".formatted(clock.millis(), requests.size() + 1);
    requests.put(flag, false);
    asking.put(flag, wish);
    if (wish.has("registered")) {
      registered.put(user, wish.path("registered").asLong(0));
    }
    ObjectNode event = event("request", user, group(wish)).put("request_type", "group");
    event.put("sub_type", "add").put("flag", flag);
    event.put("comment", wish.path("comment").asString(""));
    events.accept(event);
    return json.createObjectNode().put("flag", flag);
  }

  synchronized ObjectNode role(JsonNode wish) {
    String group = group(wish);
    String user = OneBotServing.id(wish, "user");
    String role = wish.path("role").asString("member");
    people(group)
        .put(user, new Member(member(group, user).name(), role, member(group, user).since()));
    ObjectNode event = event("notice", user, group).put("notice_type", "group_admin");
    event.put("sub_type", role.equals("admin") ? "set" : "unset");
    events.accept(event);
    return json.createObjectNode();
  }

  /** Everything there is, for a test to look at. */
  synchronized ObjectNode look() {
    ObjectNode all = json.createObjectNode();
    ObjectNode people = all.putObject("groups");
    groups.forEach(
        (group, members) -> {
          ObjectNode in = people.putObject(group);
          members.forEach((user, member) -> in.put(user, member.role()));
        });
    ArrayNode said = all.putArray("messages");
    messages.forEach(
        (id, message) ->
            said.addObject()
                .put("id", id)
                .put("group", message.group)
                .put("user", message.user)
                .put("text", text(message.segments))
                .put("recalled", message.recalled)
                .set("message", message.segments));
    ObjectNode asked = all.putObject("requests");
    requests.forEach(asked::put);
    ArrayNode done = all.putArray("calls");
    calls.forEach(done::add);
    return all;
  }

  private static String text(ArrayNode segments) {
    var all = new StringBuilder();
    segments.forEach(each -> all.append(each.path("data").path("text").asString("")));
    return all.toString();
  }

  // ---- what the bot is told to do

  @Override
  public synchronized Answer act(String action, JsonNode params) {
    if (!action.startsWith("get_")) {
      ObjectNode call = json.createObjectNode().put("action", action);
      call.set("params", params);
      calls.add(call);
    }
    Answer refused = misbehaviour.refuse(action, params);
    return refused != null ? refused : behave(action, params);
  }

  private Answer behave(String action, JsonNode params) {
    String group = OneBotServing.id(params, "group_id");
    String user = OneBotServing.id(params, "user_id");
    return switch (action) {
      case "get_login_info" ->
          Answer.ok(
              json.createObjectNode()
                  .put("user_id", Long.parseLong(SELF))
                  .put("nickname", "Liana"));
      case "get_status" -> Answer.ok(json.createObjectNode().put("online", true).put("good", true));
      case "get_version_info" ->
          Answer.ok(
              json.createObjectNode()
                  .put("app_name", "liana-simulator")
                  .put("app_version", "1")
                  .put("protocol_version", "v11"));
      case "get_group_list" -> Answer.ok(groupList());
      case "get_group_info" -> inGroup(group, there -> Answer.ok(groupInfo(there)));
      case "get_group_member_list" -> inGroup(group, this::memberList);
      case "get_group_member_info" -> ofMember(group, user, this::memberInfo);
      case "get_stranger_info" -> stranger(user);
      case "send_group_msg" -> inGroup(group, there -> said(there, params));
      case "send_private_msg" -> Answer.ok(messageId(keep("", SELF, segments(params))));
      case "delete_msg" -> recall(OneBotServing.id(params, "message_id"));
      case "get_msg" -> message(OneBotServing.id(params, "message_id"));
      case "set_group_kick" -> ofMember(group, user, this::kick);
      case "set_group_ban" -> ofMember(group, user, (there, who) -> mute(there, who, params));
      case "set_group_add_request" -> answerRequest(params);
      default -> Answer.unknown(action);
    };
  }

  /** As NapCat tells of them; other implementations know no {@code reg_time}. */
  private Answer stranger(String user) {
    ObjectNode about = json.createObjectNode().put("user_id", Long.parseLong(user));
    about.put("nickname", names.getOrDefault(user, user));
    Long since = registered.get(user);
    return Answer.ok(since == null ? about : about.put("reg_time", since));
  }

  private interface InGroup {
    Answer act(String group);
  }

  private interface OfMember {
    Answer act(String group, String user);
  }

  private Answer inGroup(String group, InGroup act) {
    return groups.containsKey(group)
        ? act.act(group)
        : Answer.failed(NO_SUCH_THING, "群 %s 不存在".formatted(group));
  }

  private Answer ofMember(String group, String user, OfMember act) {
    return inGroup(
        group,
        there ->
            people(there).containsKey(user)
                ? act.act(there, user)
                : Answer.failed(NO_SUCH_THING, "群成员 %s 不存在".formatted(user)));
  }

  private ArrayNode groupList() {
    ArrayNode list = json.createArrayNode();
    groups.keySet().forEach(id -> list.add(groupInfo(id)));
    return list;
  }

  private ObjectNode groupInfo(String id) {
    return json.createObjectNode()
        .put("group_id", Long.parseLong(id))
        .put("group_name", names.getOrDefault(id, "河畔茶馆"))
        .put("member_count", people(id).size())
        .put("max_member_count", 200);
  }

  private Answer memberList(String group) {
    ArrayNode list = json.createArrayNode();
    people(group).keySet().forEach(user -> list.add(info(group, user)));
    return Answer.ok(list);
  }

  private Answer memberInfo(String group, String user) {
    return Answer.ok(info(group, user));
  }

  private ObjectNode info(String group, String user) {
    Member member = member(group, user);
    return json.createObjectNode()
        .put("group_id", Long.parseLong(group))
        .put("user_id", Long.parseLong(user))
        .put("nickname", member.name())
        .put("card", "")
        .put("role", member.role())
        .put("join_time", member.since());
  }

  private Answer said(String group, JsonNode params) {
    return Answer.ok(messageId(keep(group, SELF, segments(params))));
  }

  private ArrayNode segments(JsonNode params) {
    JsonNode message = params.path("message");
    return Segment.toJson(
        message.isString() && params.path("auto_escape").asBoolean(false)
            ? List.of(Segment.text(message.asString()))
            : Segment.of(message),
        json);
  }

  private ObjectNode messageId(String id) {
    return json.createObjectNode().put("message_id", Long.parseLong(id));
  }

  private Answer recall(String id) {
    Message message = messages.get(id);
    if (message == null || message.recalled) {
      return Answer.failed(NO_SUCH_THING, "消息不存在");
    }
    if (misbehaviour.recallAfterKickFails() && kicked.containsKey(message.user)) {
      return Answer.failed(REFUSED, "撤回失败：发送者已不在群中");
    }
    if (!message.user.equals(SELF) && !administrator(message.group)) {
      return noRight();
    }
    message.recalled = true;
    ObjectNode event =
        event("notice", message.user, message.group).put("notice_type", "group_recall");
    event.put("operator_id", Long.parseLong(SELF)).put("message_id", Long.parseLong(id));
    events.accept(event);
    return Answer.ok(null);
  }

  private Answer message(String id) {
    Message message = messages.get(id);
    if (message == null || message.recalled) {
      return Answer.failed(NO_SUCH_THING, "消息不存在");
    }
    ObjectNode found = messageId(id).put("message_type", "group");
    found.set("message", message.segments);
    return Answer.ok(found);
  }

  private Answer kick(String group, String user) {
    if (!administrator(group) || !member(group, user).role().equals("member")) {
      return noRight();
    }
    if (misbehaviour.kickAfterJoinFails(user)) {
      return Answer.failed(REFUSED, "移出群成员失败");
    }
    kicked.put(user, group);
    left(group, user, "kick", SELF);
    return Answer.ok(null);
  }

  private Answer mute(String group, String user, JsonNode params) {
    if (!administrator(group) || !member(group, user).role().equals("member")) {
      return noRight();
    }
    long seconds = params.path("duration").asLong(1_800);
    ObjectNode event = event("notice", user, group).put("notice_type", "group_ban");
    event
        .put("sub_type", seconds == 0 ? "lift_ban" : "ban")
        .put("operator_id", Long.parseLong(SELF))
        .put("duration", seconds);
    events.accept(event);
    return Answer.ok(null);
  }

  private Answer answerRequest(JsonNode params) {
    String flag = OneBotServing.id(params, "flag");
    if (!requests.containsKey(flag)) {
      return Answer.failed(NO_SUCH_THING, "请求不存在");
    }
    JsonNode wish = asking.remove(flag);
    if (wish == null) {
      return Answer.failed(REFUSED, "该请求已被处理");
    }
    boolean approve = params.path("approve").asBoolean(true);
    requests.put(flag, approve);
    if (approve) {
      join(wish);
    }
    return Answer.ok(null);
  }

  private static Answer noRight() {
    return Answer.failed(REFUSED, "没有权限，需要管理员");
  }

  private boolean administrator(String group) {
    return !member(group, SELF).role().equals("member");
  }

  private void left(String group, String user, String how, String by) {
    people(group).remove(user);
    ObjectNode event = event("notice", user, group).put("notice_type", "group_decrease");
    event.put("sub_type", how).put("operator_id", Long.parseLong(by));
    events.accept(event);
  }

  private String keep(String group, String user, ArrayNode segments) {
    String id = Long.toString(++nextMessage);
    messages.put(id, new Message(group, user, segments));
    return id;
  }

  private Map<String, Member> people(String group) {
    return groups.computeIfAbsent(group, unknown -> new LinkedHashMap<>());
  }

  private Member member(String group, String user) {
    return groups.getOrDefault(group, Map.of()).getOrDefault(user, new Member(user, "member"));
  }

  private long now() {
    return clock.instant().getEpochSecond();
  }

  private static String group(JsonNode wish) {
    String group = OneBotServing.id(wish, "group");
    return group.isEmpty() ? GROUP : group;
  }

  private ObjectNode event(String type, String user, String group) {
    return json.createObjectNode()
        .put("time", now())
        .put("self_id", Long.parseLong(SELF))
        .put("post_type", type)
        .put("user_id", Long.parseLong(user))
        .put("group_id", Long.parseLong(group));
  }
}
