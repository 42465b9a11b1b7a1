package io.liana.channel.history;

import io.liana.channel.EventKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event as an export tells it.
 *
 * @param sender who said or did it. For a removal of which the export does not say who removed, the
 *     member who was removed (and no target); null for a line of the app itself
 * @param text what was said, the new topic; empty where there is nothing
 * @param length code points of the text, also where the export keeps only the length
 * @param target who was invited or removed, the new name, or whom the export itself says a message
 *     addresses
 * @param mentions members the platform says were mentioned
 * @param replyTo the {@code key} of the message answered
 * @param key the platform's own id of the message; null where the export has none
 * @param file where it was read
 * @param line where it begins, from 1
 */
public record HistoryEvent(
    Instant at,
    EventKind kind,
    @Nullable HistoryPerson sender,
    boolean bot,
    String text,
    int length,
    @Nullable HistoryPerson target,
    List<HistoryPerson> mentions,
    @Nullable String replyTo,
    @Nullable String key,
    String file,
    long line) {

  static HistoryEvent of(
      Instant at,
      EventKind kind,
      @Nullable HistoryPerson sender,
      String text,
      @Nullable HistoryPerson target,
      String file,
      long line) {
    return new HistoryEvent(
        at,
        kind,
        sender,
        false,
        text,
        text.codePointCount(0, text.length()),
        target,
        List.of(),
        null,
        null,
        file,
        line);
  }

  HistoryEvent withKey(@Nullable String newKey, @Nullable String newReplyTo) {
    return new HistoryEvent(
        at, kind, sender, bot, text, length, target, mentions, newReplyTo, newKey, file, line);
  }

  HistoryEvent withMentions(List<HistoryPerson> people) {
    return new HistoryEvent(
        at, kind, sender, bot, text, length, target, people, replyTo, key, file, line);
  }

  HistoryEvent withLength(int codePoints) {
    return new HistoryEvent(
        at, kind, sender, bot, text, codePoints, target, mentions, replyTo, key, file, line);
  }

  HistoryEvent asBot() {
    return new HistoryEvent(
        at, kind, sender, true, text, length, target, mentions, replyTo, key, file, line);
  }
}
