package io.liana.payment;

/**
 * A payment came to be paid, closed, or refunded; published inside the transaction that says so. A
 * closed payment may still become paid: money that comes late has come.
 */
public record PaymentSettled(Payment payment) {}
