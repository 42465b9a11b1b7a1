package io.liana.moderation;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes a person out of cases: what they appealed with, and their name in reasons. That there was a
 * case stays.
 */
@Component
class ErasedFromModeration {
  private final JdbcTemplate jdbc;

  ErasedFromModeration(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    jdbc.update(
        "update moderation_appeal a set text = ? from moderation_case c where c.id = a.case_id and c.member_id = ?",
        "",
        erased.member().value());
    var striking = new Striking(jdbc, erased);
    striking.text("moderation_appeal", "text");
    striking.text("moderation_appeal", "reason");
    striking.text("moderation_step", "note");
    striking.text("moderation_violation", "subject_key", "member_id = ?", erased.member().value());
    striking.json("moderation_evidence", "findings");
  }
}
