package io.liana.channel.history;

import io.liana.channel.EventKind;
import io.liana.kernel.Problem;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A chat saved from LINE: a date line, then the messages of that day. */
final class LineChatReader implements HistoryReader {
  private static final AppSentences APP = AppSentences.of("line.tsv");
  private static final String[] HAPPENINGS = {"recall", "kick", "invite", "join", "leave", "topic"};
  private static final int LOOK_AHEAD = 200;

  private final TextFile file;
  private final HistoryOptions options;
  private final DateOrders orders;
  private final NameBook names = new NameBook();
  private final SpacedNames spaced = new SpacedNames();
  private final SentenceEvents sentences;
  private @Nullable String dateShape;
  private @Nullable DateOrder order;
  private boolean tabs;

  LineChatReader(TextFile file, HistoryOptions options) {
    this.file = file;
    this.options = options;
    this.orders = new DateOrders(file.name());
    this.sentences = new SentenceEvents(APP, names, file.name());
  }

  @Override
  public void survey() throws IOException {
    long withTab = 0;
    long withBlank = 0;
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        Stamp.Day day = StampScanner.dateLine(line);
        LineHeader header = day == null ? LineHeader.of(line) : null;
        if (day != null && (dateShape == null || dateShape.equals(shape(day, line)))) {
          dateShape = shape(day, line);
          orders.see(day, line);
        } else if (header != null && header.tabs()) {
          withTab++;
          surveyName(line.substring(header.rest()));
        } else if (header != null) {
          withBlank++;
          surveySpaced(line.substring(header.rest()));
        }
      }
    }
    if (dateShape == null) {
      throw Problem.invalid(
          "nothing_found",
          "%s has no line with a date.".formatted(file.name()),
          Map.of("file", file.name()));
    }
    order =
        options.order() == null || dateShape.contains("first") ? orders.decide() : options.order();
    tabs = withTab >= withBlank;
    spaced.decide();
  }

  private void surveyName(String rest) {
    int tab = rest.indexOf('\t');
    if (tab > 0) {
      names.add(Marks.plain(rest.substring(0, tab)), null);
    }
  }

  private void surveySpaced(String rest) {
    if (APP.match(rest, HAPPENINGS) == null) {
      spaced.see(rest);
    }
  }

  private static String shape(Stamp.Day day, String line) {
    boolean words = line.chars().anyMatch(Character::isLetter);
    return day.separator() + day.yearPlace() + (words ? "w" : "");
  }

  @Override
  public @Nullable DateOrder dateOrder() {
    return order;
  }

  @Override
  public NameBook names() {
    return names;
  }

  @Override
  public void read(HistorySink sink) throws IOException {
    var times = new LocalTimes(options.zone());
    LocalDate today = null;
    TextFile.Message open = null;
    Instant at = null;
    try (var lines = file.lines()) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        LocalDate day = dayOf(line, today);
        if (day != null && open != null && isOpenQuote(open.text()) && quoteClosesLater(lines)) {
          day = null;
        }
        LineHeader header = day == null && today != null ? header(line) : null;
        if (day != null) {
          tell(open, at, sink);
          open = null;
          today = day;
        } else if (header != null && today != null) {
          tell(open, at, sink);
          open = new TextFile.Message(line.substring(header.rest()), lines.number());
          at = times.instant(today.atTime(header.clock()));
        } else if (open != null) {
          open.add(line, file.name());
        } else if (today == null ? !isPreamble(line) : !line.isBlank()) {
          sink.unreadable(
              Unreadable.of(file.name(), lines.number(), Unreadable.Why.NO_DATE_BEFORE, line));
        }
      }
      tell(open, at, sink);
    }
  }

  private @Nullable LineHeader header(String line) {
    LineHeader header = LineHeader.of(line);
    return header != null && header.tabs() == tabs ? header : null;
  }

  /** Days only ever come later; an earlier one is somebody quoting a date. */
  private @Nullable LocalDate dayOf(String line, @Nullable LocalDate today) {
    Stamp.Day day = StampScanner.dateLine(line);
    if (day == null || order == null || !shape(day, line).equals(dateShape)) {
      return null;
    }
    LocalDate date = day.in(order);
    return date == null || (today != null && date.isBefore(today)) ? null : date;
  }

  private static boolean isPreamble(String line) {
    return line.isBlank() || APP.says("header", line);
  }

  /** LINE puts a message of several lines between quotes. */
  private static boolean isOpenQuote(String rest) {
    int text = rest.indexOf('\t') + 1;
    return rest.startsWith("\"", text) && (rest.length() == text + 1 || !rest.endsWith("\""));
  }

  private boolean quoteClosesLater(TextFile.Lines lines) throws IOException {
    for (int distance = 0; distance < LOOK_AHEAD; distance++) {
      String line = lines.peek(distance);
      if (line == null || header(line) != null) {
        return false;
      }
      if (line.endsWith("\"")) {
        return true;
      }
    }
    return false;
  }

  private void tell(TextFile.@Nullable Message open, @Nullable Instant at, HistorySink sink) {
    if (open == null || at == null) {
      return;
    }
    String rest = open.text();
    int nameEnd = tabs ? rest.indexOf('\t') : spaced.end(rest);
    boolean ownLine = nameEnd <= 0;
    String body = ownLine ? rest.substring(tabs ? nameEnd + 1 : 0) : rest.substring(nameEnd + 1);
    Sentence.Match said = ownLine || !tabs ? APP.match(ownLine ? body : rest, HAPPENINGS) : null;
    if (said != null) {
      sentences.events(said, at, body, open.line()).forEach(sink::event);
    } else if (ownLine) {
      sink.event(sentences.system(at, Marks.plain(body), open.line()));
    } else {
      HistoryPerson sender = HistoryPerson.named(Marks.plain(rest.substring(0, nameEnd)));
      boolean media = isMedia(body);
      EventKind kind = media ? EventKind.MEDIA : EventKind.MESSAGE;
      String text = media ? "" : unquoted(body);
      sink.event(HistoryEvent.of(at, kind, sender, text, null, file.name(), open.line()));
    }
  }

  /** With blanks as separators LINE leaves the brackets out: "Photos". */
  private boolean isMedia(String body) {
    return APP.words("media").contains(body) && (!tabs || body.startsWith("["));
  }

  private static String unquoted(String body) {
    boolean quoted =
        body.length() > 1 && body.startsWith("\"") && body.endsWith("\"") && body.indexOf('\n') > 0;
    return quoted ? body.substring(1, body.length() - 1).replace("\"\"", "\"") : body;
  }
}
