package io.liana.question;

import io.liana.question.Funnel.Exclusion;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far one person comes through a funnel: their events in order, one at a time. */
final class Journey {
  private final Funnel funnel;
  private final long window;
  private final long lastStart;

  /** By step: the latest attempt that came so far, as the times of its steps; null for none. */
  private final long[] @Nullable [] reached;

  private final Attempts attempts = new Attempts();
  private long @Nullable [] best;
  private boolean excluded;

  /**
   * @param lastStart attempts begin until then, and may end later
   */
  Journey(Funnel funnel, long lastStart) {
    this.funnel = funnel;
    this.lastStart = lastStart;
    this.window = funnel.window().toMillis();
    this.reached = new long[funnel.steps()][];
  }

  /** Of any order every event has to be looked at again from each start. */
  private static final class Attempts {
    private long[] at = new long[16];
    private int[] mask = new int[16];
    private int size;

    void add(long when, int what) {
      if (size == at.length) {
        at = Arrays.copyOf(at, size * 2);
        mask = Arrays.copyOf(mask, size * 2);
      }
      at[size] = when;
      mask[size++] = what;
    }
  }

  /**
   * @param mask the steps and exclusions the event fits; 0 matters in strict order only
   */
  void event(long at, int mask) {
    if (excluded || done()) {
      return;
    }
    switch (funnel.order()) {
      case ANY -> attempts.add(at, mask);
      case ORDERED -> {
        if (!exclude(at, mask)) {
          ordered(at, mask);
        }
      }
      case STRICT -> {
        if (!exclude(at, mask)) {
          strict(at, mask);
        }
      }
    }
  }

  /** Times of the steps of the furthest attempt, the first that came so far; null for nobody's. */
  long @Nullable [] end() {
    if (funnel.order() == Funnel.Order.ANY) {
      inAnyOrder();
    }
    return excluded ? null : best;
  }

  /**
   * Looks again only from where more steps lie within the window than were ever reached: who said a
   * hundred thousand things is not looked at a hundred thousand times a hundred thousand.
   */
  private void inAnyOrder() {
    int[] within = new int[funnel.steps()];
    int end = 0;
    for (int start = 0;
        start < attempts.size && attempts.at[start] <= lastStart && !done();
        start++) {
      while (end < attempts.size && attempts.at[end] - attempts.at[start] <= window) {
        count(within, attempts.mask[end++], 1);
      }
      long possible = Arrays.stream(within).filter(events -> events > 0).count();
      if (possible > (best == null ? 0 : best.length)) {
        keep(anyOrder(start));
      }
      count(within, attempts.mask[start], -1);
    }
  }

  private static void count(int[] within, int mask, int by) {
    for (int step = 0; step < within.length; step++) {
      within[step] += (mask >> step & 1) * by;
    }
  }

  private boolean done() {
    return best != null && best.length == funnel.steps();
  }

  private boolean exclude(long at, int mask) {
    for (Exclusion exclusion : funnel.exclusions()) {
      if ((mask & 1 << exclusion.bit()) != 0) {
        for (int step = exclusion.from() + 1; step <= exclusion.to(); step++) {
          long[] before = reached[step - 1];
          long[] after = reached[step];
          boolean waiting = before != null && (after == null || after[0] != before[0]);
          if (waiting && at - before[0] <= window) {
            excluded = true;
            return true;
          }
        }
      }
    }
    return false;
  }

  private void ordered(long at, int mask) {
    // From behind: an event is one step of an attempt, never two.
    for (int step = funnel.steps() - 1; step > 0; step--) {
      long[] before = reached[step - 1];
      if ((mask & 1 << step) != 0 && before != null && at - before[0] <= window) {
        long[] now = reached[step];
        // The same attempt came here before: the first time counts.
        if (now == null || now[0] != before[0]) {
          reached[step] = with(before, at);
          keep(reached[step]);
        }
      }
    }
    if ((mask & 1) != 0 && at <= lastStart) {
      reached[0] = new long[] {at};
      keep(reached[0]);
    }
  }

  private void strict(long at, int mask) {
    for (int step = funnel.steps() - 1; step > 0; step--) {
      long[] before = reached[step - 1];
      boolean next = (mask & 1 << step) != 0 && before != null && at - before[0] <= window;
      reached[step] = next ? with(before, at) : null;
      keep(reached[step]);
    }
    reached[0] = (mask & 1) != 0 && at <= lastStart ? new long[] {at} : null;
    keep(reached[0]);
  }

  private long @Nullable [] anyOrder(int start) {
    long[] times = new long[funnel.steps()];
    int found = 0;
    int open = (1 << funnel.steps()) - 1;
    for (int i = start; i < attempts.size && open != 0; i++) {
      if (attempts.at[i] - attempts.at[start] > window) {
        break;
      }
      if (found > 0 && ends(attempts.mask[i], found)) {
        break;
      }
      int fits = attempts.mask[i] & open;
      if (fits != 0) {
        open &= ~Integer.lowestOneBit(fits);
        times[found++] = attempts.at[i];
      } else if (i == start) {
        return null;
      }
    }
    return Arrays.copyOf(times, found);
  }

  private boolean ends(int mask, int found) {
    for (Exclusion exclusion : funnel.exclusions()) {
      if ((mask & 1 << exclusion.bit()) != 0
          && found > exclusion.from()
          && found <= exclusion.to()) {
        return true;
      }
    }
    return false;
  }

  private static long[] with(long[] before, long at) {
    long[] after = Arrays.copyOf(before, before.length + 1);
    after[before.length] = at;
    return after;
  }

  private void keep(long @Nullable [] attempt) {
    if (attempt != null && attempt.length > 0 && (best == null || attempt.length > best.length)) {
      best = attempt;
    }
  }
}
