package io.liana.customer;

import io.liana.customer.HoldoutRead.Window;
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
 * @param stopped null unless it was stopped before the delay was over
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
    @Nullable Stop stopped,
    int dealtNow,
    int dealtLater) {
  private static final String NOW = "now";

  record Stop(LocalDate on, String why) {}

  enum State {
    PLANNED,
    /** The outcome is not over. */
    RUNNING,
    /** The outcome is over, the delay is not. */
    READ,
    /** Everybody may be invited. */
    OVER,
    /** Everybody may be invited, before it was promised. */
    STOPPED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  State state(LocalDate today) {
    if (startedOn == null) {
      return State.PLANNED;
    }
    if (stopped != null) {
      return State.STOPPED;
    }
    return !today.isAfter(startedOn.plusDays(days))
        ? State.RUNNING
        : today.isAfter(startedOn.plusDays(delayDays)) ? State.OVER : State.READ;
  }

  /**
   * The last day of the outcome. On the day of a stop the others may be invited already, so it does
   * not count; before the first day of the outcome where none does. Null for a plan.
   */
  @Nullable LocalDate outcomeUntil() {
    if (startedOn == null) {
      return null;
    }
    LocalDate end = startedOn.plusDays(days);
    return stopped != null && !stopped.on().isAfter(end) ? stopped.on().minusDays(1) : end;
  }

  Window window(LocalDate today) {
    LocalDate until = outcomeUntil();
    if (startedOn == null || until == null) {
      return Window.OPEN;
    }
    if (!until.isAfter(startedOn)) {
      return Window.EMPTY;
    }
    return until.isBefore(startedOn.plusDays(days))
        ? Window.CUT
        : today.isAfter(until) ? Window.WHOLE : Window.OPEN;
  }

  /** Whether who was delayed still waits. */
  boolean waiting(LocalDate today) {
    return switch (state(today)) {
      case PLANNED, OVER, STOPPED -> false;
      case RUNNING, READ -> true;
    };
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
