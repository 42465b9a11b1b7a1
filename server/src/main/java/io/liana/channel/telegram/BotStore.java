package io.liana.channel.telegram;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code channel_telegram_bot}: who listens to a bot, and up to where. */
@Repository
class BotStore {
  private final JdbcClient jdbc;

  BotStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The right to listen to one bot.
   *
   * @param nextUpdate the offset to ask from
   * @param heardAt when the last update came; null when none ever did
   */
  record Turn(long nextUpdate, @Nullable Instant heardAt) {}

  /** Takes or renews the lease; empty while another node has it. */
  Optional<Turn> lease(String account, String owner, Instant now, Instant until) {
    return jdbc.sql(
            """
            insert into channel_telegram_bot as b (account, owner, lease_until) values (:account, :owner, :until)
            on conflict (account) do update set owner = excluded.owner, lease_until = excluded.lease_until
             where b.owner is null or b.owner = excluded.owner or b.lease_until <= :now
            returning next_update, heard_at
            """)
        .param("account", account)
        .param("owner", owner)
        .param("now", TelegramStore.time(now))
        .param("until", TelegramStore.time(until))
        .query(BotStore::turn)
        .optional();
  }

  void release(String account, String owner) {
    jdbc.sql(
            "update channel_telegram_bot set owner = null, lease_until = null where account = :account and owner = :owner")
        .param("account", account)
        .param("owner", owner)
        .update();
  }

  /** Everything before {@code next} is in the inbox. */
  void heard(String account, long next, Instant now) {
    jdbc.sql(
            "update channel_telegram_bot set next_update = :next, heard_at = :now where account = :account")
        .param("account", account)
        .param("next", next)
        .param("now", TelegramStore.time(now))
        .update();
  }

  private static Turn turn(ResultSet row, int n) throws SQLException {
    OffsetDateTime heard = row.getObject("heard_at", OffsetDateTime.class);
    return new Turn(row.getLong("next_update"), heard == null ? null : heard.toInstant());
  }
}
