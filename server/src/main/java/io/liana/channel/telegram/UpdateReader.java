package io.liana.channel.telegram;

import io.liana.channel.InboundEvent;
import io.liana.channel.InboundEvent.Head;
import io.liana.channel.Person;
import io.liana.channel.RawEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** From one update of a group to what happened there. Pure. */
final class UpdateReader {
  private final RawEvent raw;
  private final Envelope envelope;

  private UpdateReader(RawEvent raw, Envelope envelope) {
    this.raw = raw;
    this.envelope = envelope;
  }

  /**
   * @throws IllegalArgumentException when the update makes no sense
   */
  static List<InboundEvent> read(RawEvent raw) {
    Envelope envelope = Envelope.read(raw.body());
    var reader = new UpdateReader(raw, envelope);
    JsonNode update = envelope.update();
    if (update.has("message")) {
      return reader.message(update.path("message"));
    }
    if (update.has("edited_message")) {
      return reader.edited(update.path("edited_message"));
    }
    if (update.has("chat_member")) {
      return reader.member(update.path("chat_member"));
    }
    if (update.has("chat_join_request")) {
      return List.of(reader.asks(update.path("chat_join_request")));
    }
    if (update.has("message_reaction")) {
      return reader.reaction(update.path("message_reaction"));
    }
    return List.of();
  }

  private List<InboundEvent> message(JsonNode message) {
    if (message.has("new_chat_members")) {
      return came(message);
    }
    if (message.has("left_chat_member")) {
      return went(message);
    }
    if (message.has("new_chat_title")) {
      return List.of(
          new InboundEvent.GroupRenamed(
              head("title:" + id(message), Wire.time(message, "date")),
              sender(message),
              Wire.text(message, "new_chat_title")));
    }
    InboundEvent.Form form = Said.form(message);
    Person by = sender(message);
    if (form == null || by == null) {
      return List.of();
    }
    return List.of(
        new InboundEvent.MessageHeard(
            head("message:" + id(message), Wire.time(message, "date")),
            by,
            id(message),
            form,
            Said.words(message),
            answered(message),
            Said.mentions(message, envelope.usernames())));
  }

  private List<InboundEvent> edited(JsonNode message) {
    Person by = sender(message);
    boolean live = message.has("location") && !message.has("venue"); // moves by itself
    if (by == null || live || Said.form(message) == null) {
      return List.of();
    }
    return List.of(
        new InboundEvent.MessageEdited(
            head("edit:%s:%d".formatted(id(message), updateId()), Wire.time(message, "edit_date")),
            by,
            id(message),
            Said.words(message)));
  }

  /**
   * Every message in a topic formally answers the line that opened the topic; that is no answer to
   * anybody.
   */
  private @Nullable String answered(JsonNode message) {
    JsonNode answered = message.path("reply_to_message");
    long number = Wire.number(answered, "message_id");
    boolean topic =
        answered.has("forum_topic_created")
            || Wire.flag(message, "is_topic_message")
                && number == Wire.number(message, "message_thread_id");
    return number == 0 || topic ? null : Wire.messageKey(message.path("chat"), number);
  }

  /**
   * Lines in the chat about who came; where the bot is told by chat_member they say nothing new.
   */
  private List<InboundEvent> came(JsonNode message) {
    List<InboundEvent> joins = new ArrayList<>();
    Instant at = Wire.time(message, "date");
    Person by = sender(message);
    for (JsonNode user : message.path("new_chat_members")) {
      if (!envelope.memberUpdates() && !isMe(user)) {
        Person who = Wire.person(user, Person.Role.MEMBER);
        boolean self = by == null || by.key().equals(who.key());
        joins.add(
            new InboundEvent.MemberJoined(presence("join", user, at), who, self ? null : by, null));
      }
    }
    return joins;
  }

  private List<InboundEvent> went(JsonNode message) {
    JsonNode user = message.path("left_chat_member");
    if (envelope.memberUpdates() || isMe(user)) {
      return List.of();
    }
    Person who = Wire.person(user, null);
    Person by = sender(message);
    boolean self = by == null || by.key().equals(who.key());
    return List.of(
        new InboundEvent.MemberLeft(
            presence("leave", user, Wire.time(message, "date")), who, self ? null : by));
  }

  private List<InboundEvent> member(JsonNode change) {
    JsonNode before = change.path("old_chat_member");
    JsonNode after = change.path("new_chat_member");
    JsonNode user = after.path("user");
    if (isMe(user) || Wire.number(user, "id") == 0) {
      return List.of();
    }
    Instant at = Wire.time(change, "date");
    Person who = Wire.person(user, Wire.role(after));
    Person by = Wire.person(change.path("from"), null);
    boolean self = by.key().equals(who.key());
    if (!Wire.isIn(before) && Wire.isIn(after)) {
      JsonNode link = change.path("invite_link");
      // Who lets somebody in that asked to come did not bring them.
      boolean brought = !self && !link.isObject() && !Wire.flag(change, "via_join_request");
      return List.of(
          new InboundEvent.MemberJoined(
              presence("join", user, at), who, brought ? by : null, link(link)));
    }
    if (Wire.isIn(before) && !Wire.isIn(after)) {
      return List.of(
          new InboundEvent.MemberLeft(
              presence("leave", user, at), Wire.person(user, null), self ? null : by));
    }
    if (!Wire.isIn(after)) {
      return List.of(); // a ban of somebody who is away, or its end
    }
    List<InboundEvent> changes = new ArrayList<>();
    if (Wire.role(before) != Wire.role(after)) {
      changes.add(new InboundEvent.RoleChanged(head("role:%d".formatted(updateId()), at), who));
    }
    if (isMuted(before) != isMuted(after)) {
      changes.add(
          new InboundEvent.MemberMuted(
              head("mute:%d".formatted(updateId()), at),
              who,
              self ? null : by,
              isMuted(after) ? mutedUntil(after) : null));
    }
    return changes;
  }

  private static boolean isMuted(JsonNode member) {
    return Wire.text(member, "status").equals("restricted")
        && !Wire.flag(member, "can_send_messages");
  }

  /** Zero means for ever. */
  private static Instant mutedUntil(JsonNode member) {
    return Wire.number(member, "until_date") == 0
        ? Instant.parse("9999-12-31T00:00:00Z")
        : Wire.time(member, "until_date");
  }

  private InboundEvent asks(JsonNode request) {
    JsonNode user = request.path("from");
    Person who = Wire.person(user, null);
    return new InboundEvent.JoinRequested(
        head("asks:%d".formatted(updateId()), Wire.time(request, "date")),
        who,
        "", // Telegram lets nobody write a word with it
        who.key(),
        link(request.path("invite_link")));
  }

  private List<InboundEvent> reaction(JsonNode change) {
    JsonNode user = change.path("user");
    JsonNode actor = change.path("actor_chat");
    Person by;
    if (user.isObject()) {
      by = Wire.person(user, null);
    } else if (actor.isObject()) {
      by = speaker(actor, change.path("chat"));
    } else {
      return List.of();
    }
    Set<String> before = reactions(change.path("old_reaction"));
    Set<String> now = reactions(change.path("new_reaction"));
    Instant at = Wire.time(change, "date");
    String message = Wire.messageKey(change.path("chat"), Wire.number(change, "message_id"));
    if (now.isEmpty()) {
      return List.of(
          new InboundEvent.ReactionAdded(
              head("reaction:%d".formatted(updateId()), at), by, message, ""));
    }
    now.removeAll(before);
    List<InboundEvent> added = new ArrayList<>();
    for (String reaction : now) {
      added.add(
          new InboundEvent.ReactionAdded(
              head("reaction:%d:%s".formatted(updateId(), reaction), at), by, message, reaction));
    }
    return added;
  }

  private static Set<String> reactions(JsonNode list) {
    Set<String> reactions = new LinkedHashSet<>();
    for (JsonNode reaction : list) {
      reactions.add(
          switch (Wire.text(reaction, "type")) {
            case "emoji" -> Wire.text(reaction, "emoji");
            case "custom_emoji" -> "custom:" + Wire.text(reaction, "custom_emoji_id");
            case "paid" -> "paid";
            default -> "other";
          });
    }
    return reactions;
  }

  /** A person, an administrator who hides behind the group's name, or a channel that speaks. */
  private @Nullable Person sender(JsonNode message) {
    JsonNode chat = message.path("sender_chat");
    if (chat.isObject()) {
      return speaker(chat, message.path("chat"));
    }
    JsonNode from = message.path("from");
    return Wire.number(from, "id") == 0 ? null : Wire.person(from, envelope.role());
  }

  private static Person speaker(JsonNode speaking, JsonNode group) {
    long id = Wire.number(speaking, "id");
    String title = Wire.text(speaking, "title");
    return new Person(
        Wire.chatKey(id),
        title.isEmpty() ? null : title,
        // Only administrators can speak as the group itself.
        id == Wire.number(group, "id") ? Person.Role.ADMIN : null,
        false);
  }

  private boolean isMe(JsonNode user) {
    return Wire.number(user, "id") == envelope.me();
  }

  private static @Nullable String link(JsonNode link) {
    String url = Wire.text(link, "invite_link");
    return url.isEmpty() ? null : url;
  }

  private static String id(JsonNode message) {
    return Wire.messageKey(message.path("chat"), Wire.number(message, "message_id"));
  }

  private long updateId() {
    return Wire.number(envelope.update(), "update_id");
  }

  /** The line in the chat and the chat_member update have the same key: they are one event. */
  private Head presence(String kind, JsonNode user, Instant at) {
    return head("%s:%d:%d".formatted(kind, Wire.number(user, "id"), at.getEpochSecond()), at);
  }

  private Head head(String key, Instant at) {
    return new Head(raw.platform(), raw.account(), raw.group(), key, at);
  }
}
