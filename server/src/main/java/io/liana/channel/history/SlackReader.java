package io.liana.channel.history;

import static io.liana.channel.history.JsonSource.text;
import static io.liana.channel.history.JsonSource.textOr;

import io.liana.channel.EventKind;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A Slack export: {@code users.json} and one folder a channel with one file a day. */
final class SlackReader implements HistoryReader {
  private static final String SLACKBOT = "USLACKBOT";

  private final List<HistoryFile> files;
  private final List<HistoryFile> days = new ArrayList<>();
  private final Map<String, String> names = new HashMap<>();
  private final Set<String> bots = new HashSet<>(Set.of(SLACKBOT));
  private final SeveralChats chats;

  SlackReader(List<HistoryFile> files, HistoryOptions options) {
    this.files = files;
    this.chats = new SeveralChats("the export", options.chat());
  }

  static boolean isDay(HistoryFile file) {
    return file.lastName().matches("\\d{4}-\\d{2}-\\d{2}\\.json");
  }

  @Override
  public void survey() throws IOException {
    for (HistoryFile file : files) {
      if (file.lastName().equals("users.json")) {
        JsonSource.read(file, json -> JsonSource.members(json, (user, line) -> learn(user)));
      } else if (isDay(file)) {
        chats.see(channel(file));
        days.add(file);
        JsonSource.read(file, json -> json.skipChildren());
      }
    }
    chats.decide();
    days.removeIf(file -> !chats.isWanted(channel(file)));
  }

  private void learn(JsonNode user) {
    String id = text(user, "id");
    if (id == null) {
      return;
    }
    JsonNode profile = user.path("profile");
    String name = textOr(profile, "display_name", "");
    name = name.isEmpty() ? textOr(profile, "real_name", textOr(user, "real_name", "")) : name;
    names.put(id, name.isEmpty() ? textOr(user, "name", id) : name);
    if (user.path("is_bot").asBoolean(false)) {
      bots.add(id);
    }
  }

  private static String channel(HistoryFile file) {
    int end = file.name().lastIndexOf('/');
    int start = end < 0 ? 0 : file.name().lastIndexOf('/', end - 1) + 1;
    return end < 0 ? "" : file.name().substring(start, end);
  }

  @Override
  public void read(HistorySink sink) throws IOException {
    for (HistoryFile day : days) {
      JsonSource.read(
          day,
          json -> JsonSource.members(json, (message, line) -> message(day, message, line, sink)));
    }
  }

  private void message(HistoryFile day, JsonNode message, long line, HistorySink sink) {
    String ts = text(message, "ts");
    Instant at = ts == null || !ts.matches("\\d+(\\.\\d+)?") ? null : WrittenTime.unix(ts);
    if (at == null) {
      sink.unreadable(Unreadable.of(day.name(), line, Unreadable.Why.NO_TIME, message.toString()));
      return;
    }
    String subtype = textOr(message, "subtype", "");
    HistoryPerson sender = sender(message);
    String raw = textOr(message, "text", "");
    EventKind kind = kind(subtype, message);
    if (sender == null && kind.isMessage()) {
      sink.unreadable(
          Unreadable.of(day.name(), line, Unreadable.Why.NO_SENDER, message.toString()));
      return;
    }
    String thread = text(message, "thread_ts");
    String replyTo = thread == null || thread.equals(ts) ? null : thread;
    HistoryEvent event =
        HistoryEvent.of(at, kind, sender, said(kind, message, raw), null, day.name(), line);
    if (kind == EventKind.INVITE) {
      HistoryPerson inviter = person(textOr(message, "inviter", ""));
      event = HistoryEvent.of(at, kind, inviter, "", sender, day.name(), line);
    }
    List<HistoryPerson> mentions = kind.isMessage() ? SlackText.mentions(raw, names) : List.of();
    event = event.withKey(ts, replyTo).withMentions(mentions);
    boolean bot = message.has("bot_id") || (sender != null && bots.contains(sender.key()));
    sink.event(bot ? event.asBot() : event);
  }

  private String said(EventKind kind, JsonNode message, String raw) {
    return switch (kind) {
      case MESSAGE, MEDIA, ACTION, SYSTEM -> SlackText.plain(raw, names);
      case TOPIC ->
          textOr(message, "topic", textOr(message, "purpose", textOr(message, "name", raw)));
      default -> "";
    };
  }

  private static EventKind kind(String subtype, JsonNode message) {
    return switch (subtype) {
      case "", "thread_broadcast", "file_share", "bot_message", "reply_broadcast" ->
          message.path("files").size() > 0 || message.has("file")
              ? EventKind.MEDIA
              : EventKind.MESSAGE;
      case "me_message" -> EventKind.ACTION;
      case "channel_join", "group_join" ->
          message.has("inviter") ? EventKind.INVITE : EventKind.JOIN;
      case "channel_leave", "group_leave" -> EventKind.LEAVE;
      case "channel_topic",
          "group_topic",
          "channel_purpose",
          "group_purpose",
          "channel_name",
          "group_name" ->
          EventKind.TOPIC;
      case "tombstone", "message_deleted" -> EventKind.RECALL;
      default -> EventKind.SYSTEM;
    };
  }

  private @Nullable HistoryPerson sender(JsonNode message) {
    String user = text(message, "user");
    if (user != null) {
      JsonNode profile = message.path("user_profile");
      String shown = textOr(profile, "display_name", textOr(profile, "real_name", ""));
      boolean unknown = !names.containsKey(user) && !shown.isEmpty();
      return unknown ? new HistoryPerson(shown, user) : person(user);
    }
    String bot = text(message, "bot_id");
    String name = text(message, "username");
    return bot == null && name == null
        ? null
        : new HistoryPerson(name == null ? String.valueOf(bot) : name, bot);
  }

  private HistoryPerson person(String id) {
    return new HistoryPerson(names.getOrDefault(id, id), id);
  }
}
