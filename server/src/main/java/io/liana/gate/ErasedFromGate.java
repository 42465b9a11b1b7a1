package io.liana.gate;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes a person out of pages: their visits with all answers, files and hashes, and their traces in
 * what others wrote.
 */
@Component
class ErasedFromGate {
  private final JdbcTemplate jdbc;

  ErasedFromGate(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    jdbc.update("delete from gate_visit where member_id = ?", erased.member().value());
    var striking = new Striking(jdbc, erased);
    striking.json("gate_answer", "answers");
    striking.text("gate_answer", "words");
    striking.text("gate_upload", "name");
  }
}
