package io.liana.identity;

import io.liana.kernel.OperatorId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who is signed in at which browser. A session dies a week after it was last used. */
@Component
class Sessions {
  static final Duration IDLE_LIMIT = Duration.ofDays(7);
  // A busy page asks many times a second; the row is touched this often at most.
  private static final Duration TOUCH_EVERY = Duration.ofMinutes(5);

  record Session(Operator operator, Instant lastSeenAt, Instant expiresAt) {}

  private final JdbcClient sql;
  private final Clock clock;

  Sessions(JdbcClient sql, Clock clock) {
    this.sql = sql;
    this.clock = clock;
  }

  Secret open(OperatorId operator) {
    Secret secret = Secret.random("");
    Instant now = clock.instant();
    sql.sql("delete from identity_session where expires_at < :now")
        .param("now", Timestamp.from(now))
        .update();
    sql.sql(
            """
            insert into identity_session (secret_hash, operator_id, created_at, last_seen_at, expires_at)
            values (:hash, :operator, :now, :now, :expires)
            """)
        .param("hash", secret.hash())
        .param("operator", operator.value())
        .param("now", Timestamp.from(now))
        .param("expires", Timestamp.from(now.plus(IDLE_LIMIT)))
        .update();
    return secret;
  }

  Optional<Session> find(Secret secret) {
    Instant now = clock.instant();
    Optional<Session> found =
        sql.sql(
                """
                select o.id, o.login, o.name, o.role, o.language, o.communities, o.created_at, o.disabled_at,
                       s.last_seen_at, s.expires_at
                  from identity_session s join identity_operator o on o.id = s.operator_id
                 where s.secret_hash = :hash and s.expires_at > :now and o.disabled_at is null
                """)
            .param("hash", secret.hash())
            .param("now", Timestamp.from(now))
            .query(
                (row, number) ->
                    new Session(
                        OperatorStore.operator(row, number),
                        row.getTimestamp("last_seen_at").toInstant(),
                        row.getTimestamp("expires_at").toInstant()))
            .optional();
    found
        .filter(session -> session.lastSeenAt().plus(TOUCH_EVERY).isBefore(now))
        .ifPresent(session -> touch(secret, now));
    return found;
  }

  void close(Secret secret) {
    sql.sql("delete from identity_session where secret_hash = :hash")
        .param("hash", secret.hash())
        .update();
  }

  /** After a new password or a lost laptop: everywhere but here. */
  void closeAll(OperatorId operator) {
    sql.sql("delete from identity_session where operator_id = :operator")
        .param("operator", operator.value())
        .update();
  }

  private void touch(Secret secret, Instant now) {
    sql.sql(
            "update identity_session set last_seen_at = :now, expires_at = :expires where secret_hash = :hash")
        .param("hash", secret.hash())
        .param("now", Timestamp.from(now))
        .param("expires", Timestamp.from(now.plus(IDLE_LIMIT)))
        .update();
  }
}
