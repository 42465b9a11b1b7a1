package io.liana.acquisition;

import java.security.SecureRandom;

/** Numbers nobody can guess, drawn a thousand at a time: one by one they cost more than a scan. */
final class VisitorNumbers {
  private final SecureRandom chance = new SecureRandom();
  private final byte[] drawn = new byte[Long.BYTES * 1_024];
  private int used = drawn.length;

  /** Above zero: 0 is no visitor. */
  synchronized long next() {
    if (used == drawn.length) {
      chance.nextBytes(drawn);
      used = 0;
    }
    long number = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      number = number << Byte.SIZE | (drawn[used] & 0xff);
      drawn[used++] = 0;
    }
    return (number >>> 1) | 1;
  }
}
