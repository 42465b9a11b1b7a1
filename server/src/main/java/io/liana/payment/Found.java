package io.liana.payment;

import java.time.Instant;

/** What the provider knows of an order. */
sealed interface Found {
  /**
   * @param amount in 分, as the order was placed; not what is left after the payer's coupons
   * @param merchant who was paid, and by which app, as the provider writes them
   */
  record Paid(
      String transactionNo, long amount, String currency, String merchant, String app, Instant at)
      implements Found {}

  /** It stands open. */
  record Unpaid() implements Found {}

  record Closed() implements Found {}

  /** Never heard of; right after an unclear answer that may still change. */
  record Absent() implements Found {}

  /** No answer, or none that can be trusted. */
  record Unclear(String evidence) implements Found {}
}
