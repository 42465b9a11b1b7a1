package io.liana.payment;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Writes down that money shall go back; {@code PaymentWorker} asks the provider for it. */
@Component
class Refunds {
  static final int LONGEST_REASON = 25; // characters: WeChat Pay takes 80 bytes

  private final PaymentStore payments;
  private final OrderStore orders;
  private final RefundStore refunds;
  private final Journal journal;
  private final Clock clock;
  private final Numbers numbers = new Numbers();

  Refunds(
      PaymentStore payments, OrderStore orders, RefundStore refunds, Journal journal, Clock clock) {
    this.payments = payments;
    this.orders = orders;
    this.refunds = refunds;
    this.journal = journal;
    this.clock = clock;
  }

  @Transactional(propagation = Propagation.MANDATORY)
  Payment ask(PaymentId id, String givenReason, Actor by) {
    String reason = Given.text("reason", givenReason, 1, LONGEST_REASON);
    Payment payment = payments.hold(id).orElseThrow(() -> Problem.missing("payment", id));
    return switch (payment.state()) {
      case PaymentState.Paid state -> begin(payment, "paid", reason, by);
      case PaymentState.Disputed state -> begin(payment, "disputed", reason, by);
      case PaymentState.RefundFailed state -> again(payment, reason, by);
      case PaymentState.RefundAsked state -> payment;
      case PaymentState.Refunded state -> payment;
      case PaymentState.Asked state -> throw nothingPaid();
      case PaymentState.Paying state -> throw nothingPaid();
      case PaymentState.InDoubt state -> throw nothingPaid();
      case PaymentState.Closed state -> throw nothingPaid();
    };
  }

  private Payment begin(Payment payment, String orderState, String reason, Actor by) {
    List<Order> paid =
        orders.of(List.of(payment.id())).stream()
            .filter(order -> order.state().equals(orderState))
            .filter(order -> Objects.requireNonNull(order.paid()) > 0)
            .toList();
    if (paid.isEmpty()) { // it went to another merchant
      throw nothingPaid();
    }
    paid.forEach(order -> ask(order, reason, by));
    return asked(payment, by);
  }

  /** Of one order's money; in the caller's transaction, which holds the payment. */
  void ask(Order order, String reason, Actor by) {
    long amount = Objects.requireNonNull(order.paid());
    refunds.insert(order, numbers.next(), amount, reason, by.code(), clock.instant());
  }

  /** One that waits keeps its number; one that was refused for good gets another. */
  private Payment again(Payment payment, String reason, Actor by) {
    Instant now = clock.instant();
    List<Order> paid = orders.of(List.of(payment.id())).stream().filter(Order::holdsMoney).toList();
    refunds.of(List.of(payment.id())).forEach(refund -> refunds.lookNow(refund.id(), now));
    paid.forEach(order -> ask(order, reason, by)); // nothing where one is under way
    return asked(payment, by);
  }

  private Payment asked(Payment payment, Actor by) {
    Instant now = clock.instant();
    journal.append(
        new JournalEntry(
            now,
            by,
            "refund_asked",
            payment.community(),
            null,
            null,
            null,
            Map.of("payment", payment.id().toString(), "amount", payment.amount())));
    return payments.state(payment.id(), new PaymentState.RefundAsked(now));
  }

  private static Problem nothingPaid() {
    return Problem.conflict("payment_not_refundable", "Nothing was paid that could go back.");
  }
}
