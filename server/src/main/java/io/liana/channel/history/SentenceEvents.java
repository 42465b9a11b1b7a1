package io.liana.channel.history;

import io.liana.channel.EventKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what an app's sentence said into events; "Ana added Bo and Chen" is two of them. */
final class SentenceEvents {
  private final AppSentences app;
  private final NameBook names;
  private final String file;
  private @Nullable HistoryPerson self;

  SentenceEvents(AppSentences app, NameBook names, String file) {
    this.app = app;
    this.names = names;
    this.file = file;
  }

  /** Who "you" is: the owner of the phone, where the export tells. */
  void self(HistoryPerson person) {
    self = person;
  }

  /** A plain line of the app, kept as it is. */
  HistoryEvent system(Instant at, String text, long line) {
    return HistoryEvent.of(at, EventKind.SYSTEM, null, text, null, file, line);
  }

  List<HistoryEvent> events(Sentence.Match said, Instant at, String whole, long line) {
    EventKind kind = EventKind.of(said.kind());
    HistoryPerson by = said.by() == null ? null : person(said.by());
    if (kind == EventKind.TOPIC || kind == EventKind.RENAME) {
      String text = said.text() == null ? "" : said.text();
      boolean rename = kind == EventKind.RENAME;
      HistoryPerson target = rename ? HistoryPerson.named(text) : null;
      HistoryPerson sender = by == null && said.who() != null ? person(said.who()) : by;
      return List.of(HistoryEvent.of(at, kind, sender, rename ? "" : text, target, file, line));
    }
    var events = new ArrayList<HistoryEvent>();
    for (String name : app.people(said.who() == null ? "" : said.who(), names)) {
      HistoryPerson who = person(name);
      if (who == null) {
        return List.of(system(at, whole, line));
      }
      events.add(about(kind, at, who, by, said.by() != null, line));
    }
    return events.isEmpty() ? List.of(system(at, whole, line)) : events;
  }

  private HistoryEvent about(
      EventKind kind,
      Instant at,
      HistoryPerson who,
      @Nullable HistoryPerson by,
      boolean byWasSaid,
      long line) {
    return switch (kind) {
      case INVITE ->
          byWasSaid
              ? HistoryEvent.of(at, kind, by, "", who, file, line)
              : HistoryEvent.of(at, EventKind.JOIN, who, "", null, file, line);
      case KICK ->
          byWasSaid
              ? HistoryEvent.of(at, kind, by, "", who, file, line)
              : HistoryEvent.of(at, kind, who, "", null, file, line);
      default -> HistoryEvent.of(at, kind, who, "", null, file, line);
    };
  }

  /** Null for "you", when the export does not tell who that is. */
  private @Nullable HistoryPerson person(String name) {
    return app.words("self").contains(name) ? self : names.person(name);
  }
}
