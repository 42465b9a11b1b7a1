package io.liana.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money on its way back.
 *
 * @param order whose money it is
 * @param number ours, told to the provider
 * @param askedBy an {@code Actor} in its stored form
 * @param state asked: nothing clear was heard; processing; waiting: the merchant's account is
 *     short; done; abnormal: the payer's bank does not take it; closed: refused for good
 */
record Refund(
    long id,
    long order,
    PaymentId payment,
    String number,
    long amount,
    String reason,
    String askedBy,
    String state,
    String evidence,
    int looks,
    Instant createdAt,
    @Nullable Instant settledAt) {}
