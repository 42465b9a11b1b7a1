package io.liana.acquisition;

import java.security.SecureRandom;
import java.util.OptionalLong;

/**
 * The name of a live code in its address: eight letters and digits that cannot be mistaken for each
 * other, 40 bits. As a number it is what the codes in memory are found by. Upper case is the same
 * name: a printed code is smaller without lower case.
 */
final class Slug {
  static final int LENGTH = 8;
  private static final int BITS = 5;
  // Crockford's: without i, l, o and u
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final byte[] VALUES = new byte[128];

  static {
    java.util.Arrays.fill(VALUES, (byte) -1);
    for (int i = 0; i < LETTERS.length(); i++) {
      VALUES[LETTERS.charAt(i)] = (byte) i;
      VALUES[Character.toUpperCase(LETTERS.charAt(i))] = (byte) i;
    }
  }

  private Slug() {}

  static long random(SecureRandom chance) {
    return chance.nextLong() >>> (Long.SIZE - LENGTH * BITS);
  }

  static String text(long slug) {
    var text = new char[LENGTH];
    long rest = slug;
    for (int i = LENGTH - 1; i >= 0; i--) {
      text[i] = LETTERS.charAt((int) (rest & 31));
      rest >>>= BITS;
    }
    return new String(text);
  }

  /** Empty for what is no name of a code. */
  static OptionalLong parse(String text) {
    if (text.length() != LENGTH) {
      return OptionalLong.empty();
    }
    long slug = 0;
    for (int i = 0; i < LENGTH; i++) {
      char c = text.charAt(i);
      byte value = c < VALUES.length ? VALUES[c] : -1;
      if (value < 0) {
        return OptionalLong.empty();
      }
      slug = slug << BITS | value;
    }
    return OptionalLong.of(slug);
  }
}
