package io.liana.payment;

import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A provider of our own whose money is imaginary: for rehearsals in communities nobody real is in.
 * What it knows stands in {@code payment_test}, apart from what we know of it.
 */
@Component
class TestPay implements Till {
  private final JdbcClient jdbc;
  private final Clock clock;

  TestPay(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  public String kind() {
    return Merchant.TEST;
  }

  /** The payer presses the button. */
  @Transactional
  void pay(String number) {
    jdbc.sql(
            "update payment_test set state = 'paid', paid_at = :now where number = :number and state = 'unpaid'")
        .param("number", number)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  @Override
  public Placed place(Merchant merchant, Payment payment, Order order, String address) {
    jdbc.sql(
            "insert into payment_test (number, amount, state) values (:number, :amount, 'unpaid') on conflict do nothing")
        .param("number", order.number())
        .param("amount", payment.amount())
        .update();
    return new Placed.Open(order.number());
  }

  @Override
  public Found query(Merchant merchant, Order order) {
    return jdbc.sql("select amount, state from payment_test where number = :number")
        .param("number", order.number())
        .query(
            (row, n) ->
                switch (row.getString("state")) {
                  case "unpaid" -> new Found.Unpaid();
                  case "closed" -> new Found.Closed();
                  default -> paid(order, row.getLong("amount"));
                })
        .optional()
        .orElseGet(Found.Absent::new);
  }

  private Found paid(Order order, long amount) {
    return new Found.Paid("test" + order.number(), amount, "CNY", "", "", clock.instant());
  }

  @Override
  public Found close(Merchant merchant, Order order) {
    jdbc.sql("update payment_test set state = 'closed' where number = :number and state = 'unpaid'")
        .param("number", order.number())
        .update();
    return query(merchant, order);
  }

  @Override
  public Refunding refund(Merchant merchant, Order order, Refund refund) {
    jdbc.sql("update payment_test set state = 'refunded' where number = :number and state = 'paid'")
        .param("number", order.number())
        .update();
    return query(merchant, order, refund);
  }

  @Override
  public Refunding query(Merchant merchant, Order order, Refund refund) {
    return jdbc.sql("select state from payment_test where number = :number")
            .param("number", order.number())
            .query(String.class)
            .optional()
            .filter("refunded"::equals)
            .isPresent()
        ? new Refunding.Done()
        : new Refunding.Absent();
  }
}
