package io.liana.payment;

import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A payer begins to pay. At most one order stands open for a payment: before there is another one,
 * the provider has said that nobody can pay the first any more.
 */
@Component
class Checkout {
  private static final int MOST_ORDERS = 20;

  private final PaymentStore payments;
  private final OrderStore orders;
  private final Merchants merchants;
  private final Settling settling;
  private final Map<String, Till> tills;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final Numbers numbers = new Numbers();

  Checkout(
      PaymentStore payments,
      OrderStore orders,
      Merchants merchants,
      Settling settling,
      List<Till> tills,
      TransactionTemplate transaction,
      Clock clock) {
    this.payments = payments;
    this.orders = orders;
    this.merchants = merchants;
    this.settling = settling;
    this.tills =
        tills.stream().collect(java.util.stream.Collectors.toMap(Till::kind, till -> till));
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Places an order, or the one that stands open again. Asks the provider: outside any transaction.
   *
   * @param payer their openid, inside WeChat
   * @param address where they are
   * @throws Problem 409 {@code payment_not_open}, {@code payment_no_merchant}, {@code
   *     payment_in_doubt}, {@code payment_tried_too_often}, 502 {@code payment_refused}
   */
  Order begin(PaymentId id, Way way, @Nullable String payer, String address) {
    Order order = ready(id, way, payer).orElse(null);
    if (order == null) { // another stands in the way
      orders.of(List.of(id)).stream().filter(Order::live).forEach(this::end);
      order = ready(id, way, payer).orElseThrow(Checkout::inDoubt);
    }
    Payment payment = payments.find(id).orElseThrow();
    Merchant merchant = merchants.get(order.merchant());
    settling.placed(order.id(), till(merchant).place(merchant, payment, order, address));
    Order placed = orders.get(order.id());
    if (placed.state().equals("refused")) {
      throw new Problem(
          502,
          "payment_refused",
          "The provider does not take this order: " + placed.evidence(),
          Map.of("evidence", placed.evidence()));
    }
    if (!placed.state().equals("open") || placed.handle() == null) {
      throw inDoubt();
    }
    return placed;
  }

  /** The order to be placed; empty where another one has to be closed before. */
  private Optional<Order> ready(PaymentId id, Way way, @Nullable String payer) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              Payment payment = payments.hold(id).orElseThrow(() -> Problem.missing("payment", id));
              Instant now = clock.instant();
              if (!payment.state().open() || !payment.due().isAfter(now)) {
                throw Problem.conflict("payment_not_open", "This payment is not open any more.");
              }
              Merchant merchant = merchants.of(payment.community());
              if (merchant.kind().equals(Merchant.TEST) != (way == Way.TEST)) {
                throw Problem.conflict("payment_no_merchant", "It cannot be paid in this way.");
              }
              List<Order> all = orders.of(List.of(id));
              Optional<Order> live = all.stream().filter(Order::live).findFirst();
              if (live.isPresent()) {
                return live.filter(order -> same(order, merchant, way, payer));
              }
              if (all.size() >= MOST_ORDERS) {
                throw Problem.conflict(
                    "payment_tried_too_often", "Too many attempts were made to pay this.");
              }
              return Optional.of(
                  orders.insert(
                      id, merchant.id(), numbers.next(), way, payer, now, now.plus(Pace.after(0))));
            }));
  }

  private static boolean same(Order order, Merchant merchant, Way way, @Nullable String payer) {
    return order.merchant() == merchant.id()
        && order.way() == way
        && Objects.equals(order.payer(), payer);
  }

  /** Nobody shall pay this order any more. */
  void end(Order order) {
    Merchant merchant = merchants.get(order.merchant());
    Till till = till(merchant);
    Found found = till.query(merchant, order);
    settling.heard(order.id(), found instanceof Found.Unpaid ? till.close(merchant, order) : found);
  }

  /** Asks what became of it, and closes what nobody should pay any more. */
  void look(Order order) {
    Payment payment = payments.find(order.payment()).orElseThrow();
    boolean late = !payment.due().isAfter(clock.instant());
    if (late || !payment.state().open()) {
      end(order);
    } else {
      Merchant merchant = merchants.get(order.merchant());
      settling.heard(order.id(), till(merchant).query(merchant, order));
    }
  }

  Till till(Merchant merchant) {
    return Objects.requireNonNull(tills.get(merchant.kind()));
  }

  private static Problem inDoubt() {
    return Problem.conflict(
        "payment_in_doubt",
        "The provider has not said clearly what became of the last attempt; try again in a minute.");
  }
}
