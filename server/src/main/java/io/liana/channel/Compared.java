package io.liana.channel;

import io.liana.channel.InboundEvent.Head;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was found by comparing and no event told: it goes through the inbox like an event of the
 * platform, so that what follows from it follows. A connector that compares hands such a body here;
 * no platform can write one, because bodies are written by our connectors.
 *
 * @param who whom it is about; null for the group itself
 * @param name the group's new name
 */
public record Compared(Kind kind, @Nullable Person who, @Nullable String name) {
  /** PRESENT: they were there when we first looked, or are now what {@code who} says they are. */
  public enum Kind {
    JOINED,
    LEFT,
    PRESENT,
    GROUP_RENAMED
  }

  private static final String FIELD = "compared";
  private static final String BEGINNING = "{\"" + FIELD + "\":";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public RawEvent raw(String platform, String account, String group, String key, Instant at) {
    ObjectNode body =
        JSON.createObjectNode().put(FIELD, kind.name().toLowerCase(Locale.ROOT)).put("key", key);
    if (who != null) {
      body.put("who", who.key()).put("bot", who.bot());
      if (who.name() != null) {
        body.put("called", who.name());
      }
      if (who.role() != null) {
        body.put("role", who.role().name());
      }
    }
    if (name != null) {
      body.put("name", name);
    }
    return new RawEvent(platform, account, group, key, at, JSON.writeValueAsString(body));
  }

  /** Whether this came from a comparison. */
  public static boolean is(RawEvent raw) {
    return raw.body().startsWith(BEGINNING);
  }

  /**
   * @throws IllegalArgumentException when the body makes no sense
   */
  public static List<InboundEvent> read(RawEvent raw) {
    try {
      JsonNode body = JSON.readTree(raw.body());
      var head = new Head(raw.platform(), raw.account(), raw.group(), need(body, "key"), raw.at());
      return List.of(event(head, body));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("this was not found by comparing", e);
    }
  }

  private static InboundEvent event(Head head, JsonNode body) {
    return switch (Kind.valueOf(need(body, FIELD).toUpperCase(Locale.ROOT))) {
      case JOINED -> new InboundEvent.MemberJoined(head, person(body), null);
      case LEFT -> new InboundEvent.MemberLeft(head, person(body), null);
      case PRESENT -> new InboundEvent.RoleChanged(head, person(body));
      case GROUP_RENAMED -> new InboundEvent.GroupRenamed(head, null, need(body, "name"));
    };
  }

  private static Person person(JsonNode body) {
    return new Person(
        need(body, "who"),
        body.path("called").isString() ? body.path("called").asString() : null,
        body.path("role").isString() ? Person.Role.valueOf(body.path("role").asString()) : null,
        body.path("bot").asBoolean(false));
  }

  private static String need(JsonNode body, String field) {
    String value = body.path(field).asString("");
    if (value.isEmpty()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }
}
