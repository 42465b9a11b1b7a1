package io.liana.simulate.wecom;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * 入群欢迎语 as WeCom keeps them: a hundred at most, listed nowhere, changed only by the app that made
 * one.
 *
 * <p>Faults: {@code lose_welcome_answer} (made, and the answer lost), {@code fail_welcome} (the
 * gateway breaks before it arrives), {@code foreign_welcome} (another app made it: 41058).
 */
final class WelcomeDesk {
  private static final int MOST = 100;
  private static final int LONGEST_BYTES = 3_000;

  private final SimulatedCorp corp;
  private final Map<String, JsonNode> templates = new LinkedHashMap<>();

  WelcomeDesk(SimulatedCorp corp) {
    this.corp = corp;
  }

  /** Null for a path that is none of ours. */
  @Nullable ObjectNode answer(String path, JsonNode body) {
    return switch (path) {
      case "/externalcontact/group_welcome_template/add" -> add(body);
      case "/externalcontact/group_welcome_template/edit" -> {
        String id = known(body);
        own();
        templates.put(id, checked(body));
        yield Interface.ok();
      }
      case "/externalcontact/group_welcome_template/get" -> {
        ObjectNode answer = Interface.ok();
        JsonNode kept = templates.getOrDefault(known(body), Interface.ok());
        answer.set("text", kept.path("text"));
        yield answer;
      }
      case "/externalcontact/group_welcome_template/del" -> {
        String id = known(body);
        own();
        templates.remove(id);
        yield Interface.ok();
      }
      default -> null;
    };
  }

  private ObjectNode add(JsonNode body) {
    if (corp.faults.strikes("fail_welcome")) {
      throw new IllegalStateException("the gateway broke before it arrived");
    }
    if (templates.size() >= MOST) {
      throw new Refusal(41055, "more than 100 group welcome templates");
    }
    String id = "msg-welcome-" + corp.world.number();
    templates.put(id, checked(body));
    if (corp.faults.strikes("lose_welcome_answer")) {
      throw new IllegalStateException("the answer is lost");
    }
    return Interface.ok().put("template_id", id);
  }

  private JsonNode checked(JsonNode body) {
    byte[] text =
        body.at("/text/content").asString("").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    if (text.length > LONGEST_BYTES) {
      throw new Refusal(40058, "text is longer than 3000 bytes");
    }
    corp.media.mustKnow(body, false);
    return body;
  }

  private void own() {
    if (corp.faults.strikes("foreign_welcome")) {
      throw new Refusal(41058, "another app made this template");
    }
  }

  private String known(JsonNode body) {
    String id = body.path("template_id").asString("");
    if (!templates.containsKey(id)) {
      throw new Refusal(41056, "invalid template id");
    }
    return id;
  }

  void state(ObjectNode state) {
    var shown = state.putArray("group_welcomes");
    templates.values().forEach(each -> shown.add(each.at("/text/content").asString("")));
  }
}
