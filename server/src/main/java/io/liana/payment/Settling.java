package io.liana.payment;

import io.liana.desk.TaskDraft;
import io.liana.desk.Tasks;
import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Actor;
import io.liana.ledger.Entry;
import io.liana.ledger.Ledger;
import io.liana.ledger.Unit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What is heard of an order becomes what is known of its payment. Hearing the same twice, late or
 * in another order changes nothing: money that came is written down once, and nothing unsays it.
 */
@Component
class Settling {
  static final Actor MACHINE = new Actor.Machine("payment");
  // Beyond this an order nobody at the provider knows was never placed.
  static final Duration PLACING = Duration.ofMinutes(10);
  private static final Duration TASK_DUE = Duration.ofDays(1);

  private final PaymentStore payments;
  private final OrderStore orders;
  private final MerchantStore merchants;
  private final Refunds refunds;
  private final Ledger ledger;
  private final Tasks tasks;
  private final Journal journal;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Settling(
      PaymentStore payments,
      OrderStore orders,
      MerchantStore merchants,
      Refunds refunds,
      Ledger ledger,
      Tasks tasks,
      Journal journal,
      ApplicationEventPublisher events,
      Clock clock) {
    this.payments = payments;
    this.orders = orders;
    this.merchants = merchants;
    this.refunds = refunds;
    this.ledger = ledger;
    this.tasks = tasks;
    this.journal = journal;
    this.events = events;
    this.clock = clock;
  }

  @Transactional
  public void heard(long orderId, Found found) {
    Payment payment = payments.hold(orders.get(orderId).payment()).orElseThrow();
    Order order = orders.get(orderId); // as it is now that nobody else changes it
    switch (found) {
      case Found.Paid paid -> paid(payment, order, paid);
      case Found.Unpaid unpaid -> open(payment, order);
      case Found.Closed closed -> over(payment, order);
      case Found.Absent absent -> absent(payment, order);
      case Found.Unclear unclear -> unclear(payment, order, unclear.evidence());
    }
  }

  private void paid(Payment payment, Order order, Found.Paid paid) {
    if (order.holdsMoney()) {
      return; // told twice
    }
    Merchant merchant = merchants.find(order.merchant()).orElseThrow();
    String wrong = wrong(payment, merchant, paid);
    boolean expected =
        wrong.isEmpty()
            && (payment.state().open() || payment.state() instanceof PaymentState.Closed);
    String state = expected ? "paid" : wrong.isEmpty() ? "surplus" : "disputed";
    // What went to another merchant is none of ours, whatever it says.
    boolean ours = !wrong.equals("merchant");
    Order now = orders.paid(order.id(), state, ours ? paid : nothing(paid), wrong, clock.instant());
    if (ours && paid.amount() > 0) {
      ledger.post(
          Entry.move(
              "payment:" + order.number(),
              payment.community(),
              Unit.FEN,
              "payment_received",
              paid.amount(),
              merchant.source(expected),
              merchant.till()));
    }
    if (expected) {
      note(payment, "payment_received", order, Map.of("paid", paid.amount()));
      settle(payment, new PaymentState.Paid(paid.at()));
    } else if (wrong.isEmpty()) {
      note(payment, "payment_surplus", order, Map.of("paid", paid.amount()));
      refunds.ask(now, "重复支付，原路退回", MACHINE);
    } else {
      dispute(payment, order, wrong, paid);
    }
  }

  private void dispute(Payment payment, Order order, String wrong, Found.Paid paid) {
    note(payment, "payment_disputed", order, Map.of("why", wrong, "paid", paid.amount()));
    raise(
        payment,
        "payment_disputed:" + order.id(),
        "payment_disputed",
        Map.of("why", wrong, "paid", paid.amount(), "asked", payment.amount()));
    if (payment.state().open() || payment.state() instanceof PaymentState.Closed) {
      settle(payment, new PaymentState.Disputed(clock.instant(), wrong));
    }
  }

  /** Empty when it is what was asked for, by whom it was asked. */
  private static String wrong(Payment payment, Merchant merchant, Found.Paid paid) {
    if (merchant.kind().equals(Merchant.WECHAT)) {
      if (!paid.merchant().equals(merchant.settings().get("mchid"))) {
        return "merchant";
      }
      if (!paid.app().equals(merchant.settings().get("appid"))) {
        return "app";
      }
    }
    if (!paid.currency().equals("CNY")) {
      return "currency";
    }
    return paid.amount() == payment.amount() ? "" : "amount";
  }

  private static Found.Paid nothing(Found.Paid paid) {
    return new Found.Paid(
        paid.transactionNo(), 0, paid.currency(), paid.merchant(), paid.app(), paid.at());
  }

  private void open(Payment payment, Order order) {
    if (!order.live()) {
      return;
    }
    orders.live(order.id(), "open", null, "", next(order));
    if (payment.state() instanceof PaymentState.InDoubt) {
      payments.state(payment.id(), new PaymentState.Paying(clock.instant()));
    }
  }

  private void over(Payment payment, Order order) {
    Instant now = clock.instant();
    if (!order.live()) {
      return;
    }
    orders.over(order.id(), "closed", "", now);
    if (payment.state().open()) {
      if (payment.due().isAfter(now)) {
        payments.state(payment.id(), new PaymentState.Asked(now));
      } else {
        settle(payment, new PaymentState.Closed(now));
      }
    }
  }

  private void absent(Payment payment, Order order) {
    if (order.createdAt().plus(PLACING).isBefore(clock.instant())) {
      over(payment, order);
    } else {
      unclear(payment, order, "");
    }
  }

  private void unclear(Payment payment, Order order, String evidence) {
    if (!order.live()) {
      return;
    }
    // A question without an answer does not make an order doubtful that was clear before.
    String state = order.state().equals("open") ? "open" : "in_doubt";
    orders.live(order.id(), state, null, evidence, next(order));
    boolean doubted = payment.state() instanceof PaymentState.InDoubt;
    if (state.equals("in_doubt") && payment.state().open() && !doubted) {
      payments.state(payment.id(), new PaymentState.InDoubt(clock.instant()));
    }
  }

  /** The provider answered to a fresh order, or to the same again. */
  @Transactional
  public void placed(long orderId, Placed answer) {
    Payment payment = payments.hold(orders.get(orderId).payment()).orElseThrow();
    Order order = orders.get(orderId);
    Instant now = clock.instant();
    switch (answer) {
      case Placed.Open open -> {
        orders.live(order.id(), "open", open.handle(), "", next(order));
        if (payment.state().open() && order.live()) {
          payments.state(payment.id(), new PaymentState.Paying(now));
        }
      }
      // Of an order that stood open before, no answer says that nothing stands there.
      case Placed.Refused refused when order.state().equals("placing") && order.looks() == 0 -> {
        orders.over(order.id(), "refused", refused.evidence(), now);
        note(payment, "payment_refused", order, Map.of("evidence", refused.evidence()));
        if (payment.state().open()) {
          payments.state(payment.id(), new PaymentState.Asked(now));
        }
      }
      case Placed.Refused refused -> unclear(payment, order, refused.evidence());
      case Placed.Unclear unclear -> unclear(payment, order, unclear.evidence());
    }
  }

  /** Its time is over, and nobody ever began. */
  @Transactional
  public void overdue(PaymentId id) {
    Payment payment = payments.hold(id).orElseThrow();
    Instant now = clock.instant();
    if (payment.state() instanceof PaymentState.Asked && !payment.due().isAfter(now)) {
      settle(payment, new PaymentState.Closed(now));
    }
  }

  void settle(Payment payment, PaymentState state) {
    events.publishEvent(new PaymentSettled(payments.state(payment.id(), state)));
  }

  /** Soon at first, then ever more seldom. */
  private Instant next(Order order) {
    return clock.instant().plus(Pace.after(order.looks()));
  }

  void raise(Payment payment, String key, String kind, Map<String, Object> more) {
    Map<String, Object> params = new java.util.HashMap<>(more);
    params.put("payment", payment.id().toString());
    tasks.raise(
        new TaskDraft(
            key,
            kind,
            payment.community(),
            null,
            null,
            null,
            params,
            clock.instant().plus(TASK_DUE)));
  }

  void note(Payment payment, String kind, Order order, Map<String, Object> more) {
    Map<String, Object> reason = new java.util.HashMap<>(more);
    reason.put("payment", payment.id().toString());
    reason.put("order", order.number());
    journal.append(
        List.of(
            new JournalEntry(
                clock.instant(), MACHINE, kind, payment.community(), null, null, null, reason)));
  }
}
