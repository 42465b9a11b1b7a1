package io.liana.channel.onebot;

import io.liana.channel.RawEvent;
import io.liana.channel.Storable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes an event ready for the inbox: what we understand of it is kept, the rest (pictures in
 * base64, ages, levels) is not, so that no message is too large. Knows the key by which a repeated
 * event is recognised.
 */
final class OneBotEvents {
  static final int LONGEST_TEXT = 16_000;
  private static final int LONGEST_VALUE = 1_000;
  private static final int LONGEST_ID = 200;
  private static final long MILLIS_FROM = 100_000_000_000L; // some implementations count in millis
  private static final Duration PLAUSIBLE = Duration.ofDays(3_650);
  private static final List<String> SCALARS =
      List.of(
          "post_type",
          "message_type",
          "notice_type",
          "request_type",
          "sub_type",
          "message_id",
          "group_id",
          "user_id",
          "operator_id",
          "target_id",
          "self_id",
          "duration",
          "comment",
          "flag",
          "card_new",
          "name_new");
  private static final Set<String> SEGMENT_DATA =
      Set.of("text", "qq", "name", "id", "type", "url", "title", "content", "data", "prompt");

  private final JsonMapper json;

  OneBotEvents(JsonMapper json) {
    this.json = json;
  }

  /**
   * Empty for what does not happen in a group.
   *
   * @param receivedAt stands in where the event tells no plausible time
   */
  Optional<RawEvent> raw(String platform, String account, JsonNode event, Instant receivedAt) {
    String group = id(event, "group_id");
    if (group == null || group.equals("0")) {
      return Optional.empty();
    }
    ObjectNode kept = kept(event);
    Instant at = time(event, receivedAt);
    kept.put("time", at.getEpochSecond());
    return Optional.of(new RawEvent(platform, account, group, key(kept), at, kept.toString()));
  }

  private ObjectNode kept(JsonNode event) {
    ObjectNode kept = json.createObjectNode();
    for (String field : SCALARS) {
      String value = scalar(event.path(field), LONGEST_VALUE);
      if (value != null) {
        kept.put(field, value);
      }
    }
    copy(event, kept, "sender", List.of("nickname", "card", "role"));
    copy(event, kept, "anonymous", List.of("id", "name"));
    copy(event, kept, "file", List.of("id", "name"));
    JsonNode like = event.path("likes").path(0);
    if (like.isObject()) {
      fill(like, kept.putObject("like"), List.of("emoji_id"));
    }
    if (event.has("message") || event.has("raw_message")) {
      JsonNode message = event.has("message") ? event.path("message") : event.path("raw_message");
      kept.set("message", Segment.toJson(trimmed(Segment.of(message)), json));
    }
    return kept;
  }

  private void copy(JsonNode event, ObjectNode kept, String field, List<String> inside) {
    if (event.path(field).isObject()) {
      fill(event.path(field), kept.putObject(field), inside);
    }
  }

  private static void fill(JsonNode from, ObjectNode to, List<String> inside) {
    for (String name : inside) {
      String value = scalar(from.path(name), LONGEST_VALUE);
      if (value != null) {
        to.put(name, value);
      }
    }
  }

  private static List<Segment> trimmed(List<Segment> message) {
    List<Segment> all = new ArrayList<>();
    int room = LONGEST_TEXT;
    for (Segment segment : message) {
      Map<String, String> data = new TreeMap<>();
      for (Map.Entry<String, String> each : segment.data().entrySet()) {
        if (SEGMENT_DATA.contains(each.getKey()) && room > 0) {
          String value = Storable.text(each.getValue(), room);
          room -= value.length();
          data.put(each.getKey(), value);
        }
      }
      if (room > 0) {
        room -= 10; // an empty piece costs something too
        all.add(new Segment(Storable.text(segment.type(), 40), data));
      }
    }
    return all;
  }

  /** Who, what and which; the time only as one part of it, because ids begin anew on some bots. */
  private static String key(ObjectNode kept) {
    var parts = new StringBuilder();
    for (String field :
        List.of(
            "post_type",
            "notice_type",
            "request_type",
            "sub_type",
            "user_id",
            "operator_id",
            "target_id",
            "message_id",
            "flag",
            "duration",
            "card_new",
            "time")) {
      String value = scalar(kept.path(field), LONGEST_ID);
      parts.append(value == null ? "" : value).append(':');
    }
    parts.append(scalar(kept.path("file").path("id"), LONGEST_ID));
    parts.append(':').append(scalar(kept.path("like").path("emoji_id"), LONGEST_ID));
    return parts.toString();
  }

  private static Instant time(JsonNode event, Instant otherwise) {
    JsonNode time = event.path("time");
    if (!time.isNumber()) {
      return otherwise;
    }
    long number = time.asLong(0);
    Instant at =
        Math.abs(number) > MILLIS_FROM
            ? Instant.ofEpochSecond(Math.clamp(number / 1_000, 0, 4_000_000_000L))
            : Instant.ofEpochSecond(Math.max(0, number));
    return Duration.between(at, otherwise).abs().compareTo(PLAUSIBLE) > 0 ? otherwise : at;
  }

  /** An id as text: it may be a number larger than any int. */
  static @Nullable String id(JsonNode node, String field) {
    return scalar(node.path(field), LONGEST_ID);
  }

  private static @Nullable String scalar(JsonNode value, int longest) {
    if (value.isString()) {
      String text = Storable.text(value.asString(), longest);
      return text.isEmpty() ? null : text;
    }
    return value.isIntegralNumber() || value.isBoolean() ? value.asString() : null;
  }
}
