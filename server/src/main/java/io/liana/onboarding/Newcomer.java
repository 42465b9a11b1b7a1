package io.liana.onboarding;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far somebody is in their first week.
 *
 * @param done what was done, or skipped, by its timer's name; nothing in here is done again
 * @param timers what comes, and when
 * @param answeredAt a question only people answer
 */
record Newcomer(
    Instant joinedAt,
    State state,
    @Nullable Instant spokeAt,
    @Nullable Instant acknowledgedAt,
    @Nullable Instant answeredAt,
    @Nullable Instant renamedAt,
    SortedSet<String> done,
    SortedMap<String, Instant> timers) {

  enum State {
    RUNNING,
    /** Their week is over. */
    DONE,
    LEFT,
    /** The community does this no more. */
    STOPPED;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }

  Newcomer {
    done = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(done));
    timers = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(timers));
  }

  static Newcomer joined(Instant at, Map<String, Instant> timers) {
    return new Newcomer(
        at, State.RUNNING, null, null, null, null, new TreeSet<>(), new TreeMap<>(timers));
  }

  boolean running() {
    return state == State.RUNNING;
  }

  /** Null when nothing comes any more. */
  @Nullable Instant nextAt() {
    return timers.values().stream().min(Instant::compareTo).orElse(null);
  }

  Newcomer spoke(Instant at) {
    return new Newcomer(joinedAt, state, at, acknowledgedAt, answeredAt, renamedAt, done, timers);
  }

  Newcomer acknowledged(Instant at) {
    return new Newcomer(joinedAt, state, spokeAt, at, answeredAt, renamedAt, done, timers);
  }

  Newcomer answered(Instant at) {
    return new Newcomer(joinedAt, state, spokeAt, acknowledgedAt, at, renamedAt, done, timers);
  }

  Newcomer renamed(Instant at) {
    return new Newcomer(joinedAt, state, spokeAt, acknowledgedAt, answeredAt, at, done, timers);
  }

  Newcomer ended(State how) {
    return new Newcomer(
        joinedAt, how, spokeAt, acknowledgedAt, answeredAt, renamedAt, done, new TreeMap<>());
  }

  /** It was done, or is not done any more. */
  Newcomer over(String timer) {
    Set<String> more = new TreeSet<>(done);
    more.add(timer);
    return with(more, without(timer));
  }

  Newcomer later(String timer, Instant at) {
    SortedMap<String, Instant> moved = new TreeMap<>(timers);
    moved.put(timer, at);
    return with(done, moved);
  }

  Newcomer drop(String timer) {
    return with(done, without(timer));
  }

  private SortedMap<String, Instant> without(String timer) {
    SortedMap<String, Instant> left = new TreeMap<>(timers);
    left.remove(timer);
    return left;
  }

  private Newcomer with(Set<String> nowDone, SortedMap<String, Instant> nowTimers) {
    return new Newcomer(
        joinedAt,
        state,
        spokeAt,
        acknowledgedAt,
        answeredAt,
        renamedAt,
        new TreeSet<>(nowDone),
        nowTimers);
  }
}
