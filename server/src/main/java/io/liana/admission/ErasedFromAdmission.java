package io.liana.admission;

import io.liana.kernel.PersonErased;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Takes a person out of requests to be let in; one that is open is gone. */
@Component
class ErasedFromAdmission {
  private final JdbcTemplate jdbc;

  ErasedFromAdmission(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    jdbc.update(
        """
        update admission_request
           set handle = '',
               closed_at = coalesce(closed_at, ?),
               state = case when state in ('waiting', 'approving', 'refusing') then 'gone' else state end
         where member_id = ?
        """,
        erased.until().atOffset(java.time.ZoneOffset.UTC),
        erased.member().value());
  }
}
