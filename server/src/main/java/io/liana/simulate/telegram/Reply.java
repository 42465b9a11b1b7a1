package io.liana.simulate.telegram;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the server answers: an HTTP status and Telegram's envelope. */
record Reply(int status, ObjectNode body) {
  static Reply ok(JsonNode result) {
    ObjectNode body = World.JSON.createObjectNode().put("ok", true);
    body.set("result", result);
    return new Reply(200, body);
  }

  static Reply done() {
    return ok(World.JSON.getNodeFactory().booleanNode(true));
  }

  static Reply no(int code, String description) {
    return new Reply(
        code,
        World.JSON
            .createObjectNode()
            .put("ok", false)
            .put("error_code", code)
            .put("description", description));
  }

  static Reply bad(String description) {
    return no(400, "Bad Request: " + description);
  }

  static Reply forbidden(String description) {
    return no(403, "Forbidden: " + description);
  }

  Reply with(String parameter, long value) {
    ObjectNode more = body.deepCopy();
    more.putObject("parameters").put(parameter, value);
    return new Reply(status, more);
  }
}
