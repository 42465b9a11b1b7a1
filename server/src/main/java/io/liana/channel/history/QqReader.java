package io.liana.channel.history;

import io.liana.channel.EventKind;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The message log of QQ for PC, saved as TXT. A message stands between blank lines. */
final class QqReader implements HistoryReader {
  private static final AppSentences APP = AppSentences.of("qq.tsv");
  private static final String[] HAPPENINGS = {"kick", "invite", "join", "leave", "topic", "rename"};
  private static final List<String> SYSTEM_IDS = List.of("10000", "1000000");
  private static final Pattern NAME_AND_ID =
      Pattern.compile("(.*)\\((\\d{4,12})\\)", Pattern.DOTALL);
  private static final Pattern PLACEHOLDERS = Pattern.compile("(\\[[^\\[\\]\n]{1,12}]\\s*)+");
  private static final int RULE = 20; // '=' in a row: the frame around a chat's name

  /**
   * One header in four without a number is how this log is written; one in a hundred is a quote.
   */
  private static final int USUAL_SHARE = 4;

  private final TextFile file;
  private final HistoryOptions options;
  private final StampShapes shapes;
  private final NameBook names = new NameBook();
  private final SeveralChats chats;
  private final SentenceEvents sentences;
  private long afterBlank;
  private long afterText;
  private boolean namesOnly;

  QqReader(TextFile file, HistoryOptions options) {
    this.file = file;
    this.options = options;
    this.shapes = new StampShapes(file.name(), options.order());
    this.chats = new SeveralChats(file.name(), options.chat());
    this.sentences = new SentenceEvents(APP, names, file.name());
  }

  @Override
  public void survey() throws IOException {
    boolean blank = true;
    boolean preamble = false;
    long withoutId = 0;
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        QqHeader header = QqHeader.of(line);
        if (header != null) {
          see(header, line);
          afterBlank += blank ? 1 : 0;
          afterText += blank ? 0 : 1;
        } else {
          preamble |= isPreamble(line);
          QqHeader nameOnly = blank && preamble ? QqHeader.withoutId(line) : null;
          withoutId += nameOnly == null ? 0 : 1;
          surveyFrame(line);
        }
        blank = line.isBlank();
      }
    }
    namesOnly = withoutId * USUAL_SHARE >= afterBlank + afterText + withoutId && withoutId > 0;
    if (namesOnly) {
      surveyNames();
    }
    shapes.decide();
    chats.decide();
  }

  private void surveyNames() throws IOException {
    boolean blank = true;
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        QqHeader header = blank && QqHeader.of(line) == null ? QqHeader.withoutId(line) : null;
        if (header != null) {
          see(header, line);
        }
        blank = line.isBlank();
      }
    }
  }

  private void see(QqHeader header, String line) {
    shapes.see(header.shape(), header.stamp(), line);
    names.add(header.name(), header.id());
  }

  private @Nullable QqHeader header(String line, boolean blankBefore, boolean needsBlank) {
    QqHeader header = blankBefore || !needsBlank ? QqHeader.of(line) : null;
    return header == null && namesOnly && blankBefore ? QqHeader.withoutId(line) : header;
  }

  private void surveyFrame(String line) {
    Sentence.Match chat = line.length() < 200 ? APP.match(line, "chat") : null;
    if (chat != null && chat.text() != null) {
      chats.see(chat.text());
    }
  }

  @Override
  public @Nullable DateOrder dateOrder() {
    return shapes.dateOrder();
  }

  @Override
  public NameBook names() {
    return names;
  }

  @Override
  public void read(HistorySink sink) throws IOException {
    var times = new LocalTimes(options.zone());
    boolean blankBefore = true;
    boolean needsBlank = afterBlank > 9 * afterText;
    QqHeader header = null;
    TextFile.Message open = null;
    Instant at = null;
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        QqHeader next = header(line, blankBefore, needsBlank);
        boolean frame = isRule(line) && isFrame(lines);
        if (next != null && shapes.accepts(next.shape()) || frame) {
          tell(header, open, at, sink);
          header = next;
          open = null;
          at = null;
        }
        if (frame) {
          skipFrame(line, lines);
        } else if (next != null && header == next) {
          LocalDateTime local = shapes.read(next.shape(), next.stamp());
          at = local == null ? null : times.instant(local);
          open = new TextFile.Message("", lines.number());
          if (local == null) {
            sink.unreadable(
                Unreadable.of(file.name(), lines.number(), Unreadable.Why.NO_SUCH_TIME, line));
          }
        } else if (open != null) {
          open.add(line, file.name());
        } else if (!line.isBlank() && !isPreamble(line)) {
          sink.unreadable(
              Unreadable.of(file.name(), lines.number(), Unreadable.Why.NO_DATE_BEFORE, line));
        }
        blankBefore = line.isBlank() || frame;
      }
      tell(header, open, at, sink);
    }
  }

  private static boolean isRule(String line) {
    return line.length() >= RULE && line.chars().allMatch(c -> c == '=');
  }

  /** The line behind the rule names a group of chats or a chat. */
  private static boolean isFrame(TextFile.Lines lines) throws IOException {
    String next = lines.peek(0);
    return next != null && APP.match(next, "section", "chat") != null;
  }

  private void skipFrame(String rule, TextFile.Lines lines) throws IOException {
    String line = rule;
    while (line != null) {
      Sentence.Match chat = APP.match(line, "chat");
      if (chat != null && chat.text() != null) {
        chats.enter(chat.text());
      }
      String next = lines.peek(0);
      boolean inside = next != null && (isRule(next) || APP.match(next, "section", "chat") != null);
      line = inside ? lines.next() : null;
    }
  }

  static boolean isPreamble(String line) {
    return APP.says("header", line);
  }

  private void tell(
      @Nullable QqHeader header,
      TextFile.@Nullable Message open,
      @Nullable Instant at,
      HistorySink sink) {
    if (header == null || open == null || at == null || !chats.wanted()) {
      return;
    }
    String text = open.text().substring(Math.min(1, open.text().length()));
    long line = open.line();
    boolean system =
        (header.id() != null && SYSTEM_IDS.contains(header.id()))
            || APP.words("system").contains(header.name());
    HistoryPerson sender = new HistoryPerson(header.name(), header.id());
    boolean oneLine = text.indexOf('\n') < 0;
    Sentence.Match recall = oneLine ? APP.match(text, "recall") : null;
    if (recall != null && recall.who() != null && (system || isSender(recall.who(), header))) {
      HistoryPerson who = system ? person(recall.who()) : sender;
      sink.event(HistoryEvent.of(at, EventKind.RECALL, who, "", null, file.name(), line));
    } else if (system) {
      happened(text, at, line, sink);
    } else if (isMedia(text)) {
      sink.event(HistoryEvent.of(at, EventKind.MEDIA, sender, "", null, file.name(), line));
    } else {
      sink.event(HistoryEvent.of(at, EventKind.MESSAGE, sender, text, null, file.name(), line));
    }
  }

  private void happened(String text, Instant at, long line, HistorySink sink) {
    Sentence.Match said = APP.match(text, HAPPENINGS);
    if (said == null) {
      sink.event(sentences.system(at, text, line));
      return;
    }
    for (HistoryEvent event : sentences.events(said, at, text, line)) {
      HistoryPerson sender = event.sender();
      HistoryPerson target = event.target();
      sink.event(
          HistoryEvent.of(
              at,
              event.kind(),
              sender == null ? null : person(sender.name()),
              event.text(),
              target == null ? null : person(target.name()),
              file.name(),
              line));
    }
  }

  private static boolean isSender(String name, QqHeader header) {
    return name.equals(header.name()) || APP.words("self").contains(name);
  }

  /** A sentence names people as {@code name(12345)} or by the name alone. */
  private HistoryPerson person(String said) {
    Matcher both = NAME_AND_ID.matcher(said);
    return both.matches() ? new HistoryPerson(both.group(1), both.group(2)) : names.person(said);
  }

  private static boolean isMedia(String text) {
    if (text.isEmpty() || text.charAt(0) != '[' || !PLACEHOLDERS.matcher(text).matches()) {
      return false;
    }
    for (String part : text.split("(?<=])\\s*")) {
      if (!APP.words("media").contains(part.strip())) {
        return false;
      }
    }
    return true;
  }
}
