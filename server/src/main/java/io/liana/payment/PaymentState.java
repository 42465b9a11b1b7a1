package io.liana.payment;

import java.time.Instant;

/** Where a payment stands, since when, and why where that is not plain. */
public sealed interface PaymentState {
  Instant at();

  /** Nobody is paying. */
  record Asked(Instant at) implements PaymentState {}

  /** An order stands open at the provider. */
  record Paying(Instant at) implements PaymentState {}

  /** The provider has not said clearly what became of the order; it is asked again. */
  record InDoubt(Instant at) implements PaymentState {}

  record Paid(Instant at) implements PaymentState {}

  /** Its time is over, and nothing was paid; should money come all the same, it is paid. */
  record Closed(Instant at) implements PaymentState {}

  /** Not what was asked for was paid: never taken for a payment, a person looks. */
  record Disputed(Instant at, String why) implements PaymentState {}

  record RefundAsked(Instant at) implements PaymentState {}

  record Refunded(Instant at) implements PaymentState {}

  /** The provider cannot give it back by itself; a person looks. */
  record RefundFailed(Instant at, String why) implements PaymentState {}

  default String code() {
    return switch (this) {
      case Asked state -> "asked";
      case Paying state -> "paying";
      case InDoubt state -> "in_doubt";
      case Paid state -> "paid";
      case Closed state -> "closed";
      case Disputed state -> "disputed";
      case RefundAsked state -> "refund_asked";
      case Refunded state -> "refunded";
      case RefundFailed state -> "refund_failed";
    };
  }

  /** Empty where the state says it all. */
  default String reason() {
    return switch (this) {
      case Asked state -> "";
      case Paying state -> "";
      case InDoubt state -> "";
      case Paid state -> "";
      case Closed state -> "";
      case Disputed state -> state.why();
      case RefundAsked state -> "";
      case Refunded state -> "";
      case RefundFailed state -> state.why();
    };
  }

  /** Reads the stored form. */
  static PaymentState of(String code, Instant at, String why) {
    return switch (code) {
      case "asked" -> new Asked(at);
      case "paying" -> new Paying(at);
      case "in_doubt" -> new InDoubt(at);
      case "paid" -> new Paid(at);
      case "closed" -> new Closed(at);
      case "disputed" -> new Disputed(at, why);
      case "refund_asked" -> new RefundAsked(at);
      case "refunded" -> new Refunded(at);
      case "refund_failed" -> new RefundFailed(at, why);
      case String unknown -> throw new IllegalArgumentException("unknown state " + unknown);
    };
  }

  /** It may still come to be paid by somebody beginning now. */
  default boolean open() {
    return this instanceof Asked || this instanceof Paying || this instanceof InDoubt;
  }
}
