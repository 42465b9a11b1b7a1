package io.liana.payment;

import io.liana.kernel.Problem;

/** Identity of a payment. */
public record PaymentId(long value) {
  public static PaymentId parse(String text) {
    return new PaymentId(Problem.parseId(text));
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
