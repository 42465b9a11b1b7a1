package io.liana.journal;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The journal holds ids and codes only; an operator may have typed a name into a reason. */
@Component
class ErasedFromJournal {
  private final JdbcTemplate jdbc;

  ErasedFromJournal(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    new Striking(jdbc, erased).json("journal_entry", "reason");
  }
}
