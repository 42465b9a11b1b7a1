package io.liana.sidebar;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Takes a member of staff out of the links to operators. */
@Component
class ErasedFromSidebar {
  private final JdbcTemplate jdbc;

  ErasedFromSidebar(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    jdbc.update("delete from sidebar_link where staff = any (?)", (Object) erased.keysOn("wecom"));
    new Striking(jdbc, erased).text("sidebar_reply", "text");
  }
}
