package io.liana.channel.history;

import static io.liana.channel.history.JsonSource.text;
import static io.liana.channel.history.JsonSource.textOr;

import io.liana.channel.EventKind;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A WeChat chat as WeFlow exports it (JSON). */
final class WeChatReader implements HistoryReader {
  private static final AppSentences APP = AppSentences.of("wechat.tsv");
  private static final String[] HAPPENINGS = {"recall", "invite", "join", "kick", "leave", "topic"};
  private static final Map<Long, String> TYPES = types();

  private final HistoryFile file;
  private final HistoryOptions options;
  private final NameBook names = new NameBook();
  private final SentenceEvents sentences;

  WeChatReader(HistoryFile file, HistoryOptions options) {
    this.file = file;
    this.options = options;
    this.sentences = new SentenceEvents(APP, names, file.name());
  }

  private void everyMessage(JsonSource.Member each) throws IOException {
    JsonSource.read(
        file,
        json ->
            JsonSource.fields(
                json,
                field -> {
                  if (field.equals("messages")) {
                    JsonSource.members(json, each);
                  }
                }));
  }

  @Override
  public void survey() throws IOException {
    everyMessage(
        (message, line) -> {
          HistoryPerson sender = sender(message);
          if (sender != null) {
            names.add(sender.name(), sender.id());
            if ("1".equals(text(message, "isSend"))) {
              sentences.self(sender);
            }
          }
        });
  }

  @Override
  public NameBook names() {
    return names;
  }

  @Override
  public void read(HistorySink sink) throws IOException {
    var times = new LocalTimes(options.zone());
    everyMessage((message, line) -> message(message, line, times, sink));
  }

  private void message(JsonNode message, long line, LocalTimes times, HistorySink sink) {
    String written = textOr(message, "createTime", textOr(message, "formattedTime", ""));
    Instant at = WrittenTime.parse(written, times);
    if (at == null) {
      sink.unreadable(Unreadable.of(file.name(), line, Unreadable.Why.NO_TIME, message.toString()));
      return;
    }
    String content = textOr(message, "content", "");
    String type = type(message);
    HistoryPerson sender = sender(message);
    if (type.equals("type-system") || sender == null) {
      Sentence.Match said = APP.match(content, HAPPENINGS);
      if (said == null) {
        sink.event(sentences.system(at, content, line));
      } else {
        sentences.events(said, at, content, line).forEach(sink::event);
      }
      return;
    }
    boolean placeholder = content.isEmpty() || APP.words("media").contains(content);
    boolean media = type.equals("type-media") || placeholder;
    EventKind kind = media ? EventKind.MEDIA : EventKind.MESSAGE;
    String text = media ? "" : content;
    sink.event(
        HistoryEvent.of(at, kind, sender, text, null, file.name(), line)
            .withKey(text(message, "serverId"), text(message, "replyToMessageId")));
  }

  private static @Nullable HistoryPerson sender(JsonNode message) {
    String id = textOr(message, "senderUsername", "");
    String name = textOr(message, "senderDisplayName", id);
    return name.isEmpty() && id.isEmpty()
        ? null
        : new HistoryPerson(name.isEmpty() ? id : name, id.isEmpty() ? null : id);
  }

  /** The upper half of the number is the kind of card; a quote (57) is a message. */
  private static String type(JsonNode message) {
    long number = message.path("localType").asLong(1) & 0xFFFF_FFFFL;
    return TYPES.getOrDefault(number, "type-media");
  }

  private static Map<Long, String> types() {
    var types = new HashMap<Long, String>();
    for (String[] row : Table.rows("wechat.tsv")) {
      if (row[0].startsWith("type-")) {
        types.put(Long.parseLong(row[2]), row[0]);
      }
    }
    return types;
  }
}
