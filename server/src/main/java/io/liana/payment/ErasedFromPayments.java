package io.liana.payment;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What was paid stays in the books; who paid it is forgotten, and their name where it was typed.
 */
@Component
class ErasedFromPayments {
  private final OrderStore orders;
  private final JdbcTemplate jdbc;

  ErasedFromPayments(OrderStore orders, JdbcTemplate jdbc) {
    this.orders = orders;
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    orders.forgetPayers(
        erased.accounts().stream().map(PersonErased.Known::key).toArray(String[]::new));
    var striking = new Striking(jdbc, erased);
    striking.text("payment_refund", "reason");
    striking.text("payment_payment", "description");
    striking.text("payment_payment", "purpose");
  }
}
