package io.liana.onboarding;

import java.time.Instant;

/**
 * An order paid elsewhere.
 *
 * @param contact how the shop reaches them, e.g. a phone number; hashed, and never kept
 * @param amount in 分
 */
record PaidOrder(String id, String contact, String name, long amount, Instant paidAt) {

  /** The same phone however it is written; anything else without case and blanks. */
  static String contact(String given) {
    String bare = given.strip().replaceAll("[\\s()-]", "");
    return bare.matches("(\\+|00)?86?1\\d{10}") || bare.matches("1\\d{10}")
        ? bare.substring(bare.length() - 11)
        : bare.toLowerCase(java.util.Locale.ROOT);
  }
}
