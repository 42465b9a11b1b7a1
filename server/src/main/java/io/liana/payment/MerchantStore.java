package io.liana.payment;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class MerchantStore {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final String MERCHANT =
      "select id, community_id, kind, name, settings, changed_at from payment_merchant ";

  private final JdbcClient jdbc;
  private final JsonMapper json;

  MerchantStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** Empty when this community, or all of them, have a merchant already. */
  Optional<Long> insert(@Nullable CommunityId community, String kind, String name, Instant now) {
    return jdbc.sql(
            """
            insert into payment_merchant (community_id, kind, name, settings, secrets, changed_at)
            values (:community, :kind, :name, '{}', '', :now)
            on conflict (community_id) do nothing
            returning id
            """)
        .param("community", community == null ? null : community.value())
        .param("kind", kind)
        .param("name", name)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .optional();
  }

  void update(long id, String name, Map<String, String> settings, byte[] secrets, Instant now) {
    jdbc.sql(
            """
            update payment_merchant set name = :name, settings = :settings::jsonb, secrets = :secrets, changed_at = :now
             where id = :id
            """)
        .param("id", id)
        .param("name", name)
        .param("settings", json.writeValueAsString(settings))
        .param("secrets", secrets)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** False where money was taken by it: its orders still need its keys. */
  boolean delete(long id) {
    return jdbc.sql(
                """
                delete from payment_merchant m where id = :id
                   and not exists (select from payment_order o where o.merchant_id = m.id)
                """)
            .param("id", id)
            .update()
        == 1;
  }

  Optional<Merchant> find(long id) {
    return jdbc.sql(MERCHANT + "where id = :id").param("id", id).query(this::merchant).optional();
  }

  List<Merchant> list() {
    return jdbc.sql(MERCHANT + "order by community_id nulls first").query(this::merchant).list();
  }

  /** The community's own before everybody's. */
  Optional<Merchant> of(CommunityId community) {
    return jdbc.sql(
            MERCHANT
                + "where community_id = :community or community_id is null order by community_id nulls last limit 1")
        .param("community", community.value())
        .query(this::merchant)
        .optional();
  }

  byte[] secrets(long id) {
    return jdbc.sql("select secrets from payment_merchant where id = :id")
        .param("id", id)
        .query(byte[].class)
        .single();
  }

  private Merchant merchant(ResultSet row, int n) throws SQLException {
    Long community = row.getObject("community_id", Long.class);
    return new Merchant(
        row.getLong("id"),
        community == null ? null : new CommunityId(community),
        row.getString("kind"),
        row.getString("name"),
        json.readValue(row.getString("settings"), TEXTS),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
