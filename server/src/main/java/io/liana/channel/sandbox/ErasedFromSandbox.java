package io.liana.channel.sandbox;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Takes a person out of the sandbox: the persona stays, nameless and with nothing said. */
@Component
class ErasedFromSandbox {
  private final JdbcTemplate jdbc;

  ErasedFromSandbox(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    for (String key : erased.keysOn(SandboxConnector.PLATFORM)) {
      jdbc.update(
          "update channel_sandbox_message set text = ? where cast(account_id as text) = ?",
          "",
          key);
      jdbc.update(
          "update channel_sandbox_request set text = ?, reason = null where cast(account_id as text) = ?",
          "",
          key);
      jdbc.update(
          "update channel_sandbox_account set name = ? where cast(id as text) = ?",
          erased.token(),
          key);
    }
    // Not told yet: as if they had not done it.
    jdbc.update(
        "delete from channel_sandbox_event where body like any (?)",
        (Object) erased.traces().likes());
    var striking = new Striking(jdbc, erased);
    striking.text("channel_sandbox_message", "text");
    striking.text("channel_sandbox_request", "text");
    striking.text("channel_sandbox_request", "reason");
  }
}
