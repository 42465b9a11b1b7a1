package io.liana.identity;

import io.liana.kernel.Actor;
import io.liana.kernel.Caller;
import io.liana.kernel.OperatorId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tokens for scripts, and the one the command line finds in the data folder. A token can do what
 * its scopes say, and never more than its maker may at that moment.
 */
@Component
class Tokens {
  private static final Duration TOUCH_EVERY = Duration.ofMinutes(5);
  private static final Actor.Machine COMMAND_LINE = new Actor.Machine("command-line");
  private static final String OF_NOBODY = "token:"; // made at the command line

  /**
   * @param madeBy null: made at the command line by whoever owns the data folder
   */
  record Token(
      long id,
      String name,
      List<String> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable Instant lastUsedAt,
      @Nullable OperatorId madeBy,
      @Nullable String makersName) {}

  private final JdbcClient sql;
  private final OperatorStore operators;
  private final Clock clock;
  private final @Nullable Secret localToken;

  Tokens(
      JdbcClient sql,
      OperatorStore operators,
      Clock clock,
      @Value("${liana.local-token:}") String localToken) {
    this.sql = sql;
    this.operators = operators;
    this.clock = clock;
    this.localToken = localToken.isEmpty() ? null : new Secret(localToken);
  }

  /** Who stands behind the token, now; empty for a wrong, revoked or expired one. */
  Optional<Caller> caller(String given) {
    if (localToken != null && localToken.matches(given)) {
      return Optional.of(new Caller(COMMAND_LINE, Role.ALL_PERMISSIONS, null));
    }
    Instant now = clock.instant();
    Optional<Token> token =
        select("where t.secret_hash = :hash and (t.expires_at is null or t.expires_at > :now)")
            .param("hash", new Secret(given).hash())
            .param("now", Timestamp.from(now))
            .query(Tokens::token)
            .optional();
    token
        .filter(
            found ->
                found.lastUsedAt() == null || found.lastUsedAt().plus(TOUCH_EVERY).isBefore(now))
        .ifPresent(found -> touch(found, now));
    return token.flatMap(this::caller);
  }

  /** The same of who acted by one that nobody stands behind. */
  Optional<Caller> caller(Actor.Machine machine) {
    if (machine.equals(COMMAND_LINE)) {
      return Optional.of(new Caller(machine, Role.ALL_PERMISSIONS, null));
    }
    return machine.name().matches(OF_NOBODY + "\\d{1,18}")
        ? find(Long.parseLong(machine.name().substring(OF_NOBODY.length())))
            .filter(
                token -> token.expiresAt() == null || token.expiresAt().isAfter(clock.instant()))
            .flatMap(this::caller)
        : Optional.empty();
  }

  long insert(
      Secret secret,
      String name,
      Set<String> scopes,
      @Nullable OperatorId madeBy,
      @Nullable Instant expiresAt) {
    return sql.sql(
            """
            insert into identity_token (secret_hash, name, scopes, operator_id, created_at, expires_at)
            values (:hash, :name, string_to_array(:scopes, ','), :operator, :now, :expires)
            returning id
            """)
        .param("hash", secret.hash())
        .param("name", name)
        .param("scopes", String.join(",", new TreeSet<>(scopes)))
        .param("operator", madeBy == null ? null : madeBy.value())
        .param("now", Timestamp.from(clock.instant()))
        .param("expires", expiresAt == null ? null : Timestamp.from(expiresAt))
        .query(Long.class)
        .single();
  }

  /**
   * @param of only this operator's; null for everybody's
   */
  List<Token> findAll(@Nullable OperatorId of) {
    return select(
            "where cast(:operator as bigint) is null or t.operator_id = :operator order by t.id")
        .param("operator", of == null ? null : of.value())
        .query(Tokens::token)
        .list();
  }

  Optional<Token> find(long id) {
    return select("where t.id = :id").param("id", id).query(Tokens::token).optional();
  }

  void delete(long id) {
    sql.sql("delete from identity_token where id = :id").param("id", id).update();
  }

  private Optional<Caller> caller(Token token) {
    Set<String> wanted =
        token.scopes().contains("*") ? Role.ALL_PERMISSIONS : Set.copyOf(token.scopes());
    if (token.madeBy() == null) {
      return Optional.of(new Caller(new Actor.Machine(OF_NOBODY + token.id()), wanted, null));
    }
    return operators
        .find(token.madeBy())
        .filter(maker -> !maker.disabled())
        .map(
            maker -> {
              Set<String> allowed = new TreeSet<>(wanted);
              allowed.retainAll(maker.role().permissions());
              return new Caller(new Actor.Operator(maker.id()), allowed, maker.communities());
            });
  }

  private void touch(Token token, Instant now) {
    sql.sql("update identity_token set last_used_at = :now where id = :id")
        .param("now", Timestamp.from(now))
        .param("id", token.id())
        .update();
  }

  private JdbcClient.StatementSpec select(String where) {
    return sql.sql(
        """
        select t.id, t.name, t.scopes, t.operator_id, t.created_at, t.expires_at, t.last_used_at, o.name makers_name
          from identity_token t left join identity_operator o on o.id = t.operator_id
        """
            + where);
  }

  private static Token token(ResultSet row, int number) throws SQLException {
    long maker = row.getLong("operator_id");
    OperatorId madeBy = row.wasNull() ? null : new OperatorId(maker);
    return new Token(
        row.getLong("id"),
        row.getString("name"),
        Arrays.asList((String[]) row.getArray("scopes").getArray()),
        row.getTimestamp("created_at").toInstant(),
        OperatorStore.instant(row.getTimestamp("expires_at")),
        OperatorStore.instant(row.getTimestamp("last_used_at")),
        madeBy,
        row.getString("makers_name"));
  }
}
