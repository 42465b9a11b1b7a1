package io.liana.channel.history;

import static io.liana.channel.history.JsonSource.text;
import static io.liana.channel.history.JsonSource.textOr;

import io.liana.channel.EventKind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One channel as DiscordChatExporter writes it (JSON). */
final class DiscordReader implements HistoryReader {
  private static final List<String> SAID =
      List.of("Default", "Reply", "ChatInputCommand", "ContextMenuCommand", "ThreadStarterMessage");

  private final HistoryFile file;
  private final HistoryOptions options;

  DiscordReader(HistoryFile file, HistoryOptions options) {
    this.file = file;
    this.options = options;
  }

  /** Ids, times and types are all explicit; only whether the document is whole is asked. */
  @Override
  public void survey() throws IOException {
    JsonSource.read(file, json -> JsonSource.fields(json, field -> {}));
  }

  @Override
  public void read(HistorySink sink) throws IOException {
    var times = new LocalTimes(options.zone());
    JsonSource.read(
        file,
        json ->
            JsonSource.fields(
                json,
                field -> {
                  if (field.equals("messages")) {
                    JsonSource.members(
                        json, (message, line) -> message(message, line, times, sink));
                  }
                }));
  }

  private void message(JsonNode message, long line, LocalTimes times, HistorySink sink) {
    Instant at = WrittenTime.parse(textOr(message, "timestamp", ""), times);
    HistoryPerson author = person(message.path("author"));
    if (at == null || author == null) {
      Unreadable.Why why = at == null ? Unreadable.Why.NO_TIME : Unreadable.Why.NO_SENDER;
      sink.unreadable(Unreadable.of(file.name(), line, why, message.toString()));
      return;
    }
    String type = textOr(message, "type", "Default");
    HistoryEvent event =
        switch (type) {
          case "GuildMemberJoin", "7" -> event(at, EventKind.JOIN, author, "", null, line);
          case "RecipientAdd", "1" -> moved(message, author, at, true, line);
          case "RecipientRemove", "2" -> moved(message, author, at, false, line);
          case "ChannelNameChange", "4" ->
              event(
                  at, EventKind.TOPIC, author, newName(textOr(message, "content", "")), null, line);
          default ->
              SAID.contains(type)
                  ? said(message, author, at, line)
                  : event(
                      at, EventKind.SYSTEM, author, textOr(message, "content", type), null, line);
        };
    String reply = text(message.path("reference"), "messageId");
    HistoryEvent whole =
        event.withKey(text(message, "id"), reply).withMentions(mentions(message, event));
    boolean bot = message.path("author").path("isBot").asBoolean(false);
    sink.event(bot ? whole.asBot() : whole);
  }

  private HistoryEvent said(JsonNode message, HistoryPerson author, Instant at, long line) {
    String text = textOr(message, "content", "");
    boolean media =
        text.isEmpty() || message.path("attachments").size() + message.path("stickers").size() > 0;
    return event(at, media ? EventKind.MEDIA : EventKind.MESSAGE, author, text, null, line);
  }

  private HistoryEvent moved(
      JsonNode message, HistoryPerson author, Instant at, boolean in, long line) {
    HistoryPerson who = person(message.path("mentions").path(0));
    if (who == null || who.key().equals(author.key())) {
      return event(at, in ? EventKind.JOIN : EventKind.LEAVE, author, "", null, line);
    }
    return event(at, in ? EventKind.INVITE : EventKind.KICK, author, "", who, line);
  }

  private static List<HistoryPerson> mentions(JsonNode message, HistoryEvent event) {
    var people = new ArrayList<HistoryPerson>();
    if (event.kind().isMessage()) {
      for (JsonNode mention : message.path("mentions")) {
        HistoryPerson who = person(mention);
        if (who != null) {
          people.add(who);
        }
      }
    }
    return people;
  }

  /** Ids are people; shown is the nickname of this server where they have one. */
  private static @Nullable HistoryPerson person(JsonNode node) {
    String id = text(node, "id");
    String name = textOr(node, "name", "");
    String nickname = textOr(node, "nickname", name);
    return id == null && name.isEmpty()
        ? null
        : new HistoryPerson(nickname.isEmpty() ? name : nickname, id);
  }

  private static String newName(String content) {
    int colon = content.indexOf(": ");
    return colon < 0 ? content : content.substring(colon + 2);
  }

  private HistoryEvent event(
      Instant at,
      EventKind kind,
      HistoryPerson sender,
      String text,
      @Nullable HistoryPerson target,
      long line) {
    return HistoryEvent.of(at, kind, sender, text, target, file.name(), line);
  }
}
