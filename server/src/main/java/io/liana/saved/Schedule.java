package io.liana.saved;

import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When an answer is sent, and where to.
 *
 * @param why it is paused; null while it is not
 * @param madeBy whose rights count, and never more than {@code permissions}
 * @param since only times after this one are due
 */
record Schedule(
    long id,
    long saved,
    CommunityId community,
    Wish wish,
    @Nullable Why why,
    Actor madeBy,
    Set<String> permissions,
    Instant since) {
  /**
   * @param language of the words in it, {@code zh-CN} or {@code en}
   */
  record Wish(Rhythm rhythm, String language, List<String> emails, @Nullable GroupId group) {}

  enum Why {
    BY_HAND,
    NOT_ALLOWED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Why of(@Nullable String code) {
      return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  enum State {
    /** Its question is being asked. */
    RUNNING,
    /** Letters are on their way; a group has its message in the outbox. */
    MAILING,
    SENT,
    FAILED,
    /** A letter may have arrived or not; it is not sent again. */
    UNKNOWN,
    /** The server was not running; the latest of them was sent, these were not. */
    MISSED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  enum Reason {
    NOT_ALLOWED,
    QUESTION_REFUSED,
    QUESTION_FAILED,
    MAIL_OFF,
    MAIL_UNREACHABLE,
    MAIL_REFUSED,
    MAIL_UNKNOWN,
    STOPPED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable Reason of(@Nullable String code) {
      return code == null ? null : valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * One time it was due.
   *
   * @param found rows of the answer
   * @param mails how many letters the mail server took
   */
  record Run(
      long schedule,
      Instant dueAt,
      State state,
      @Nullable Reason reason,
      Instant takenAt,
      int tries,
      @Nullable Instant endedAt,
      @Nullable Integer found,
      int mails) {
    Run as(State now, @Nullable Integer rows) {
      return new Run(schedule, dueAt, now, reason, takenAt, tries, endedAt, rows, mails);
    }
  }

  boolean active() {
    return why == null;
  }
}
