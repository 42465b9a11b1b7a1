package io.liana.customer;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What somebody bought goes with them. */
@Component
class ErasedFromCustomer {
  private final JdbcTemplate jdbc;

  ErasedFromCustomer(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    jdbc.update("delete from customer_person where member_id = ?", erased.member().value());
    var striking = new Striking(jdbc, erased);
    striking.text("customer_batch", "name");
    striking.text("customer_holdout", "name");
    striking.text("customer_holdout", "stopped_why");
  }
}
