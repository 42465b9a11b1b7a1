package io.liana.channel.officialaccount;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code channel_officialaccount}: when WeChat last checked our address. */
@Repository
class HookStore {
  private final JdbcClient jdbc;
  private final Clock clock;

  HookStore(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  void verified(String account) {
    jdbc.sql(
            """
            insert into channel_officialaccount (account, verified_at) values (:account, :now)
            on conflict (account) do update set verified_at = excluded.verified_at
            """)
        .param("account", account)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Instant> verifiedAt(String account) {
    return jdbc.sql("select verified_at from channel_officialaccount where account = :account")
        .param("account", account)
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }
}
