package io.liana.question;

import java.time.Duration;
import java.util.List;

/**
 * Steps one after the other. An event is known by the steps it fits: bit k of its mask is set where
 * it fits step k. Semantics as PostHog's funnels have them (its test cases are ours): each person
 * counts once, by the attempt that came furthest; events of the same instant stay in the order they
 * arrived in; one event is one step of an attempt; the window is inclusive and begins with the
 * attempt's first step.
 *
 * @param steps how many there are, 2 to {@link #MOST_STEPS}
 * @param exclusions what must not happen in between
 */
record Funnel(int steps, Order order, Duration window, List<Exclusion> exclusions) {
  static final int MOST_STEPS = 10;

  enum Order {
    /** Each step after the one before, anything in between. */
    ORDERED,
    /** Each step right after the one before, nothing in between. */
    STRICT,
    /** All of them, whichever comes first. */
    ANY
  }

  /**
   * This must not happen after step {@code from} and before step {@code to}, both from 0. Ordered
   * and strict: who does it is not counted at all. In any order: the attempt ends there.
   *
   * @param bit of the mask by which its events are known
   */
  record Exclusion(int bit, int from, int to) {}

  Funnel {
    exclusions = List.copyOf(exclusions);
    if (steps < 2 || steps > MOST_STEPS) {
      throw new IllegalArgumentException("2 to %d steps, not %d".formatted(MOST_STEPS, steps));
    }
  }
}
