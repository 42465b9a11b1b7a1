package io.liana.onboarding;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.OperatorId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody to talk to, for one reason.
 *
 * @param since what it is about happened then
 * @param messages of the active, in the last two weeks
 * @param hiddenUntil somebody put it off
 */
record Care(
    long id,
    CommunityId community,
    GroupId group,
    MemberId member,
    Reason reason,
    Instant since,
    int messages,
    Instant foundAt,
    State state,
    @Nullable Instant hiddenUntil,
    @Nullable OperatorId assignedTo,
    @Nullable Instant closedAt,
    @Nullable String closedBy,
    @Nullable String note) {

  /** The most urgent first: this is the order of the list. */
  enum Reason {
    /** It is today only. */
    BIRTHDAY,
    /** Came lately, said something, and nobody answered. */
    UNANSWERED,
    /** Carries a tag that says they are interested. */
    INTERESTED,
    /** Speaks much, and nobody has talked to them for a month. */
    ACTIVE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Reason of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  enum State {
    OPEN,
    DONE,
    /** The reason is gone: somebody answered, or they left. */
    GONE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * A reason as found.
   *
   * @param ref tells this one from the last one of its kind
   */
  record Found(
      GroupId group, MemberId member, Reason reason, String ref, Instant since, int messages) {}
}
