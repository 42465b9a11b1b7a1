package io.liana.insight;

import io.liana.kernel.PersonErased;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Says, in order with everything else the facts follow, that somebody is to be taken out of them.
 */
@Component
class ErasedFromInsight {
  private final JdbcTemplate jdbc;

  ErasedFromInsight(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    jdbc.update(
        """
        insert into insight_erased (member_id) values (?)
        on conflict (member_id) do update set xid = pg_current_xact_id()
        """,
        erased.member().value());
  }
}
