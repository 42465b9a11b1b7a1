package io.liana.channel.history;

import static io.liana.channel.history.JsonSource.text;
import static io.liana.channel.history.JsonSource.textOr;

import io.liana.channel.EventKind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/** Telegram Desktop's {@code result.json}, of one chat or of a whole account. */
final class TelegramReader implements HistoryReader {
  private static final List<String> MEDIA =
      List.of(
          "media_type",
          "photo",
          "file",
          "sticker_emoji",
          "poll",
          "location_information",
          "contact_information",
          "game_title",
          "invoice_information");

  private final HistoryFile file;
  private final HistoryOptions options;
  private final NameBook names = new NameBook();
  private final SeveralChats chats;

  TelegramReader(HistoryFile file, HistoryOptions options) {
    this.file = file;
    this.options = options;
    this.chats = new SeveralChats(file.name(), options.chat());
  }

  private interface OnMessage {
    void read(String chat, JsonNode message, long line);
  }

  @Override
  public void survey() throws IOException {
    everyMessage(
        (chat, message, line) -> {
          chats.see(chat);
          learnName(message, "from", "from_id");
          learnName(message, "actor", "actor_id");
        });
    chats.decide();
  }

  private void learnName(JsonNode message, String name, String id) {
    String said = text(message, name);
    if (said != null) {
      names.add(said, text(message, id));
    }
  }

  private void everyMessage(OnMessage each) throws IOException {
    JsonSource.read(file, json -> chat(json, each));
  }

  private void chat(JsonParser json, OnMessage each) throws IOException {
    var name = new String[] {""};
    JsonSource.fields(
        json,
        field -> {
          switch (field) {
            case "name" ->
                name[0] =
                    json.currentToken() == JsonToken.VALUE_STRING ? json.getString() : name[0];
            case "messages" ->
                JsonSource.members(json, (message, line) -> each.read(name[0], message, line));
            case "chats", "left_chats" -> JsonSource.fields(json, inner -> list(inner, json, each));
            default -> {}
          }
        });
  }

  private void list(String field, JsonParser json, OnMessage each) throws IOException {
    if (field.equals("list") && json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        chat(json, each);
      }
    }
  }

  @Override
  public NameBook names() {
    return names;
  }

  @Override
  public void read(HistorySink sink) throws IOException {
    var times = new LocalTimes(options.zone());
    everyMessage(
        (chat, message, line) -> {
          if (!chats.isWanted(chat)) {
            return;
          }
          Instant at = time(message, times);
          if (at == null) {
            sink.unreadable(
                Unreadable.of(file.name(), line, Unreadable.Why.NO_TIME, message.toString()));
          } else if ("service".equals(text(message, "type"))) {
            service(message, at, line, sink);
          } else {
            said(message, at, line, sink);
          }
        });
  }

  private static @Nullable Instant time(JsonNode message, LocalTimes times) {
    String unix = text(message, "date_unixtime");
    String date = text(message, "date");
    String written = unix == null ? date : unix;
    return written == null ? null : WrittenTime.parse(written, times);
  }

  private void said(JsonNode message, Instant at, long line, HistorySink sink) {
    String text = plainText(message.path("text"));
    boolean media = text.isEmpty() || MEDIA.stream().anyMatch(message::has);
    EventKind kind = media ? EventKind.MEDIA : EventKind.MESSAGE;
    String fromId = text(message, "from_id");
    String from = text(message, "from");
    if (from == null && fromId == null) {
      sink.unreadable(
          Unreadable.of(file.name(), line, Unreadable.Why.NO_SENDER, message.toString()));
      return;
    }
    var sender = new HistoryPerson(from == null ? "Deleted Account" : from, fromId);
    sink.event(
        HistoryEvent.of(at, kind, sender, text, null, file.name(), line)
            .withKey(text(message, "id"), text(message, "reply_to_message_id"))
            .withMentions(mentions(message.path("text"))));
  }

  /** Either a string or a list of strings and objects with a {@code text}. */
  private static String plainText(JsonNode text) {
    if (!text.isArray()) {
      return text.isString() ? text.asString() : "";
    }
    var plain = new StringBuilder();
    for (JsonNode part : text) {
      plain.append(part.isString() ? part.asString() : textOr(part, "text", ""));
    }
    return plain.toString();
  }

  private static List<HistoryPerson> mentions(JsonNode text) {
    var people = new ArrayList<HistoryPerson>();
    for (JsonNode part : text.isArray() ? text : List.<JsonNode>of()) {
      String user = text(part, "user_id");
      if (user != null && "mention_name".equals(text(part, "type"))) {
        people.add(new HistoryPerson(textOr(part, "text", ""), "user" + user));
      }
    }
    return people;
  }

  private void service(JsonNode message, Instant at, long line, HistorySink sink) {
    String actor = text(message, "actor");
    String actorId = text(message, "actor_id");
    HistoryPerson by =
        actor == null && actorId == null
            ? null
            : new HistoryPerson(actor == null ? "Deleted Account" : actor, actorId);
    String key = text(message, "id");
    switch (textOr(message, "action", "")) {
      case "join_group_by_link", "join_group_by_request" ->
          tell(HistoryEvent.of(at, EventKind.JOIN, by, "", null, file.name(), line), key, sink);
      case "invite_members", "remove_members" -> moved(message, by, at, line, sink);
      case "edit_group_title" -> {
        String title = textOr(message, "title", "");
        tell(HistoryEvent.of(at, EventKind.TOPIC, by, title, null, file.name(), line), key, sink);
      }
      default -> {
        String what = textOr(message, "action", "service");
        tell(HistoryEvent.of(at, EventKind.SYSTEM, by, what, null, file.name(), line), key, sink);
      }
    }
  }

  private void moved(
      JsonNode message, @Nullable HistoryPerson by, Instant at, long line, HistorySink sink) {
    boolean in = "invite_members".equals(text(message, "action"));
    int count = 0;
    for (JsonNode member : message.path("members")) {
      if (!member.isString()) {
        continue; // a deleted account
      }
      HistoryPerson who = names.person(member.asString());
      boolean self = by != null && by.name().equals(who.name());
      EventKind kind =
          self ? (in ? EventKind.JOIN : EventKind.LEAVE) : (in ? EventKind.INVITE : EventKind.KICK);
      HistoryPerson target = self ? null : who;
      String key = text(message, "id");
      String own = count == 0 || key == null ? key : key + "/" + count;
      tell(HistoryEvent.of(at, kind, by, "", target, file.name(), line), own, sink);
      count++;
    }
  }

  private static void tell(HistoryEvent event, @Nullable String key, HistorySink sink) {
    sink.event(event.withKey(key, null));
  }
}
