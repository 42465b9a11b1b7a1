package io.liana.saved;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Somebody may have typed a name into a title, a statement or a value. */
@Component
class ErasedFromSaved {
  private final JdbcTemplate jdbc;

  ErasedFromSaved(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    var striking = new Striking(jdbc, erased);
    striking.text("saved_question", "name");
    striking.text("saved_question", "address");
    striking.json("saved_question", "question");
  }
}
