package io.liana.customer;

import io.liana.kernel.CommunityId;
import io.liana.statistics.Assignment;
import io.liana.statistics.Assignment.Arm;
import io.liana.statistics.Assignment.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A study of membership by lot: of product users who are no members, some are invited now and the
 * others after a delay; until then the others show what happens without.
 *
 * @param share percent who are invited now
 * @param days of the outcome, from the day after the start; not longer than the delay
 * @param startedOn null for a plan
 * @param dealtNow people at the start; some may have been erased since
 */
record Holdout(
    long id,
    CommunityId community,
    String name,
    int share,
    int delayDays,
    int days,
    String currency,
    @Nullable LocalDate startedOn,
    int dealtNow,
    int dealtLater) {
  private static final String NOW = "now";

  enum State {
    PLANNED,
    /** The outcome is not over. */
    RUNNING,
    /** The outcome is over, the delay is not. */
    READ,
    /** Everybody may be invited. */
    OVER;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  State state(LocalDate today) {
    if (startedOn == null) {
      return State.PLANNED;
    }
    return !today.isAfter(startedOn.plusDays(days))
        ? State.RUNNING
        : today.isAfter(startedOn.plusDays(delayDays)) ? State.OVER : State.READ;
  }

  /** By a hash of the study and the user: the same today and tomorrow, and on every machine. */
  boolean invitedNow(long person) {
    var lot =
        new Assignment(
            "customer_holdout:" + id,
            List.of(new Arm(NOW, share), new Arm("later", 100.0 - share)),
            0);
    return lot.of(Long.toString(person)) instanceof Outcome.Assigned(String arm) && arm.equals(NOW);
  }
}
