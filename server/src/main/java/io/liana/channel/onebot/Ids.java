package io.liana.channel.onebot;

import tools.jackson.databind.node.ObjectNode;

/**
 * Ids are texts here, because they outgrow every int; on the wire OneBot 11 wants numbers, and some
 * implementations refuse anything else.
 */
final class Ids {
  private Ids() {}

  static ObjectNode number(ObjectNode params, String field, String id) {
    if (id.matches("-?\\d{1,18}")) {
      return params.put(field, Long.parseLong(id));
    }
    return params.put(field, id);
  }
}
