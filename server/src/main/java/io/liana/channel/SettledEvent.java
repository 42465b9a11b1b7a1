package io.liana.channel;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a group's history: whose group and which member are known. Live and imported events
 * look the same, so a decider cannot tell a rehearsal from the real thing. A row of {@code
 * channel_event}.
 *
 * @param by who did it; null for a system line
 * @param bot {@code by} is marked as a bot
 * @param text what was said, the new name, the new topic; empty where there is none
 * @param targets whom it was directed at (metrics.md), or who was invited or removed
 * @param replyTo message key of the message answered
 * @param messageKey the platform's id of the message said, edited or recalled
 * @param eventKey unique in the group
 * @param via of a join: the link, code or scene they came by; null where nobody says
 */
public record SettledEvent(
    long id,
    GroupId group,
    Instant at,
    EventKind kind,
    @Nullable MemberId by,
    boolean bot,
    String text,
    List<MemberId> targets,
    @Nullable String replyTo,
    @Nullable String messageKey,
    String eventKey,
    @Nullable String via) {

  public SettledEvent {
    // As the database keeps it. A join 300 ns younger than its own row would be a second one.
    at = at.truncatedTo(ChronoUnit.MICROS);
  }

  public SettledEvent(
      long id,
      GroupId group,
      Instant at,
      EventKind kind,
      @Nullable MemberId by,
      boolean bot,
      String text,
      List<MemberId> targets,
      @Nullable String replyTo,
      @Nullable String messageKey,
      String eventKey) {
    this(id, group, at, kind, by, bot, text, targets, replyTo, messageKey, eventKey, null);
  }
}
