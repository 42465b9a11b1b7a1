package io.liana.channel.onebot;

import io.liana.channel.InboundEvent;
import io.liana.channel.InboundEvent.Head;
import io.liana.channel.Person;
import io.liana.channel.RawEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a kept event means; pure. */
final class OneBotReader {
  private static final String EVERYBODY = "all";

  private final JsonMapper json;

  OneBotReader(JsonMapper json) {
    this.json = json;
  }

  List<InboundEvent> read(RawEvent raw) {
    JsonNode event = parse(raw.body());
    var head = new Head(raw.platform(), raw.account(), raw.group(), raw.key(), raw.at());
    return switch (text(event, "post_type")) {
      case "message", "message_sent" -> List.of(message(head, event));
      case "notice" -> notice(head, event);
      case "request" -> request(head, event);
      case "" -> throw new IllegalArgumentException("post_type is missing");
      default -> List.of();
    };
  }

  private JsonNode parse(String body) {
    try {
      JsonNode node = json.readTree(body);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a JSON object: " + e.getOriginalMessage(), e);
    }
    throw new IllegalArgumentException("an event is a JSON object");
  }

  private static InboundEvent message(Head head, JsonNode event) {
    List<Segment> said = Segment.of(event.path("message"));
    var text = new StringBuilder();
    boolean media = false;
    String replyTo = null;
    Set<String> mentions = new LinkedHashSet<>();
    for (Segment each : said) {
      switch (each.type()) {
        case "text" -> text.append(each.get("text"));
        case "at" -> {
          if (!each.get("qq").isEmpty() && !each.get("qq").equals(EVERYBODY)) {
            mentions.add(each.get("qq"));
          }
          text.append('@')
              .append(each.get("name").isEmpty() ? each.get("qq") : each.get("name"))
              .append(' ');
        }
        case "reply" -> replyTo = each.get("id").isEmpty() ? replyTo : each.get("id");
        case "image", "record", "video", "file", "forward", "mface" -> media = true;
        // Adverts come as cards; their words must be judged like any others.
        case "share", "music" ->
            text.append(String.join(" ", each.get("title"), each.get("content"), each.get("url")));
        case "json", "xml" -> text.append(each.get("data"));
        case "contact" ->
            text.append("[contact %s %s]".formatted(each.get("type"), each.get("id")));
        default -> {
          // a face, a dice: nothing anybody reads
        }
      }
    }
    return new InboundEvent.MessageHeard(
        head,
        sender(event),
        need(event, "message_id"),
        text.isEmpty() && media ? InboundEvent.Form.MEDIA : InboundEvent.Form.TEXT,
        text.toString().strip(),
        replyTo,
        new ArrayList<>(mentions));
  }

  private static Person sender(JsonNode event) {
    JsonNode anonymous = event.path("anonymous");
    if (anonymous.isObject()) {
      return Person.of("anonymous:" + need(anonymous, "id"), optional(anonymous, "name"));
    }
    String id = need(event, "user_id");
    JsonNode sender = event.path("sender");
    String card = optional(sender, "card");
    return new Person(
        id,
        card == null || card.isBlank() ? optional(sender, "nickname") : card,
        role(text(sender, "role")),
        id.equals(text(event, "self_id")));
  }

  private static Person.@Nullable Role role(String role) {
    return switch (role) {
      case "owner", "admin", "member" -> Person.Role.valueOf(role.toUpperCase(Locale.ROOT));
      default -> null;
    };
  }

  private static List<InboundEvent> notice(Head head, JsonNode event) {
    String sub = text(event, "sub_type");
    return switch (text(event, "notice_type")) {
      case "group_increase" ->
          List.of(
              new InboundEvent.MemberJoined(
                  head, who(event), sub.equals("invite") ? other(event, "operator_id") : null));
      case "group_decrease" ->
          List.of(
              new InboundEvent.MemberLeft(
                  head, who(event), sub.equals("leave") ? null : other(event, "operator_id")));
      case "group_recall" ->
          List.of(
              new InboundEvent.MessageRecalled(
                  head, person(event, "operator_id"), need(event, "message_id")));
      case "group_admin" ->
          List.of(
              new InboundEvent.RoleChanged(
                  head,
                  new Person(
                      need(event, "user_id"),
                      null,
                      sub.equals("set") ? Person.Role.ADMIN : Person.Role.MEMBER,
                      false)));
      case "group_ban" -> ban(head, event, sub);
      case "group_card" ->
          event.has("card_new")
              ? List.of(new InboundEvent.MemberRenamed(head, who(event), text(event, "card_new")))
              : List.of();
      case "group_upload" ->
          List.of(
              new InboundEvent.MessageHeard(
                  head,
                  who(event),
                  "file:" + need(event.path("file"), "id"),
                  InboundEvent.Form.MEDIA,
                  text(event.path("file"), "name"),
                  null,
                  List.of()));
      case "group_msg_emoji_like" ->
          List.of(
              new InboundEvent.ReactionAdded(
                  head,
                  who(event),
                  need(event, "message_id"),
                  text(event.path("like"), "emoji_id")));
      case "notify" ->
          sub.equals("group_name") && event.has("name_new")
              ? List.of(
                  new InboundEvent.GroupRenamed(
                      head, person(event, "user_id"), text(event, "name_new")))
              : List.of();
      case "" -> throw new IllegalArgumentException("notice_type is missing");
      default -> List.of();
    };
  }

  private static List<InboundEvent> ban(Head head, JsonNode event, String sub) {
    String id = need(event, "user_id");
    if (id.equals("0")) {
      return List.of(); // the whole group
    }
    long seconds = event.path("duration").asLong(0);
    Instant until =
        sub.equals("lift_ban") || seconds <= 0
            ? null
            : head.at().plusSeconds(Math.min(seconds, 40L * 86_400)); // QQ mutes 30 days at most
    return List.of(
        new InboundEvent.MemberMuted(
            head, Person.of(id, null), person(event, "operator_id"), until));
  }

  private static List<InboundEvent> request(Head head, JsonNode event) {
    // An invitation of our own account into a group is no request to a group of ours.
    if (!text(event, "request_type").equals("group") || !text(event, "sub_type").equals("add")) {
      return List.of();
    }
    return List.of(
        new InboundEvent.JoinRequested(
            head,
            Person.of(need(event, "user_id"), null),
            text(event, "comment"),
            need(event, "flag"),
            null));
  }

  private static Person who(JsonNode event) {
    return Person.of(need(event, "user_id"), null);
  }

  private static @Nullable Person person(JsonNode event, String field) {
    String id = optional(event, field);
    return id == null || id.equals("0") ? null : Person.of(id, null);
  }

  /** The one who did it to somebody else. */
  private static @Nullable Person other(JsonNode event, String field) {
    Person person = person(event, field);
    return person == null || person.key().equals(text(event, "user_id")) ? null : person;
  }

  private static String need(JsonNode node, String field) {
    String value = optional(node, field);
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  private static @Nullable String optional(JsonNode node, String field) {
    String value = OneBotEvents.id(node, field);
    return value == null || value.isEmpty() ? null : value;
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isString() ? value.asString() : "";
  }
}
