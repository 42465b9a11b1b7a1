package io.liana.channel.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code channel_sandbox_request}. */
@Repository
class SandboxRequestStore {
  record Request(
      long id, long account, String text, Instant at, String state, @Nullable String reason) {}

  private final JdbcClient jdbc;

  SandboxRequestStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long insert(long room, long account, String text, Instant now) {
    return jdbc.sql(
            "insert into channel_sandbox_request (room_id, account_id, text, at) values (:room, :account, :text, :now) returning id")
        .param("room", room)
        .param("account", account)
        .param("text", text)
        .param("now", SandboxStore.time(now))
        .query(Long.class)
        .single();
  }

  /** Closes the open request of an account, if it has one. */
  void close(long room, long account, String state, @Nullable String reason) {
    jdbc.sql(
            "update channel_sandbox_request set state = :state, reason = :reason where room_id = :room and account_id = :account and state = 'waiting'")
        .param("state", state)
        .param("reason", reason)
        .param("room", room)
        .param("account", account)
        .update();
  }

  Optional<Request> find(long room, long id) {
    return jdbc.sql(
            "select id, account_id, text, at, state, reason from channel_sandbox_request where room_id = :room and id = :id")
        .param("room", room)
        .param("id", id)
        .query(SandboxRequestStore::request)
        .optional();
  }

  /** The latest of each account that is not in, where it waits or was refused. */
  List<Request> latest(long room) {
    return jdbc.sql(
            """
            select id, account_id, text, at, state, reason
              from (select distinct on (account_id) id, account_id, text, at, state, reason
                      from channel_sandbox_request
                     where room_id = :room
                     order by account_id, id desc) r
             where state in ('waiting', 'refused')
             order by id
            """)
        .param("room", room)
        .query(SandboxRequestStore::request)
        .list();
  }

  private static Request request(ResultSet row, int n) throws SQLException {
    return new Request(
        row.getLong("id"),
        row.getLong("account_id"),
        row.getString("text"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("state"),
        row.getString("reason"));
  }
}
