package io.liana.payment;

import java.security.SecureRandom;

/** Numbers of orders and refunds: 26 letters and digits nobody used before, on any server. */
final class Numbers {
  private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int LENGTH = 26; // 130 bits; WeChat Pay takes 32 characters

  private final SecureRandom random = new SecureRandom();

  String next() {
    var number = new StringBuilder(LENGTH);
    random.ints(LENGTH, 0, LETTERS.length()).forEach(at -> number.append(LETTERS.charAt(at)));
    return number.toString();
  }
}
