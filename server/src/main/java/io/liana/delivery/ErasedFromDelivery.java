package io.liana.delivery;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Takes a person out of what was sent to them and about them; what still waits for them is not
 * sent.
 */
@Component
class ErasedFromDelivery {
  private final JdbcTemplate jdbc;
  private final Outbox outbox;

  ErasedFromDelivery(JdbcTemplate jdbc, Outbox outbox) {
    this.jdbc = jdbc;
    this.outbox = outbox;
  }

  @EventListener
  void on(PersonErased erased) {
    outbox.cancelMember(erased.member(), "dropped");
    Object member = erased.member().value();
    for (String[] blank :
        new String[][] {{"person", erased.token()}, {"handle", ""}, {"text", ""}, {"reason", ""}}) {
      jdbc.update(
          "update delivery_outbox set command = jsonb_set(command, array[?], to_jsonb(?::text)) where member_id = ? and jsonb_exists(command, ?)",
          blank[0],
          blank[1],
          member,
          blank[0]);
    }
    jdbc.update(
        "update delivery_outbox set command = jsonb_set(command, '{mentions}', '[]') where member_id = ? and jsonb_exists(command, 'mentions')",
        member);
    jdbc.update("update delivery_outbox set evidence = null where member_id = ?", member);
    var striking = new Striking(jdbc, erased);
    striking.json("delivery_outbox", "command");
    striking.text("delivery_outbox", "evidence");
    for (PersonErased.Known known : erased.accounts()) {
      jdbc.update(
          "update delivery_call set person = ? where platform = ? and person = ?",
          erased.token(),
          known.realm(),
          known.key());
    }
  }
}
