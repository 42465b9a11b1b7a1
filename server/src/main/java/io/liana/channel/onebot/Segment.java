package io.liana.channel.onebot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * A piece of a message: text, a picture, a mention. On the wire either an object or a CQ code in
 * square brackets inside a string; we understand both and write objects.
 *
 * @param data by name; values are texts, also where the platform sends numbers
 */
public record Segment(String type, Map<String, String> data) {
  private static final String OPEN = "[CQ:";
  private static final int MOST = 1_000; // a message of more pieces is an attack, not a message

  public static Segment text(String text) {
    return new Segment("text", Map.of("text", text));
  }

  public static Segment at(String person) {
    return new Segment("at", Map.of("qq", person));
  }

  public static Segment reply(String message) {
    return new Segment("reply", Map.of("id", message));
  }

  public String get(String name) {
    return data.getOrDefault(name, "");
  }

  /** Reads the {@code message} of an event: an array of segments, one segment, or CQ codes. */
  public static List<Segment> of(JsonNode message) {
    if (message.isString()) {
      return ofCq(message.asString());
    }
    List<Segment> all = new ArrayList<>();
    if (message.isObject()) {
      all.add(one(message));
    } else if (message.isArray()) {
      for (JsonNode each : message) {
        if (all.size() < MOST && each.isObject()) {
          all.add(one(each));
        }
      }
    }
    return all;
  }

  private static Segment one(JsonNode node) {
    Map<String, String> data = new LinkedHashMap<>();
    node.path("data")
        .properties()
        .forEach(
            each -> {
              if (each.getValue().isValueNode() && !each.getValue().isNull()) {
                data.put(each.getKey(), each.getValue().asString());
              }
            });
    return new Segment(node.path("type").isString() ? node.path("type").asString() : "", data);
  }

  /** Reads CQ codes; what only looks like one is text. */
  public static List<Segment> ofCq(String message) {
    List<Segment> all = new ArrayList<>();
    int from = 0;
    while (from < message.length() && all.size() < MOST) {
      int open = message.indexOf(OPEN, from);
      int close = open < 0 ? -1 : message.indexOf(']', open);
      if (close < 0) {
        break;
      }
      if (open > from) {
        all.add(text(unescape(message.substring(from, open))));
      }
      all.add(code(message.substring(open + OPEN.length(), close)));
      from = close + 1;
    }
    if (from < message.length()) {
      all.add(text(unescape(message.substring(from))));
    }
    return all;
  }

  private static Segment code(String inside) {
    String[] parts = inside.split(",");
    Map<String, String> data = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        data.put(parts[i].substring(0, equals), unescape(parts[i].substring(equals + 1)));
      }
    }
    return new Segment(parts.length == 0 ? "" : parts[0], data);
  }

  private static String unescape(String text) {
    return text.replace("&#91;", "[")
        .replace("&#93;", "]")
        .replace("&#44;", ",")
        .replace("&amp;", "&");
  }

  public static String toCq(List<Segment> message) {
    var out = new StringBuilder();
    for (Segment each : message) {
      if (each.type().equals("text")) {
        out.append(escape(each.get("text")));
      } else {
        out.append(OPEN).append(each.type());
        each.data()
            .forEach(
                (name, value) ->
                    out.append(',')
                        .append(name)
                        .append('=')
                        .append(escape(value).replace(",", "&#44;")));
        out.append(']');
      }
    }
    return out.toString();
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("[", "&#91;").replace("]", "&#93;");
  }

  public static ArrayNode toJson(List<Segment> message, JsonMapper json) {
    ArrayNode array = json.createArrayNode();
    for (Segment each : message) {
      var node = array.addObject().put("type", each.type());
      var data = node.putObject("data");
      each.data().forEach(data::put);
    }
    return array;
  }
}
