package io.liana.customer;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Money that moved in a shop.
 *
 * @param contact how the shop reaches the buyer; hashed, and never kept; null when nobody knows who
 *     bought
 * @param member the buyer's number among our members, when the shop knows it
 * @param currency ISO 4217
 * @param amount in the smallest unit of the currency; not positive for a refund
 */
record Movement(
    String shop,
    String number,
    Kind kind,
    @Nullable String contact,
    @Nullable Long member,
    String currency,
    long amount,
    Instant at) {

  enum Kind {
    PAID,
    REFUND;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same phone however it is written; anything else without case and blanks. */
  static String contact(String given) {
    String bare = given.strip().replaceAll("[\\s()-]", "");
    return bare.matches("(\\+|00)?86?1\\d{10}") || bare.matches("1\\d{10}")
        ? bare.substring(bare.length() - 11)
        : bare.toLowerCase(Locale.ROOT);
  }
}
