package io.liana.simulate.wecom;

import io.liana.simulate.wecom.MassTask.Hand;
import io.liana.simulate.wecom.SimulatedCorp.Customer;
import io.liana.simulate.wecom.SimulatedCorp.Follow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 群发 as WeCom does it: a task nobody may read for the first seconds, that waits for a tap which
 * comes at once, hours later or never, and counts against every customer's and group's quota.
 *
 * <p>Faults: {@code mass_dispatch_seconds} (41063 so long; 3 unless told), {@code lose_mass_answer}
 * (made, and the answer lost), {@code fail_mass} (refused with an HTTP error, not made), {@code
 * mass_unlisted} (made, and not in the list), {@code quota_rule} (0 month, 1 week, 2 day).
 */
final class MassDesk {
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final int MOST_CUSTOMERS = 10_000;
  private static final int MOST_GROUPS = 2_000;
  private static final int MOST_LISTED = 100;
  private static final int MOST_RESULTS = 1_000;
  private static final int DAY_SECONDS = 86_400;

  private record Counted(boolean group, String target, Instant at) {}

  private final SimulatedCorp corp;
  private final Map<String, MassTask> tasks = new LinkedHashMap<>();
  private final List<Counted> counted = new ArrayList<>();
  private final Map<String, Integer> habits = new HashMap<>(); // seconds until they tap; −1 never

  MassDesk(SimulatedCorp corp) {
    this.corp = corp;
  }

  /** Null for a path that is none of ours. */
  @Nullable ObjectNode answer(String path, JsonNode body) {
    tapByHabit();
    return switch (path) {
      case "/externalcontact/add_msg_template" -> add(body);
      case "/externalcontact/get_groupmsg_list_v2" -> list(body);
      case "/externalcontact/get_groupmsg_task" -> hands(body);
      case "/externalcontact/get_groupmsg_send_result" -> results(body);
      case "/externalcontact/remind_groupmsg_send" -> remind(body);
      case "/externalcontact/cancel_groupmsg_send" -> {
        alive(body).cancelled = true;
        yield Interface.ok();
      }
      default -> null;
    };
  }

  private ObjectNode add(JsonNode body) {
    if (corp.faults.strikes("fail_mass")) {
      throw new IllegalStateException("the gateway broke before it arrived");
    }
    boolean group = body.path("chat_type").asString("single").equals("group");
    List<String> targets = texts(body.path(group ? "chat_id_list" : "external_userid"));
    String sender = body.path("sender").asString("");
    if (targets.size() > (group ? MOST_GROUPS : MOST_CUSTOMERS)) {
      throw new Refusal(40058, "too many targets");
    }
    if (group && sender.isEmpty()) {
      throw new Refusal(40058, "sender is needed for groups");
    }
    corp.media.mustKnow(body.path("attachments"), false);
    MassTask task = fresh(group, body.at("/text/content").asString(""), false);
    task.attachments = body.path("attachments");
    ArrayNode failed = Interface.JSON.createArrayNode();
    for (String target : targets) {
      String hand = group ? owner(target, sender) : follower(target, sender);
      if (hand == null) {
        failed.add(target);
      } else {
        task.hands.computeIfAbsent(hand, any -> new Hand()).targets.put(target, MassTask.NOT_SENT);
      }
    }
    List<String> left =
        task.hands.values().stream().flatMap(h -> h.targets.keySet().stream()).toList();
    if (left.isEmpty()) {
      throw new Refusal(40096, "no valid customer");
    }
    if (left.stream().allMatch(target -> full(group, target))) {
      throw new Refusal(41048, "all customers reached their limit");
    }
    tasks.put(task.id, task);
    if (corp.faults.strikes("lose_mass_answer")) {
      throw new IllegalStateException("the answer is lost");
    }
    ObjectNode answer = Interface.ok().put("msgid", task.id);
    answer.set("fail_list", failed);
    return answer;
  }

  private MassTask fresh(boolean group, String text, boolean personal) {
    int dispatch = corp.faults.value("mass_dispatch_seconds");
    Instant now = corp.world.now();
    return new MassTask(
        "msg" + corp.world.number(),
        group,
        text,
        now,
        now.plusSeconds(dispatch == 0 ? 3 : dispatch),
        personal);
  }

  private @Nullable String owner(String chat, String sender) {
    SimulatedChat known = corp.chats.get(chat);
    return known == null || known.dismissed || !known.owner.equals(sender) ? null : sender;
  }

  /** Whoever talked with the customer last; here, who was added last. */
  private @Nullable String follower(String external, String sender) {
    Customer customer = corp.customers.get(external);
    if (customer == null) {
      return null;
    }
    return customer.follows.entrySet().stream()
        .filter(each -> sender.isEmpty() || each.getKey().equals(sender))
        .max(Comparator.comparing(each -> each.getValue().since))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private ObjectNode list(JsonNode body) {
    if (!body.has("chat_type")) {
      throw new Refusal(40058, "chat_type is missing");
    }
    boolean group = body.path("chat_type").asString("").equals("group");
    int filter = body.path("filter_type").asInt(2);
    List<MassTask> all =
        tasks.values().stream()
            .filter(task -> task.group == group)
            .filter(task -> filter == 2 || task.personal == (filter == 1))
            .filter(task -> task.made.getEpochSecond() >= body.path("start_time").asLong(0))
            .filter(task -> task.made.getEpochSecond() <= body.path("end_time").asLong(0))
            .toList();
    if (corp.faults.strikes("mass_unlisted")) {
      all = List.of();
    }
    ObjectNode answer = Interface.ok();
    ArrayNode list = answer.putArray("group_msg_list");
    for (MassTask task : page(answer, all, body, MOST_LISTED)) {
      ObjectNode line = list.addObject();
      line.put("msgid", task.id)
          .put("create_time", task.made.getEpochSecond())
          .put("create_type", task.personal ? 1 : 0)
          .putObject("text")
          .put("content", task.text);
    }
    return answer;
  }

  private ObjectNode hands(JsonNode body) {
    MassTask task = readable(body);
    ObjectNode answer = Interface.ok();
    ArrayNode list = answer.putArray("task_list");
    for (var hand : page(answer, List.copyOf(task.hands.entrySet()), body, MOST_RESULTS)) {
      Instant tapped = hand.getValue().tapped;
      ObjectNode line = list.addObject().put("userid", hand.getKey());
      line.put("status", tapped == null ? 0 : 2);
      if (tapped != null) {
        line.put("send_time", tapped.getEpochSecond());
      }
    }
    return answer;
  }

  private ObjectNode results(JsonNode body) {
    MassTask task = readable(body);
    String user = body.path("userid").asString("");
    Hand hand = task.hands.get(user);
    if (hand == null) {
      throw new Refusal(40058, "no such sender");
    }
    ObjectNode answer = Interface.ok();
    ArrayNode list = answer.putArray("send_list");
    for (var each : page(answer, List.copyOf(hand.targets.entrySet()), body, MOST_RESULTS)) {
      ObjectNode line = list.addObject().put("userid", user).put("status", each.getValue());
      line.put(task.group ? "chat_id" : "external_userid", each.getKey());
      if (each.getValue() == MassTask.SENT && hand.tapped != null) {
        line.put("send_time", hand.tapped.getEpochSecond());
      }
    }
    return answer;
  }

  private <T> List<T> page(ObjectNode answer, List<T> all, JsonNode body, int most) {
    int ordered = corp.faults.value("page");
    int limit = Math.clamp(body.path("limit").asInt(50), 1, ordered > 0 ? ordered : most);
    String cursor = body.path("cursor").asString("");
    int from = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
    int to = Math.min(all.size(), from + limit);
    answer.put("next_cursor", to < all.size() ? String.valueOf(to) : "");
    return all.subList(Math.min(from, to), to);
  }

  private ObjectNode remind(JsonNode body) {
    MassTask task = alive(body);
    Instant day = corp.world.now().minusSeconds(DAY_SECONDS);
    if (task.reminders.stream().filter(at -> at.isAfter(day)).count() >= 3) {
      throw new Refusal(41094, "reminded three times in 24 hours");
    }
    task.reminders.add(corp.world.now());
    return Interface.ok();
  }

  private MassTask task(JsonNode body) {
    MassTask task = tasks.get(body.path("msgid").asString(""));
    if (task == null) {
      throw new Refusal(40058, "invalid msgid");
    }
    return task;
  }

  private MassTask alive(JsonNode body) {
    MassTask task = task(body);
    if (task.cancelled) {
      throw new Refusal(41093, "the task was cancelled");
    }
    return task;
  }

  private MassTask readable(JsonNode body) {
    MassTask task = task(body);
    if (corp.world.now().isBefore(task.readable)) {
      throw new Refusal(41063, "the task is being dispatched");
    }
    return task;
  }

  // ---------------------------------------------------------------- people

  /** How long they let every task lie; −1 for ever. */
  void habit(String staff, int seconds) {
    habits.put(staff, seconds);
  }

  /** Taps everything that waits for them. */
  void tap(String staff) {
    tasks.values().forEach(task -> tap(task, staff, corp.world.now()));
  }

  /** Somebody sends something of their own, which counts as well. */
  void personal(String staff, boolean group, List<String> targets) {
    MassTask task = fresh(group, "my own", true);
    Hand hand = task.hands.computeIfAbsent(staff, any -> new Hand());
    targets.forEach(target -> hand.targets.put(target, MassTask.NOT_SENT));
    tasks.put(task.id, task);
    tap(task, staff, corp.world.now());
  }

  private void tapByHabit() {
    for (MassTask task : tasks.values()) {
      habits.forEach(
          (staff, seconds) -> {
            Instant at = task.made.plusSeconds(seconds);
            if (seconds >= 0 && !corp.world.now().isBefore(at)) {
              tap(task, staff, at);
            }
          });
    }
  }

  private void tap(MassTask task, String staff, Instant at) {
    Hand hand = task.hands.get(staff);
    if (hand == null || hand.tapped != null || task.cancelled) {
      return;
    }
    hand.tapped = at;
    hand.targets.replaceAll((target, before) -> sent(task.group, target, staff, at));
  }

  private int sent(boolean group, String target, String staff, Instant at) {
    if (!group) {
      Customer customer = corp.customers.get(target);
      Follow follow = customer == null ? null : customer.follows.get(staff);
      if (follow == null || follow.deletedByCustomer) {
        return MassTask.NOT_FRIEND;
      }
    }
    if (full(group, target)) {
      return MassTask.OVER_QUOTA;
    }
    counted.add(new Counted(group, target, at));
    return MassTask.SENT;
  }

  private boolean full(boolean group, String target) {
    LocalDate today = corp.world.now().atZone(CHINA).toLocalDate();
    int rule = corp.faults.value("quota_rule");
    LocalDate first =
        switch (rule) {
          case 1 -> today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
          case 2 -> today;
          default -> today.withDayOfMonth(1);
        };
    int most = rule == 1 ? 7 : rule == 2 ? 1 : today.lengthOfMonth();
    Instant since = first.atStartOfDay(CHINA).toInstant();
    return counted.stream()
            .filter(c -> c.group() == group && c.target().equals(target))
            .filter(c -> !c.at().isBefore(since))
            .count()
        >= most;
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(each -> each.asString("")).toList();
  }

  /** For {@code GET /simulator/corps/ID}. */
  void state(ObjectNode state) {
    ArrayNode list = state.putArray("mass_tasks");
    for (MassTask task : tasks.values()) {
      ObjectNode line = list.addObject();
      line.put("msgid", task.id).put("text", task.text).put("cancelled", task.cancelled);
      line.put("reminders", task.reminders.size());
      line.set("attachments", task.attachments);
      ObjectNode targets = line.putObject("targets");
      task.hands.values().forEach(hand -> hand.targets.forEach(targets::put));
    }
  }
}
