package io.liana.channel.sandbox;

import io.liana.channel.sandbox.SandboxStore.Account;
import io.liana.channel.sandbox.SandboxStore.Room;
import io.liana.kernel.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Accounts a bot of somebody else may use, each by its token (table {@code channel_sandbox_bot}).
 */
@Component
class SandboxBots {
  private final JdbcClient jdbc;
  private final SandboxStore store;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  SandboxBots(JdbcClient jdbc, SandboxStore store, Clock clock) {
    this.jdbc = jdbc;
    this.store = store;
    this.clock = clock;
  }

  /**
   * A fresh token for a bot's account; an older one is void from now on.
   *
   * @return shown once; only its hash is kept
   */
  String giveToken(long account) {
    Account bot = store.account(account).orElseThrow(() -> Problem.missing("account", account));
    if (!bot.bot() || bot.name().equals("Liana")) {
      throw Problem.conflict(
          "sandbox_not_a_bot", "Only an account made as a bot can be used by one.");
    }
    byte[] bits = new byte[32];
    random.nextBytes(bits);
    String token = "lib_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    jdbc.sql(
            """
            insert into channel_sandbox_bot (account_id, token_hash, created_at) values (:account, :hash, :now)
            on conflict (account_id) do update set token_hash = excluded.token_hash, created_at = excluded.created_at
            """)
        .param("account", account)
        .param("hash", hash(token))
        .param("now", SandboxStore.time(clock.instant()))
        .update();
    return token;
  }

  Optional<Account> of(String token) {
    return jdbc.sql("select account_id from channel_sandbox_bot where token_hash = :hash")
        .param("hash", hash(token))
        .query(Long.class)
        .optional()
        .flatMap(store::account);
  }

  /** The rooms the account is in. */
  List<Room> rooms(long account) {
    return jdbc.sql(
            """
            select r.id, r.community_id, r.group_id, r.name
              from channel_sandbox_room r join channel_sandbox_seat s on s.room_id = r.id
             where s.account_id = :account and s.present
             order by r.id
            """)
        .param("account", account)
        .query(
            (row, n) ->
                new Room(
                    row.getLong("id"),
                    row.getLong("community_id"),
                    row.getLong("group_id"),
                    row.getString("name")))
        .list();
  }

  Optional<Long> roomOfMessage(long message) {
    return jdbc.sql("select room_id from channel_sandbox_message where id = :id")
        .param("id", message)
        .query(Long.class)
        .optional();
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has SHA-256
    }
  }
}
