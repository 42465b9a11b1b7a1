package io.liana.broadcast;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Who is erased was dealt nothing; staff stay as a number, so that the others are still met. */
@Component
class ErasedFromBroadcast {
  private final JdbcTemplate jdbc;

  ErasedFromBroadcast(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    jdbc.update("delete from broadcast_dealt where member_id = ?", erased.member().value());
    new Striking(jdbc, erased).elements("broadcast_dealt", "staff", erased.keysOn("wecom"));
  }
}
