package io.liana.channel.history;

import io.liana.channel.EventKind;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** "Export chat" of WhatsApp, from Android and iPhone, in any language of {@code whatsapp.tsv}. */
final class WhatsAppReader implements HistoryReader {
  private static final AppSentences APP = AppSentences.of("whatsapp.tsv");
  private static final String[] HAPPENINGS = {"join", "kick", "invite", "leave", "topic", "rename"};
  private static final String QUOTES = "\"“„«「";

  private final TextFile file;
  private final HistoryOptions options;
  private final StampShapes shapes;
  private final ColonNames colons = new ColonNames();
  private final NameBook names = new NameBook();
  private final SentenceEvents sentences;
  private boolean marksPlaceholders;

  WhatsAppReader(TextFile file, HistoryOptions options) {
    this.file = file;
    this.options = options;
    this.shapes = new StampShapes(file.name(), options.order());
    this.sentences = new SentenceEvents(APP, names, file.name());
  }

  @Override
  public void survey() throws IOException {
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        WhatsAppHeader header = WhatsAppHeader.of(line);
        if (header != null) {
          shapes.see(header.shape(), header.stamp(), line);
          surveyRest(line.substring(header.rest()));
        }
      }
    }
    shapes.decide();
    colons.decide();
    colons.fullNames().forEach(name -> names.add(name, null));
  }

  private void surveyRest(String rest) {
    colons.see(rest);
    int colon = rest.indexOf(": ");
    if (colon <= 0) {
      return;
    }
    boolean marked = colon + 2 < rest.length() && rest.charAt(colon + 2) == '\u200E';
    marksPlaceholders |= marked;
    if (!marked) {
      names.add(Marks.plain(rest.substring(0, colon)), null);
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
    TextFile.Message open = null;
    Instant at = null;
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        WhatsAppHeader header = WhatsAppHeader.of(line);
        if (header == null || !shapes.accepts(header.shape())) {
          if (open != null && !(lines.broken() && looksCut(line))) {
            open.add(line, file.name());
          } else if (!line.isBlank()) {
            sink.unreadable(
                Unreadable.of(file.name(), lines.number(), whyNot(lines.broken()), line));
          }
          continue;
        }
        if (open != null && at != null) {
          tell(open, at, sink);
        }
        LocalDateTime local = shapes.read(header.shape(), header.stamp());
        open =
            local == null
                ? null
                : new TextFile.Message(line.substring(header.rest()), lines.number());
        at = local == null ? null : times.instant(local);
        if (local == null) {
          sink.unreadable(
              Unreadable.of(file.name(), lines.number(), Unreadable.Why.NO_SUCH_TIME, line));
        }
      }
    }
    if (open != null && at != null) {
      tell(open, at, sink);
    }
  }

  private static Unreadable.Why whyNot(boolean last) {
    return last ? Unreadable.Why.CUT : Unreadable.Why.NO_DATE_BEFORE;
  }

  /** The last line of a file that ends within a time stamp. */
  static boolean looksCut(String line) {
    String plain = Marks.plain(line);
    return plain.length() >= 8
        && plain.matches("\\[?\\d{1,4}[./-] ?\\d{1,2}[./-] ?\\d{1,4}[^\\p{L}]{0,14}");
  }

  private void tell(TextFile.Message message, Instant at, HistorySink sink) {
    String all = message.text();
    int lineEnd = all.indexOf('\n');
    String rest = lineEnd < 0 ? all : all.substring(0, lineEnd);
    int colon = colons.end(rest);
    boolean maybeSentence = colon < 0 || containsQuote(rest, colon);
    if (maybeSentence) {
      Sentence.Match said = APP.match(rest, HAPPENINGS);
      if (said != null && nameOk(said.by()) && nameOk(said.who())) {
        sentences.events(said, at, rest, message.line()).forEach(sink::event);
        return;
      }
    }
    if (colon < 0) {
      if (!APP.says("notice", rest)) {
        sink.event(sentences.system(at, Marks.plain(all), message.line()));
      }
      return;
    }
    String sender = Marks.plain(rest.substring(0, colon));
    String body = all.substring(Math.min(colon + 2, all.length()));
    said(sender, body, at, message.line(), sink);
  }

  private static boolean containsQuote(String rest, int before) {
    for (int i = 0; i < before; i++) {
      if (QUOTES.indexOf(rest.charAt(i)) >= 0) {
        return true;
      }
    }
    return false;
  }

  private boolean nameOk(@Nullable String name) {
    return name == null || !name.contains(": ") || names.knows(name);
  }

  private void said(String sender, String body, Instant at, long line, HistorySink sink) {
    boolean marked = !body.isEmpty() && body.charAt(0) == '\u200E';
    int lineEnd = body.indexOf('\n');
    String first = lineEnd < 0 ? body : body.substring(0, lineEnd);
    String caption = lineEnd < 0 ? "" : body.substring(lineEnd + 1);
    HistoryPerson who = HistoryPerson.named(sender);
    boolean placeholder = marked || !marksPlaceholders || first.startsWith("<");
    String own = APP.whichOf(first, "notice", "media", "recall", "system");
    if ("notice".equals(own)) {
      return;
    }
    if ("system".equals(own) && placeholder) {
      sink.event(sentences.system(at, Marks.plain(body), line));
      return;
    }
    if (own != null && placeholder) {
      EventKind kind = EventKind.of(own);
      sink.event(event(at, kind, who, kind == EventKind.MEDIA ? caption : "", line));
      return;
    }
    boolean aboutSender = !marksPlaceholders && startsWith(first, sender);
    if (marked || aboutSender) {
      Sentence.Match happened = APP.match(first, HAPPENINGS);
      if (happened != null) {
        sentences.events(happened, at, Marks.plain(first), line).forEach(sink::event);
        return;
      }
      if (!names.knows(sender)) { // the group's own name: it never speaks
        sink.event(sentences.system(at, Marks.plain(body), line));
        return;
      }
    }
    sink.event(
        event(at, EventKind.MESSAGE, who, withoutEdited(marked ? body.substring(1) : body), line));
  }

  /** Ana has left, Anaさんが退出しました; but not Anastasia. */
  private static boolean startsWith(String line, String name) {
    String plain = Marks.plain(line);
    if (!plain.startsWith(name) || plain.length() == name.length()) {
      return false;
    }
    char last = name.charAt(name.length() - 1);
    char next = plain.charAt(name.length());
    return Character.UnicodeScript.of(last) != Character.UnicodeScript.of(next)
        || Character.isIdeographic(next)
        || !Character.isLetterOrDigit(next);
  }

  private HistoryEvent event(
      Instant at, EventKind kind, HistoryPerson who, String text, long line) {
    return HistoryEvent.of(at, kind, who, text, null, file.name(), line);
  }

  private static String withoutEdited(String text) {
    int open = text.endsWith(">") ? text.lastIndexOf('<') : -1;
    if (open < 0 || !APP.says("edited", text.substring(open))) {
      return text;
    }
    int end = open;
    while (end > 0
        && (Marks.isBlank(text.charAt(end - 1)) || Marks.isDirection(text.charAt(end - 1)))) {
      end--;
    }
    return text.substring(0, end);
  }
}
