package io.liana.gate;

import io.liana.gate.AnswerStore.Answer;
import io.liana.gate.Visit.State;
import io.liana.kernel.Actor;
import io.liana.payment.Payment;
import io.liana.payment.PaymentSettled;
import io.liana.payment.PaymentState;
import io.liana.payment.Payments;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Money came, or went back; in the transaction that says so. */
@Component
class FeesSettled {
  private static final Actor GATE = new Actor.Machine("gate");

  private final Gatekeeper gatekeeper;
  private final VisitStore visits;
  private final AnswerStore answers;
  private final PageStore pages;
  private final Payments payments;

  FeesSettled(
      Gatekeeper gatekeeper,
      VisitStore visits,
      AnswerStore answers,
      PageStore pages,
      Payments payments) {
    this.gatekeeper = gatekeeper;
    this.visits = visits;
    this.answers = answers;
    this.pages = pages;
    this.payments = payments;
  }

  @EventListener
  void on(PaymentSettled settled) {
    Payment payment = settled.payment();
    Fees.of(payment).ifPresent(paid -> on(payment, paid));
  }

  private void on(Payment payment, Fees.Paid paid) {
    Visit visit = visits.findAndHold(paid.visit()).orElse(null);
    Page page = visit == null ? null : pages.find(visit.page()).orElse(null);
    if (visit == null || page == null) {
      return; // forgotten: the money stays where payments keeps it, and so does the way back
    }
    Answer before = answers.find(visit.id(), paid.gate()).orElse(null);
    boolean first =
        before == null || before.payment() == null || before.payment() == payment.id().value();
    switch (payment.state()) {
      case PaymentState.Paid(var at) -> {
        if (first) {
          answers.insertFee(visit, paid.gate(), page.version(), payment.id().value(), at);
          gatekeeper.settle(page, visit, paid.gate(), State.PASSED, 1);
        } else {
          payments.refund(payment.id(), "paid twice", GATE);
        }
      }
      case PaymentState.Refunded _, PaymentState.RefundAsked _ -> {
        if (first) {
          gatekeeper.settle(page, visit, paid.gate(), State.REFUSED, 1);
        }
      }
      case PaymentState.Asked _,
          PaymentState.Paying _,
          PaymentState.InDoubt _,
          PaymentState.Closed _,
          PaymentState.Disputed _,
          PaymentState.RefundFailed _ -> {}
    }
  }
}
