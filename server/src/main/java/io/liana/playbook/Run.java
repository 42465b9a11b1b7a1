package io.liana.playbook;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A group goes through a version of a playbook.
 *
 * @param nextAt when its next step is due; null when none is left
 */
record Run(
    long id,
    long playbook,
    String name,
    int version,
    CommunityId community,
    GroupId group,
    LocalDate firstDay,
    State state,
    Counts counts,
    @Nullable Instant nextAt,
    Instant startedAt,
    String startedBy,
    @Nullable Instant endedAt,
    @Nullable String why) {

  enum State {
    RUNNING,
    DONE,
    STOPPED
  }

  /**
   * How many of its steps.
   *
   * @param done said, handed to a person, or on the way
   * @param failed refused by the platform, or nobody knows what became of it
   * @param skipped left out, or taken back
   */
  record Counts(int waiting, int done, int failed, int skipped) {}

  /**
   * A step of a run.
   *
   * @param dueAt put off to the end of quiet hours, where it fell into them
   * @param why a code
   * @param at when it came to this
   */
  record Progress(
      String key, Instant dueAt, Fate fate, @Nullable String why, @Nullable Instant at) {}

  /** How far a step is. */
  enum Fate {
    WAITING,
    SENDING,
    DELIVERED,
    /** A person was asked to say it. */
    HANDED,
    REJECTED,
    UNKNOWN,
    CANCELLED,
    /** Of what a person was asked to say. */
    TASK_DONE,
    TASK_NOT_DONE,
    /** Became a task of the desk, which knows the rest. */
    TASK,
    SKIPPED
  }

  /** Of the outbox, and of the desk: each step happens once. */
  static String key(long run, String step) {
    return "playbook:%d:%s".formatted(run, step);
  }
}
