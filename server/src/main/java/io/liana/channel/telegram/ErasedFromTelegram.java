package io.liana.channel.telegram;

import io.liana.kernel.PersonErased;
import io.liana.kernel.Striking;
import java.util.Arrays;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Takes a person out of what Telegram told about users. */
@Component
class ErasedFromTelegram {
  private final JdbcTemplate jdbc;

  ErasedFromTelegram(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @EventListener
  void on(PersonErased erased) {
    Long[] users =
        Arrays.stream(erased.keysOn(TelegramConnector.PLATFORM))
            .map(Wire::userId)
            .toArray(Long[]::new);
    jdbc.update("delete from channel_telegram_user where user_id = any (?)", (Object) users);
    jdbc.update("delete from channel_telegram_staff where user_id = any (?)", (Object) users);
    new Striking(jdbc, erased).text("channel_telegram_link", "name");
  }
}
