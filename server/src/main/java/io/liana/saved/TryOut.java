package io.liana.saved;

import io.liana.kernel.Caller;
import io.liana.kernel.Problem;
import io.liana.saved.Answering.Answered;
import io.liana.saved.Schedule.Reason;
import io.liana.saved.Wording.Letter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a schedule would send now, with the rights of who asks, to them and to nobody else: no
 * group, none of its addresses. It is no run: the next one comes when it would have come.
 */
@Component
class TryOut {
  /** A letter goes where its writer says; a schedule is no way to flood somebody's box. */
  static final Duration BETWEEN = Duration.ofMinutes(1);

  private final Schedules schedules;
  private final ScheduleStore store;
  private final Answering answering;
  private final Dispatch dispatch;
  private final Mailer mailer;
  private final MailSettings mail;
  private final Clock clock;

  TryOut(
      Schedules schedules,
      ScheduleStore store,
      Answering answering,
      Dispatch dispatch,
      Mailer mailer,
      MailSettings mail,
      Clock clock) {
    this.schedules = schedules;
    this.store = store;
    this.answering = answering;
    this.dispatch = dispatch;
    this.mailer = mailer;
    this.mail = mail;
    this.clock = clock;
  }

  /**
   * @param found rows of the answer
   * @param toGroup word for word; null for a schedule without a group
   * @param letter null for a schedule without addresses
   * @param reason why the letter was not taken, or may not have been; null where none was wanted
   */
  record Tried(
      int found,
      @Nullable String toGroup,
      @Nullable Letter letter,
      @Nullable String sentTo,
      @Nullable Reason reason) {}

  /**
   * @param email null to look only
   * @throws Problem 409 {@code mail_off}, {@code no_letters}, {@code tried_just_now}, and what the
   *     page of the question would answer
   */
  Tried now(long id, @Nullable String email, Caller by) {
    Schedule schedule = schedules.get(id, by);
    boolean letters = !schedule.wish().emails().isEmpty();
    if (email != null) {
      mustSend(letters);
    }
    Answered answered = answering.ask(schedule, by);
    Wording wording = dispatch.wording(schedule, answered);
    Letter letter = letters ? wording.letter() : null;
    Reason reason = null;
    if (email != null && letter != null) {
      Instant now = clock.instant();
      if (!store.tried(id, now, now.minus(BETWEEN))) {
        throw Problem.conflict(
            "tried_just_now",
            "A letter of this schedule was tried less than a minute ago. Nothing was sent: wait a minute.");
      }
      reason = mailer.send(email, letter, "saved.try.%d.%d".formatted(id, now.toEpochMilli()));
      schedules.note("schedule_tried", schedule, by.actor());
    }
    return new Tried(
        answered.sheet().rows(),
        schedule.wish().group() == null ? null : wording.toGroup(),
        letter,
        reason == null ? email : null,
        reason);
  }

  private void mustSend(boolean letters) {
    if (!letters) {
      throw Problem.conflict("no_letters", "This schedule speaks in a group and sends no letters.");
    }
    if (!mail.on()) {
      throw Problem.conflict(
          "mail_off",
          "This server has no mail server to send by; set liana.mail.host and liana.mail.from.");
    }
  }
}
