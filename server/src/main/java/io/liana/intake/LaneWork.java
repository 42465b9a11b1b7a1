package io.liana.intake;

import io.liana.rule.LaneMemory;

/**
 * One lane as one worker holds it: whose it is, and what its deciders remember. The memory is good
 * only if nobody else moved the cursor since.
 */
final class LaneWork {
  private final int number;
  private final String owner;
  private LaneMemory memory = new LaneMemory();
  private long memoryCursor = -1;
  private long pendingCursor = -1;

  LaneWork(int number, String owner) {
    this.number = number;
    this.owner = owner;
  }

  int number() {
    return number;
  }

  String owner() {
    return owner;
  }

  /** The memory, emptied when another node worked on the lane meanwhile. */
  LaneMemory memoryAt(long cursor) {
    if (memoryCursor != cursor) {
      memory = new LaneMemory();
      memoryCursor = cursor;
    }
    return memory;
  }

  void settledUpTo(long cursor) {
    pendingCursor = cursor;
  }

  /** The transaction went through: what was learned in it is true. */
  void committed(boolean something) {
    if (something && pendingCursor >= 0) {
      memoryCursor = pendingCursor;
      pendingCursor = -1;
    }
  }

  /** The transaction did not go through: what was learned in it never happened. */
  void forget() {
    memoryCursor = -1;
    pendingCursor = -1;
  }
}
