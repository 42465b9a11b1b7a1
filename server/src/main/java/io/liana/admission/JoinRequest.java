package io.liana.admission;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks to be let in.
 *
 * @param event where what they wrote stands
 * @param handle what the platform calls the request; good for one answer
 * @param decidedBy in the stored form of an actor; null where nobody here decided
 * @param outboxKey the answer's delivery
 * @param accountSince when their account was made, where the platform tells
 */
record JoinRequest(
    long id,
    CommunityId community,
    GroupId group,
    MemberId member,
    long event,
    String handle,
    Instant askedAt,
    State state,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    @Nullable String outboxKey,
    @Nullable Instant closedAt,
    @Nullable Instant accountSince) {

  enum State {
    WAITING,
    /** Decided, and on its way to the platform. */
    APPROVING,
    REFUSING,
    APPROVED,
    REFUSED,
    /** Nobody can answer it any more: asked anew, or the platform knows it no longer. */
    GONE,
    /** Nobody answered in time. */
    EXPIRED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }
}
