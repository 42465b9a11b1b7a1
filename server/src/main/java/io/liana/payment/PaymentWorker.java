package io.liana.payment;

import io.liana.kernel.Rounds;
import io.liana.payment.NoticeStore.Notice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Settles what was notified, asks for what was not, closes what nobody paid in time, and gives back
 * what shall go back.
 */
@Component
public class PaymentWorker implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(PaymentWorker.class);
  private static final int BATCH = 20;
  // Longer than all calls about one order or refund together: meanwhile no other node asks.
  private static final Duration CLAIM = Duration.ofMinutes(1);

  private final PaymentStore payments;
  private final OrderStore orders;
  private final RefundStore refunds;
  private final NoticeStore notices;
  private final Merchants merchants;
  private final Checkout checkout;
  private final Settling settling;
  private final RefundSettling refundSettling;
  private final WeChatPay wechat;
  private final PaymentSettings settings;
  private final Clock clock;
  private final Rounds rounds;

  PaymentWorker(
      PaymentStore payments,
      OrderStore orders,
      RefundStore refunds,
      NoticeStore notices,
      Merchants merchants,
      Checkout checkout,
      Settling settling,
      RefundSettling refundSettling,
      WeChatPay wechat,
      PaymentSettings settings,
      Clock clock) {
    this.payments = payments;
    this.orders = orders;
    this.refunds = refunds;
    this.notices = notices;
    this.merchants = merchants;
    this.checkout = checkout;
    this.settling = settling;
    this.refundSettling = refundSettling;
    this.wechat = wechat;
    this.settings = settings;
    this.clock = clock;
    this.rounds = new Rounds("payment", settings.look(), this::runDue);
  }

  /** Does what is due; for tests as for the thread. */
  public void runDue() {
    Instant now = clock.instant();
    notices.open(BATCH).forEach(notice -> guarded("notice", notice.id(), () -> settle(notice)));
    orders
        .claim(now, now.plus(CLAIM), BATCH)
        .forEach(order -> guarded("order", order.id(), () -> checkout.look(order)));
    refunds
        .claim(now, now.plus(CLAIM), BATCH)
        .forEach(refund -> guarded("refund", refund.id(), () -> look(refund)));
    payments.overdue(now, BATCH).forEach(settling::overdue);
  }

  /** One that breaks must not keep the others from theirs; its time comes again. */
  private static void guarded(String what, long id, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("payment {} {}: again later: {}", what, id, e.toString());
    }
  }

  private void settle(Notice notice) {
    Instant now = clock.instant();
    switch (notice.kind()) {
      case "order" ->
          orders
              .find(notice.number())
              .filter(order -> order.merchant() == notice.merchant())
              .ifPresent(
                  order -> settling.heard(order.id(), wechat.found(notice.fact(), order.number())));
      case "refund" ->
          refunds.find(notice.number()).ifPresent(refund -> refunds.lookNow(refund.id(), now));
      default -> throw new IllegalStateException(notice.kind());
    }
    notices.settled(notice.id(), now); // also one about somebody else's order: nothing to do
  }

  private void look(Refund refund) {
    Order order = orders.get(refund.order());
    Merchant merchant = merchants.get(order.merchant());
    Till till = checkout.till(merchant);
    boolean fresh = refund.looks() <= 1 && refund.state().equals("asked");
    Refunding heard = fresh ? new Refunding.Absent() : till.query(merchant, order, refund);
    boolean ask = heard instanceof Refunding.Absent || refund.state().equals("waiting");
    refundSettling.heard(refund, ask ? till.refund(merchant, order, refund) : heard);
  }

  /** Somebody waits for what was just written down. */
  void ring() {
    rounds.ring();
  }

  @Override
  public void start() {
    rounds.start(settings.threads());
  }

  @Override
  public void stop() {
    rounds.stop();
  }

  @Override
  public boolean isRunning() {
    return rounds.isRunning();
  }
}
