package io.liana.intake;

import io.liana.rule.LaneMemory;
import org.jspecify.annotations.Nullable;

/**
 * One lane as one worker holds it, and what its deciders remember. The memory is good only if
 * nobody else moved the cursor since.
 */
final class LaneWork {
  private static final long NOTHING = -1;

  private final int number;
  private LaneMemory memory = new LaneMemory();
  private long memoryCursor = NOTHING;
  private long pendingCursor = NOTHING;

  LaneWork(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** The memory, emptied when another node worked on the lane meanwhile. */
  LaneMemory memoryAt(long cursor) {
    if (memoryCursor != cursor) {
      memory = new LaneMemory();
      memoryCursor = cursor;
    }
    return memory;
  }

  /** Null when the batch held nothing of this lane. */
  void settledUpTo(@Nullable Long cursor) {
    pendingCursor = cursor == null ? NOTHING : cursor;
  }

  /** The transaction went through: what was learned in it is true. */
  void committed() {
    if (pendingCursor != NOTHING) {
      memoryCursor = pendingCursor;
      pendingCursor = NOTHING;
    }
  }

  /** The transaction did not go through: what was learned in it never happened. */
  void forget() {
    memoryCursor = NOTHING;
    pendingCursor = NOTHING;
  }
}
