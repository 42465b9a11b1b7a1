/**
 * Money from members: what they are asked for, by whom it was paid, what went back. {@link
 * io.liana.payment.Payments} is the door. The provider is asked outside any transaction; an answer
 * that is not clear changes nothing but the time of the next question, and the number of an order
 * or a refund is kept until the provider says no for good. Every fen goes through the ledger.
 * Tables {@code payment_*}.
 */
@NullMarked
@ApplicationModule(
    allowedDependencies = {
      "kernel",
      "journal",
      "identity",
      "channel",
      "channel :: account",
      "channel :: officialaccount",
      "community",
      "member",
      "content",
      "ledger",
      "desk"
    })
package io.liana.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
