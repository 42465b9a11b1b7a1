package io.liana.customer;

import io.liana.kernel.Caller;
import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every statement that writes or loads the shops and their calls. */
@Component
class ShopStore {
  private static final String SHOP =
      "select id, community_id, name, currency, made_at, told_at, stopped_at from customer_shop";

  private final JdbcClient jdbc;

  ShopStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long insert(CommunityId community, String name, String currency, Instant now) {
    return jdbc.sql(
            """
            insert into customer_shop (community_id, name, currency, secret, made_at)
            values (:community, :name, :currency, '', :now)
            returning id
            """)
        .param("community", community.value())
        .param("name", name)
        .param("currency", currency)
        .param("now", MovementStore.time(now))
        .query(Long.class)
        .single();
  }

  /** The old secret is good no more; a stopped shop is heard again. */
  void putSecret(long shop, byte[] sealed) {
    jdbc.sql("update customer_shop set secret = :secret, stopped_at = null where id = :shop")
        .param("secret", sealed)
        .param("shop", shop)
        .update();
  }

  /** Empty for a shop there is not, or whose calls are not taken. */
  Optional<byte[]> secret(long shop) {
    return jdbc.sql("select secret from customer_shop where id = :shop and stopped_at is null")
        .param("shop", shop)
        .query(byte[].class)
        .optional();
  }

  /** False when it was stopped before. */
  boolean stop(long shop, Instant now) {
    return jdbc.sql(
                "update customer_shop set stopped_at = :now where id = :shop and stopped_at is null")
            .param("now", MovementStore.time(now))
            .param("shop", shop)
            .update()
        == 1;
  }

  void told(long shop, Instant now) {
    jdbc.sql("update customer_shop set told_at = :now where id = :shop")
        .param("now", MovementStore.time(now))
        .param("shop", shop)
        .update();
  }

  List<Shop> of(CommunityId community) {
    return jdbc.sql(SHOP + " where community_id = :community order by id")
        .param("community", community.value())
        .query(ShopStore::shop)
        .list();
  }

  Optional<Shop> shop(long id, Caller caller) {
    return jdbc.sql(
            SHOP
                + " where id = :id and (cast(:scope as bigint[]) is null or community_id = any (:scope))")
        .param("id", id)
        .param("scope", caller.scope())
        .query(ShopStore::shop)
        .optional();
  }

  /** For a call that proved it is the shop's. */
  Shop calling(long id) {
    return jdbc.sql(SHOP + " where id = :id").param("id", id).query(ShopStore::shop).single();
  }

  /** False for a call that was made before. */
  boolean firstCall(byte[] signature, Instant now, Instant forgetBefore) {
    jdbc.sql("delete from customer_shop_call where at < :before")
        .param("before", MovementStore.time(forgetBefore))
        .update();
    return jdbc.sql(
                "insert into customer_shop_call (signature, at) values (:signature, :now) on conflict do nothing")
            .param("signature", signature)
            .param("now", MovementStore.time(now))
            .update()
        == 1;
  }

  private static Shop shop(ResultSet row, int n) throws SQLException {
    return new Shop(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getString("name"),
        row.getString("currency"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        instant(row, "told_at"),
        instant(row, "stopped_at"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }
}
