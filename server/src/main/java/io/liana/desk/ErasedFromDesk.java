package io.liana.desk;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Takes a person out of what tasks say. */
@Component
class ErasedFromDesk {
  private final JdbcTemplate jdbc;

  ErasedFromDesk(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    var striking = new Striking(jdbc, erased);
    striking.json("desk_task", "params");
    striking.text("desk_task", "note");
    striking.text("desk_task", "expects_ref");
  }
}
