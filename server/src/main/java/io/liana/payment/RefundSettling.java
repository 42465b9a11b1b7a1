package io.liana.payment;

import io.liana.ledger.Entry;
import io.liana.ledger.Ledger;
import io.liana.ledger.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What is heard of a refund becomes what is known of its payment. */
@Component
class RefundSettling {
  private static final Duration ACCOUNT_IS_SHORT = Duration.ofHours(1);
  private static final Duration BANK_IS_ASKED = Duration.ofHours(6);

  private final PaymentStore payments;
  private final OrderStore orders;
  private final RefundStore refunds;
  private final MerchantStore merchants;
  private final Settling settling;
  private final Ledger ledger;
  private final Clock clock;

  RefundSettling(
      PaymentStore payments,
      OrderStore orders,
      RefundStore refunds,
      MerchantStore merchants,
      Settling settling,
      Ledger ledger,
      Clock clock) {
    this.payments = payments;
    this.orders = orders;
    this.refunds = refunds;
    this.merchants = merchants;
    this.settling = settling;
    this.ledger = ledger;
    this.clock = clock;
  }

  @Transactional
  public void heard(Refund seen, Refunding heard) {
    Payment payment = payments.hold(seen.payment()).orElseThrow();
    Refund refund = refunds.find(seen.number()).orElseThrow();
    Instant now = clock.instant();
    Instant soon = now.plus(Pace.after(refund.looks()));
    switch (heard) {
      case Refunding.Done done -> done(payment, refund, now);
      case Refunding.Processing processing ->
          refunds.heard(refund.id(), "processing", "", soon, null);
      case Refunding.Waiting waiting ->
          stuck(payment, refund, "waiting", waiting.evidence(), now.plus(ACCOUNT_IS_SHORT));
      case Refunding.Abnormal abnormal -> {
        stuck(payment, refund, "abnormal", abnormal.evidence(), now.plus(BANK_IS_ASKED));
        failed(payment, refund, "abnormal", now);
      }
      case Refunding.Closed closed -> {
        if (refunds.heard(refund.id(), "closed", closed.evidence(), null, now)) {
          raise(payment, refund, closed.evidence());
          failed(payment, refund, "closed", now);
        }
      }
      // What the provider does not know it is asked for again, under the same number.
      case Refunding.Absent absent -> refunds.heard(refund.id(), "asked", "", soon, null);
      case Refunding.Unclear unclear ->
          refunds.heard(refund.id(), refund.state(), unclear.evidence(), soon, null);
    }
  }

  private void done(Payment payment, Refund refund, Instant now) {
    if (!refunds.heard(refund.id(), "done", "", null, now)) {
      return; // told twice
    }
    Order order = orders.get(refund.order());
    Merchant merchant = merchants.find(order.merchant()).orElseThrow();
    ledger.post(
        Entry.move(
            "refund:" + refund.number(),
            payment.community(),
            Unit.FEN,
            "payment_refunded",
            refund.amount(),
            merchant.till(),
            merchant.source(order.state().equals("paid"))));
    settling.note(payment, "payment_refunded", order, Map.of("amount", refund.amount()));
    if (wanted(payment, order)) {
      settling.settle(payment, new PaymentState.Refunded(now));
    }
  }

  private void stuck(Payment payment, Refund refund, String state, String evidence, Instant again) {
    if (refunds.heard(refund.id(), state, evidence, again, null) && !refund.state().equals(state)) {
      raise(payment, refund, evidence);
    }
  }

  private void failed(Payment payment, Refund refund, String why, Instant now) {
    Order order = orders.get(refund.order());
    if (wanted(payment, order) && !(payment.state() instanceof PaymentState.RefundFailed)) {
      payments.state(payment.id(), new PaymentState.RefundFailed(now, why));
    }
    settling.note(payment, "refund_failed", order, Map.of("why", why));
  }

  /** Of a payment that is to be refunded; what was paid twice goes back while one stays paid. */
  private static boolean wanted(Payment payment, Order order) {
    return !order.state().equals("surplus")
        && (payment.state() instanceof PaymentState.RefundAsked
            || payment.state() instanceof PaymentState.RefundFailed);
  }

  private void raise(Payment payment, Refund refund, String evidence) {
    settling.raise(
        payment,
        "payment_refund:" + refund.id(),
        "payment_refund",
        Map.of("evidence", evidence, "amount", refund.amount()));
  }
}
