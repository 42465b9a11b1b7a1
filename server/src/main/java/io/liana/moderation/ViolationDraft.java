package io.liana.moderation;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;

/**
 * A violation about to be written down.
 *
 * @param kind what was violated, e.g. {@code advert}; counted by the ladder
 * @param points how much it weighs; zero is legal (a note without consequence), negative is not
 * @param subjectKey the message (or the event, where there is no message) it happened in; at most
 *     one violation of a kind per key, however often the message is edited or delivered
 * @param audit recorded by a rule in audit mode; counts for rules in audit mode only
 */
public record ViolationDraft(
    CommunityId community,
    GroupId group,
    MemberId member,
    String kind,
    int points,
    long eventId,
    String subjectKey,
    Instant at,
    boolean audit) {

  public ViolationDraft {
    if (points < 0) {
      throw new IllegalArgumentException("a violation cannot weigh less than nothing: " + points);
    }
  }
}
