package io.liana.channel.onebot;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The other side of the protocol: what an implementation of OneBot 11 does with calls that come in
 * over a socket or over HTTP. The sandbox and the simulator are such implementations.
 */
public final class OneBotServing {
  private static final int LARGEST_CALL = 1 << 20;

  /** Whatever answers actions. */
  public interface Actions {
    Answer act(String action, JsonNode params);
  }

  /**
   * @param words null when it went well
   */
  public record Answer(int code, @Nullable String words, @Nullable JsonNode data) {
    public static final int BAD_REQUEST = 1400;
    public static final int UNKNOWN_ACTION = 1404;

    public static Answer ok(@Nullable JsonNode data) {
      return new Answer(0, null, data);
    }

    public static Answer failed(int code, String words) {
      return new Answer(code, words, null);
    }

    public static Answer unknown(String action) {
      return failed(UNKNOWN_ACTION, "there is no action " + action);
    }
  }

  private final JsonMapper json;

  public OneBotServing(JsonMapper json) {
    this.json = json;
  }

  /** Answers one frame of a socket; what is no call is refused with 1400. */
  public String answer(String frame, Actions actions) {
    JsonNode call;
    try {
      call = json.readTree(frame);
    } catch (JacksonException e) {
      return frame(Answer.failed(Answer.BAD_REQUEST, "not JSON"), null).toString();
    }
    JsonNode echo = call == null ? null : call.get("echo");
    if (call == null || !call.path("action").isString()) {
      return frame(Answer.failed(Answer.BAD_REQUEST, "action is missing"), echo).toString();
    }
    return frame(act(call.path("action").asString(), call.path("params"), actions), echo)
        .toString();
  }

  /** Answers a call over HTTP: the action is the last part of the path. */
  public ObjectNode answer(HttpServletRequest request, String action, Actions actions)
      throws IOException {
    JsonNode params;
    try {
      params = params(request);
    } catch (JacksonException e) {
      return frame(Answer.failed(Answer.BAD_REQUEST, "not JSON"), null);
    }
    return frame(act(action, params, actions), null);
  }

  /** JSON in the body, or a form or query. */
  private JsonNode params(HttpServletRequest request) throws IOException {
    String type = request.getContentType();
    if (type != null && type.startsWith("application/json")) {
      byte[] body = request.getInputStream().readNBytes(LARGEST_CALL);
      JsonNode node = body.length == 0 ? null : json.readTree(body);
      return node != null && node.isObject() ? node : json.createObjectNode();
    }
    ObjectNode params = json.createObjectNode();
    request.getParameterMap().forEach((name, values) -> params.put(name, values[0]));
    return params;
  }

  private static Answer act(String action, JsonNode params, Actions actions) {
    // Doing it later or slower is allowed; here it is done at once.
    String bare = action.replaceFirst("(_async|_rate_limited)$", "");
    return actions.act(bare, params);
  }

  private ObjectNode frame(Answer answer, @Nullable JsonNode echo) {
    boolean ok = answer.words() == null;
    ObjectNode frame =
        json.createObjectNode().put("status", ok ? "ok" : "failed").put("retcode", answer.code());
    frame.set("data", answer.data() == null ? json.nullNode() : answer.data());
    if (!ok) {
      frame.put("message", answer.words()).put("wording", answer.words());
    }
    if (echo != null) {
      frame.set("echo", echo);
    }
    return frame;
  }

  /** An id as text, whether it came as a number or as a text; empty when it is not there. */
  public static String id(JsonNode params, String field) {
    String id = OneBotEvents.id(params, field);
    return id == null ? "" : id;
  }
}
