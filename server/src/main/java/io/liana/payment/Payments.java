package io.liana.payment;

import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Asks for money, tells what became of it, and gives it back. */
@Component
public class Payments {
  private final PaymentStore store;
  private final PageAddresses pages;
  private final Refunds refunds;
  private final Clock clock;

  Payments(PaymentStore store, PageAddresses pages, Refunds refunds, Clock clock) {
    this.store = store;
    this.pages = pages;
    this.refunds = refunds;
    this.clock = clock;
  }

  /**
   * Asks once for one purpose: the same again is the same payment, whatever became of it.
   *
   * @throws Problem 409 {@code payment_differs} when another amount was asked for it before
   */
  @Transactional
  public Payment request(PaymentWish wish) {
    Payment payment = store.request(wish, clock.instant());
    if (payment.amount() != wish.amount()) {
      throw new Problem(
          409,
          "payment_differs",
          "Another amount was asked for this before; ask for it under another purpose.",
          Map.of("asked", payment.amount()));
    }
    return payment;
  }

  public Optional<Payment> find(CommunityId community, String purpose) {
    return store.find(community, purpose);
  }

  /**
   * @throws Problem 404 {@code payment_not_found}
   */
  public Payment get(PaymentId id) {
    return store.find(id).orElseThrow(() -> Problem.missing("payment", id));
  }

  /**
   * The page on which it is paid, as a path on this server, signed and good for a day. Whoever has
   * the address may pay; it shows the description, the amount and whether it is paid.
   *
   * @param back a path on this server the payer is led to afterwards, e.g. {@code /p/7?step=2}
   * @throws IllegalArgumentException when that leads anywhere else
   */
  public String page(PaymentId id, String back) {
    return pages.make(id, back);
  }

  /**
   * Gives all of it back; asked again it is the same refund.
   *
   * @param reason the payer may read it
   * @throws Problem 404, 409 {@code payment_not_refundable}
   */
  @Transactional
  public Payment refund(PaymentId id, String reason, Actor by) {
    return refunds.ask(id, reason, by);
  }
}
