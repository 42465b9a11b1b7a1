package io.liana.channel;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * The open event format: one JSON object an event, documented in docs/connect/open.md. Spoken by
 * the open door ({@code POST /groups/{group}/events}) and by the sandbox.
 */
@Component
public class OpenFormat {
  static final int LONGEST_KEY = 200;
  static final int LONGEST_NAME = 200;
  static final int LONGEST_VIA = 2_000;
  static final int LONGEST_TEXT = 20_000;
  static final int MOST_MENTIONS = 200;

  /**
   * @param id unique in the group
   * @param at ISO 8601 with offset
   * @param messageId the message said, edited or recalled; a new message without one goes by {@code
   *     id}
   * @param targets whom a message mentions, or who was invited or kicked
   * @param via of a join or a request: the link or code they came by
   */
  public record Line(
      @Nullable String id,
      @Nullable String at,
      @Nullable String type,
      @Nullable Who sender,
      @Nullable String text,
      @Nullable String messageId,
      @Nullable String replyTo,
      @Nullable List<Who> targets,
      @Nullable String via) {
    public Line(
        @Nullable String id,
        @Nullable String at,
        @Nullable String type,
        @Nullable Who sender,
        @Nullable String text,
        @Nullable String messageId,
        @Nullable String replyTo,
        @Nullable List<Who> targets) {
      this(id, at, type, sender, text, messageId, replyTo, targets, null);
    }
  }

  public record Who(
      @Nullable String id, @Nullable String name, @Nullable String role, @Nullable Boolean bot) {}

  private final JsonMapper json;
  private final ObjectReader lines;

  OpenFormat(JsonMapper json) {
    this.json = json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    this.lines = this.json.readerFor(Line.class);
  }

  public String write(Line line) {
    return json.writeValueAsString(line);
  }

  /**
   * Checks one line and makes it ready for the inbox.
   *
   * @throws IllegalArgumentException saying what is wrong with the line
   */
  public RawEvent raw(String platform, String account, String group, String line) {
    Line parsed = parse(line);
    InboundEvent.Head head = read(platform, account, group, parsed).head();
    return new RawEvent(platform, account, group, head.key(), head.at(), line);
  }

  /**
   * @throws IllegalArgumentException saying what is wrong with the body
   */
  public InboundEvent read(RawEvent raw) {
    return read(raw.platform(), raw.account(), raw.group(), parse(raw.body()));
  }

  private Line parse(String text) {
    if (text.length() > RawEvent.MAX_BODY) {
      throw new IllegalArgumentException("an event may have at most 65536 characters");
    }
    try {
      Line line = lines.readValue(text);
      if (line == null) {
        throw new IllegalArgumentException("an event is a JSON object");
      }
      return line;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "not a JSON object of the open format: " + e.getOriginalMessage(), e);
    }
  }

  private static InboundEvent read(String platform, String account, String group, Line line) {
    String id = key(need(line.id(), "id"), "id");
    String type = need(line.type(), "type");
    String actor = line.sender() == null || line.sender().id() == null ? "" : line.sender().id();
    // Kind and member belong to the key: platforms reuse ids between kinds, and several people join
    // in one second.
    var head =
        new InboundEvent.Head(
            platform, account, group, Storable.text(type + ":" + actor + ":" + id), time(line));
    String text = text(line);
    return switch (type) {
      case "message", "media", "action" ->
          new InboundEvent.MessageHeard(
              head,
              person(line.sender(), "sender"),
              line.messageId() == null ? id : key(line.messageId(), "message_id"),
              form(type),
              text,
              line.replyTo() == null ? null : key(line.replyTo(), "reply_to"),
              mentions(line));
      case "edit" ->
          new InboundEvent.MessageEdited(
              head,
              person(line.sender(), "sender"),
              key(need(line.messageId(), "message_id"), "message_id"),
              text);
      case "recall" ->
          new InboundEvent.MessageRecalled(
              head,
              optional(line.sender(), "sender"),
              key(need(line.messageId(), "message_id"), "message_id"));
      case "join" ->
          new InboundEvent.MemberJoined(head, person(line.sender(), "sender"), null, via(line));
      case "invite" ->
          new InboundEvent.MemberJoined(
              head, target(line), person(line.sender(), "sender"), via(line));
      case "leave" -> new InboundEvent.MemberLeft(head, person(line.sender(), "sender"), null);
      case "kick" ->
          new InboundEvent.MemberLeft(head, target(line), person(line.sender(), "sender"));
      case "rename" ->
          new InboundEvent.MemberRenamed(
              head, person(line.sender(), "sender"), name(need(line.text(), "text"), "text"));
      case "join_request" ->
          new InboundEvent.JoinRequested(
              head,
              person(line.sender(), "sender"),
              text,
              line.messageId() == null ? id : key(line.messageId(), "message_id"),
              via(line));
      case "topic" -> new InboundEvent.TopicChanged(head, optional(line.sender(), "sender"), text);
      default ->
          throw new IllegalArgumentException(
              "type is one of message, media, action, edit, recall, join, invite, leave, kick, rename, topic, join_request; not '%s'"
                  .formatted(clip(type)));
    };
  }

  private static @Nullable String via(Line line) {
    return line.via() == null || line.via().isEmpty()
        ? null
        : shortEnough(line.via(), "via", LONGEST_VIA);
  }

  private static InboundEvent.Form form(String type) {
    return switch (type) {
      case "media" -> InboundEvent.Form.MEDIA;
      case "action" -> InboundEvent.Form.ACTION;
      default -> InboundEvent.Form.TEXT;
    };
  }

  private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private static Instant time(Line line) {
    String at = need(line.at(), "at");
    try {
      Instant instant = IsoTime.parse(at);
      if (instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
        throw new IllegalArgumentException("at is not a plausible time: " + clip(at));
      }
      return instant;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "at must be ISO 8601 with an offset, like 2026-11-22T10:00:00+08:00; not '%s'"
              .formatted(clip(at)),
          e);
    }
  }

  private static String text(Line line) {
    String text = line.text() == null ? "" : Storable.text(line.text());
    if (text.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException(
          "text may have at most %d characters; this one has %d"
              .formatted(LONGEST_TEXT, text.length()));
    }
    return text;
  }

  private static Person target(Line line) {
    if (line.targets() == null || line.targets().size() != 1) {
      throw new IllegalArgumentException("targets must name the one who was invited or kicked");
    }
    return person(line.targets().getFirst(), "targets");
  }

  private static List<String> mentions(Line line) {
    List<Who> mentions = line.targets() == null ? List.of() : line.targets();
    if (mentions.size() > MOST_MENTIONS) {
      throw new IllegalArgumentException(
          "a message may mention at most %d people".formatted(MOST_MENTIONS));
    }
    return mentions.stream().map(who -> person(who, "targets").key()).toList();
  }

  private static @Nullable Person optional(@Nullable Who who, String field) {
    return who == null ? null : person(who, field);
  }

  private static Person person(@Nullable Who who, String field) {
    if (who == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    String id = key(need(who.id(), field + ".id"), field + ".id");
    return new Person(
        id,
        who.name() == null ? null : name(who.name(), field + ".name"),
        role(who.role()),
        Boolean.TRUE.equals(who.bot()));
  }

  private static Person.@Nullable Role role(@Nullable String role) {
    if (role == null) {
      return null;
    }
    return switch (role) {
      case "owner", "admin", "member" -> Person.Role.valueOf(role.toUpperCase(Locale.ROOT));
      default ->
          throw new IllegalArgumentException(
              "role is one of owner, admin, member; not '%s'".formatted(clip(role)));
    };
  }

  private static String need(@Nullable String value, String field) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  private static String key(String value, String field) {
    return shortEnough(value, field, LONGEST_KEY);
  }

  private static String name(String value, String field) {
    return shortEnough(value, field, LONGEST_NAME);
  }

  private static String shortEnough(String value, String field, int limit) {
    String clean = Storable.text(value);
    if (clean.length() > limit) {
      throw new IllegalArgumentException(
          "%s may have at most %d characters; this one has %d"
              .formatted(field, limit, clean.length()));
    }
    return need(clean, field);
  }

  private static String clip(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
