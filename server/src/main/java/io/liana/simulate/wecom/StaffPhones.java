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
 * App messages as WeCom brings them to staff: what is too much for one person is dropped and nobody
 * is told, the same message again is not brought twice, a response code works once.
 *
 * <p>Faults: {@code lose_card_answer} (brought, and the answer lost).
 */
final class StaffPhones {
  private static final int MOST_A_MINUTE = 30;

  private static final class Message {
    final String staff;
    final String task;
    final JsonNode card;
    final Instant at;
    @Nullable String code;
    String replaced = "";

    Message(String staff, String task, JsonNode card, Instant at, String code) {
      this.staff = staff;
      this.task = task;
      this.card = card;
      this.at = at;
      this.code = code;
    }
  }

  private final SimulatedCorp corp;
  private final Map<String, Message> messages = new LinkedHashMap<>(); // by task
  private int dropped;

  StaffPhones(SimulatedCorp corp) {
    this.corp = corp;
  }

  /** Null for a path that is none of ours. */
  @Nullable ObjectNode answer(String path, JsonNode body) {
    return switch (path) {
      case "/message/send" -> send(body);
      case "/message/update_template_card" -> update(body);
      default -> null;
    };
  }

  private ObjectNode send(JsonNode body) {
    List<String> valid = new ArrayList<>();
    List<String> invalid = new ArrayList<>();
    for (String user : body.path("touser").asString("").split("\\|")) {
      boolean works = corp.staff.contains(user) && !corp.resigned.contains(user);
      (works ? valid : invalid).add(user);
    }
    if (valid.isEmpty()) {
      throw new Refusal(81013, "user & party & tag all invalid");
    }
    JsonNode card = body.path("template_card");
    String code = "rc" + corp.world.number();
    for (String user : valid) {
      bring(user, card, code, body.path("enable_duplicate_check").asInt(0) == 1);
    }
    if (corp.faults.strikes("lose_card_answer")) {
      throw new IllegalStateException("the answer is lost");
    }
    return Interface.ok()
        .put("invaliduser", String.join("|", invalid))
        .put("msgid", "app" + corp.world.number())
        .put("response_code", code);
  }

  private void bring(String user, JsonNode card, String code, boolean once) {
    Instant minute = corp.world.now().minusSeconds(60);
    long lately =
        messages.values().stream()
            .filter(m -> m.staff.equals(user) && m.at.isAfter(minute))
            .count();
    String task = card.path("task_id").asString("");
    if (lately >= MOST_A_MINUTE) {
      dropped++;
    } else if (!once || !messages.containsKey(task)) {
      messages.put(task, new Message(user, task, card, corp.world.now(), code));
    }
  }

  private ObjectNode update(JsonNode body) {
    String code = body.path("response_code").asString("");
    Message message =
        messages.values().stream()
            .filter(m -> code.equals(m.code))
            .findFirst()
            .orElseThrow(() -> new Refusal(40058, "invalid response_code"));
    message.code = null;
    message.replaced = body.at("/button/replace_name").asString("");
    return Interface.ok();
  }

  /** Presses a button of the newest message, or of this task's; the event it raises. */
  String press(String staff, String task, String button) {
    Message message =
        messages.values().stream()
            .filter(m -> m.staff.equals(staff) && (task.isEmpty() || m.task.equals(task)))
            .reduce((one, other) -> other)
            .orElseThrow();
    message.code = "rc" + corp.world.number();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("EventKey", button);
    fields.put("TaskId", message.task);
    fields.put("CardType", "button_interaction");
    fields.put("ResponseCode", message.code);
    fields.put("AgentID", corp.agent);
    return Events.xml(corp, "template_card_event", fields, "")
        .replace("<![CDATA[sys]]>", "<![CDATA[" + staff + "]]>");
  }

  void state(ObjectNode state) {
    state.put("cards_dropped", dropped);
    ArrayNode list = state.putArray("cards");
    for (Message message : messages.values()) {
      ObjectNode line = list.addObject();
      line.put("staff", message.staff).put("task", message.task).put("replaced", message.replaced);
      line.set("card", message.card);
    }
  }
}
