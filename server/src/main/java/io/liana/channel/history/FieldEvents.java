package io.liana.channel.history;

import io.liana.channel.EventKind;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an event of the named fields of a row or an object; shared by CSV and NDJSON. */
final class FieldEvents {
  /** A value by field name of {@code columns.tsv}; empty when there is none. */
  interface Values {
    String get(String field);

    List<HistoryPerson> mentions();
  }

  private final String file;
  private final LocalTimes times;
  private final boolean utc;
  private final StampShapes shapes;

  FieldEvents(String file, HistoryOptions options, FieldNames names, StampShapes shapes) {
    this.file = file;
    this.utc = "ts_utc".equalsIgnoreCase(names.of("at"));
    this.times = new LocalTimes(utc ? ZoneOffset.UTC : options.zone());
    this.shapes = shapes;
  }

  void tell(Values values, long line, HistorySink sink) {
    Instant at = time(values.get("at"));
    if (at == null) {
      sink.unreadable(Unreadable.of(file, line, Unreadable.Why.NO_TIME, values.get("at")));
      return;
    }
    String word = values.get("type");
    String kind = word.isEmpty() ? "message" : FieldNames.kind(word);
    if (kind == null) {
      sink.unreadable(Unreadable.of(file, line, Unreadable.Why.UNKNOWN_TYPE, word));
      return;
    }
    EventKind what = FieldNames.eventKind(kind);
    HistoryPerson sender = person(values, "sender", "sender_id");
    if (sender == null && what.isMessage()) {
      sink.unreadable(Unreadable.of(file, line, Unreadable.Why.NO_SENDER, values.get("text")));
      return;
    }
    boolean bot = kind.equals(FieldNames.BOT) || isTrue(values.get("bot"));
    HistoryEvent event = event(values, at, what, sender, line);
    sink.event(bot ? event.asBot() : event);
  }

  private HistoryEvent event(
      Values values, Instant at, EventKind kind, @Nullable HistoryPerson sender, long line) {
    HistoryPerson target = person(values, "target", "target_id");
    String text = values.get("text");
    boolean renamed = kind == EventKind.RENAME && target == null && !text.isEmpty();
    HistoryEvent event =
        HistoryEvent.of(
            at,
            kind,
            sender,
            renamed ? "" : text,
            renamed ? HistoryPerson.named(text) : target,
            file,
            line);
    String length = values.get("length");
    if (text.isEmpty() && length.matches("\\d{1,9}")) {
      event = event.withLength(Integer.parseInt(length));
    }
    return event
        .withKey(orNull(values.get("id")), orNull(values.get("reply_to")))
        .withMentions(values.mentions());
  }

  private @Nullable Instant time(String written) {
    Instant at = WrittenTime.parse(written, times);
    if (at != null) {
      return at;
    }
    Stamp stamp = StampScanner.stamp(written);
    LocalDateTime local = stamp == null ? null : shapes.read(stamp.shape(), stamp);
    return local == null ? null : times.instant(local);
  }

  private static @Nullable HistoryPerson person(Values values, String name, String id) {
    String shown = values.get(name).strip();
    String known = values.get(id).strip();
    if (shown.isEmpty() && known.isEmpty()) {
      return null;
    }
    return new HistoryPerson(shown.isEmpty() ? known : shown, known.isEmpty() ? null : known);
  }

  private static @Nullable String orNull(String value) {
    return value.isEmpty() ? null : value;
  }

  private static boolean isTrue(String value) {
    return value.equalsIgnoreCase("true") || value.equals("1") || value.equalsIgnoreCase("yes");
  }
}
