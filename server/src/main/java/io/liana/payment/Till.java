package io.liana.payment;

/**
 * A provider of payments. Every call may go out: never inside a transaction. The same order or
 * refund under the same number may be asked for again at any time.
 */
interface Till {
  /** Of which merchants, {@link Merchant#kind}. */
  String kind();

  /**
   * @param address where the payer is, for the ways that want to know
   */
  Placed place(Merchant merchant, Payment payment, Order order, String address);

  Found query(Merchant merchant, Order order);

  /** Nobody shall pay it any more; {@link Found.Closed}, or what is known instead. */
  Found close(Merchant merchant, Order order);

  Refunding refund(Merchant merchant, Order order, Refund refund);

  Refunding query(Merchant merchant, Order order, Refund refund);
}
