package io.liana.payment;

/** What the provider answered to an order. */
sealed interface Placed {
  /**
   * @param handle what the payer's app is given
   */
  record Open(String handle) implements Placed {}

  /** Nothing stands at the provider, and nothing will. */
  record Refused(String evidence) implements Placed {}

  record Unclear(String evidence) implements Placed {}
}
