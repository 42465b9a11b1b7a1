package io.liana.channel.account;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class AccountStore {
  private static final String ACCOUNT =
      "select id, platform, account, name, state, settings, secrets_set, community_id, version, created_at, changed_at, silent_since from channel_account ";
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final JdbcClient jdbc;
  private final JsonMapper json;

  AccountStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** What is kept of an account besides its identity. */
  record Kept(
      String name,
      boolean on,
      Map<String, String> settings,
      byte @Nullable [] secrets,
      Set<String> secretsSet,
      @Nullable CommunityId community) {}

  /** Empty when the platform's account is connected already. */
  Optional<Long> insert(String platform, String account, Kept kept, Instant now) {
    return jdbc.sql(
            """
            insert into channel_account (platform, account, name, state, settings, secrets, secrets_set, community_id, created_at, changed_at)
            values (:platform, :account, :name, :state, :settings::jsonb, :secrets, :secretsSet, :community, :now, :now)
            on conflict do nothing
            returning id
            """)
        .param("platform", platform)
        .param("account", account)
        .param("name", kept.name())
        .param("state", state(kept))
        .param("settings", json.writeValueAsString(kept.settings()))
        .param("secrets", kept.secrets())
        .param("secretsSet", kept.secretsSet().toArray(String[]::new))
        .param("community", kept.community() == null ? null : kept.community().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .optional();
  }

  void update(long id, Kept kept, Instant now) {
    jdbc.sql(
            """
            update channel_account
               set name = :name, state = :state, settings = :settings::jsonb, secrets = :secrets, secrets_set = :secretsSet,
                   community_id = :community, version = version + 1, changed_at = :now
             where id = :id
            """)
        .param("id", id)
        .param("name", kept.name())
        .param("state", state(kept))
        .param("settings", json.writeValueAsString(kept.settings()))
        .param("secrets", kept.secrets())
        .param("secretsSet", kept.secretsSet().toArray(String[]::new))
        .param("community", kept.community() == null ? null : kept.community().value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void delete(long id) {
    jdbc.sql("delete from channel_account where id = :id").param("id", id).update();
  }

  Optional<ConnectedAccount> find(long id) {
    return jdbc.sql(ACCOUNT + "where id = :id").param("id", id).query(this::account).optional();
  }

  Optional<ConnectedAccount> hold(long id) {
    return jdbc.sql(ACCOUNT + "where id = :id for update")
        .param("id", id)
        .query(this::account)
        .optional();
  }

  Optional<ConnectedAccount> find(String platform, String account) {
    return jdbc.sql(ACCOUNT + "where platform = :platform and account = :account")
        .param("platform", platform)
        .param("account", account)
        .query(this::account)
        .optional();
  }

  /**
   * @param platform null for all
   */
  List<ConnectedAccount> list(@Nullable String platform) {
    return jdbc.sql(
            ACCOUNT
                + "where cast(:platform as text) is null or platform = :platform order by platform, id")
        .param("platform", platform)
        .query(this::account)
        .list();
  }

  byte @Nullable [] secrets(long id) {
    return jdbc.sql("select secrets from channel_account where id = :id and secrets is not null")
        .param("id", id)
        .query((row, n) -> row.getBytes(1))
        .optional()
        .orElse(null);
  }

  private static String state(Kept kept) {
    return kept.on() ? "on" : "off";
  }

  private ConnectedAccount account(ResultSet row, int n) throws SQLException {
    Long community = row.getObject("community_id", Long.class);
    OffsetDateTime silent = row.getObject("silent_since", OffsetDateTime.class);
    return new ConnectedAccount(
        row.getLong("id"),
        row.getString("platform"),
        row.getString("account"),
        row.getString("name"),
        row.getString("state").equals("on"),
        Map.copyOf(json.readValue(row.getString("settings"), TEXTS)),
        new TreeSet<>(Arrays.asList((String[]) row.getArray("secrets_set").getArray())),
        community == null ? null : new CommunityId(community),
        row.getLong("version"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("changed_at", OffsetDateTime.class).toInstant(),
        silent == null ? null : silent.toInstant());
  }
}
