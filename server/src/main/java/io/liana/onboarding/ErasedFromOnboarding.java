package io.liana.onboarding;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Nothing more is done for who is erased; what messages were theirs is struck out. */
@Component
class ErasedFromOnboarding {
  private final JdbcTemplate jdbc;

  ErasedFromOnboarding(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    long member = erased.member().value();
    jdbc.update(
        """
        update onboarding_newcomer
           set state = case when state = 'running' then 'stopped' else state end, timers = '{}', next_at = null, done = '{}'
         where member_id = ?
        """,
        member);
    jdbc.update(
        "update onboarding_care set note = null, state = case when state = 'open' then 'gone' else state end where member_id = ?",
        member);
    new Striking(jdbc, erased).text("onboarding_care", "note");
    jdbc.update("delete from onboarding_customer where member_id = ?", member);
    var striking = new Striking(jdbc, erased);
    striking.text("onboarding_customer", "name");
    // A step with a colon names a message of theirs.
    jdbc.update("delete from onboarding_step where member_id = ? and step like '%:%'", member);
    jdbc.update(
        "update onboarding_step set message_key = null where member_id = ? and message_key is not null",
        member);
  }
}
