package io.liana.channel.account;

import io.liana.kernel.PersonErased;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Takes a person out of the seats of groups. */
@Component
class ErasedFromAccounts {
  private final JdbcTemplate jdbc;

  ErasedFromAccounts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    erased
        .accounts()
        .forEach(
            known ->
                jdbc.update(
                    "delete from channel_account_seat where platform = ? and person = ?",
                    known.realm(),
                    known.key()));
    jdbc.update(
        """
        update channel_account_group g
           set suspects = (select coalesce(array_agg(s), array[]::text[]) from unnest(g.suspects) s where not s like any (?))
         where exists (select from unnest(g.suspects) s where s like any (?))
        """,
        erased.traces().likes(),
        erased.traces().likes());
  }
}
