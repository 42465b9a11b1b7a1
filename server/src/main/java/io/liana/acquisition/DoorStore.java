package io.liana.acquisition;

import io.liana.acquisition.Target.Door;
import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What doors need beside their seats: codes the platform makes, addresses that expire. */
@Repository
class DoorStore {
  private static final String WATCHED =
      """
      select d.id, d.plan_id, p.community_id, p.name as plan_name, d.key, d.title, d.corp, d.picture, d.via, d.wished_at, d.expires_at, d.asks
        from acquisition_door d join acquisition_plan p on p.id = d.plan_id
      """;

  /**
   * A door that is looked after.
   *
   * @param corp of WeCom, which makes its code; null where its address only expires
   * @param asks the kind of task that asks a person to help, while there is one
   */
  record Watched(
      long id,
      long plan,
      CommunityId community,
      String planName,
      String key,
      String title,
      @Nullable String corp,
      @Nullable String picture,
      @Nullable String via,
      @Nullable Instant wishedAt,
      @Nullable Instant expiresAt,
      @Nullable String asks) {

    /** How WeCom's side calls it. */
    String use() {
      return use(plan, key);
    }

    static String use(long plan, String key) {
      return "plan:%d:%s".formatted(plan, key);
    }
  }

  private final JdbcClient jdbc;

  DoorStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Doors of a plan whose codes WeCom makes: their corporation by their key. */
  Map<String, String> corps(long plan) {
    Map<String, String> corps = new HashMap<>();
    jdbc.sql("select key, corp from acquisition_door where plan_id = :plan and corp is not null")
        .param("plan", plan)
        .query(
            row -> {
              corps.put(row.getString(1), row.getString(2));
            });
    return corps;
  }

  /**
   * @param corp null where the address stands in the plan
   */
  void describe(long plan, Door door, @Nullable String corp, Instant now) {
    jdbc.sql(
            """
            update acquisition_door
               set title = :title, expires_at = :expires, corp = :corp,
                   picture = case when corp = :corp then picture end,
                   via = case when cast(:corp as text) is null then :via when corp = :corp then via end,
                   wished_at = case when cast(:corp as text) is not null then cast(:now as timestamptz) end
             where plan_id = :plan and key = :key
            """)
        .param("title", door.name())
        .param("expires", door.expiresAt() == null ? null : time(door.expiresAt()))
        .param("corp", corp)
        .param("via", door.via())
        .param("now", time(now))
        .param("plan", plan)
        .param("key", door.key())
        .update();
  }

  /** It was taken out of the plan, or has an address of its own. */
  void forget(long plan, String key) {
    jdbc.sql(
            "update acquisition_door set corp = null, picture = null, wished_at = null, expires_at = null where plan_id = :plan and key = :key")
        .param("plan", plan)
        .param("key", key)
        .update();
  }

  /** The pictures of codes WeCom has told, by the key of the door. */
  Map<String, String> pictures(long plan) {
    Map<String, String> pictures = new HashMap<>();
    jdbc.sql(
            "select key, picture from acquisition_door where plan_id = :plan and corp is not null and picture is not null")
        .param("plan", plan)
        .query(
            row -> {
              pictures.put(row.getString(1), row.getString(2));
            });
    return pictures;
  }

  List<Watched> byWeCom() {
    return jdbc.sql(WATCHED + " where d.corp is not null order by d.id")
        .query(DoorStore::watched)
        .list();
  }

  /** Whose address ends before {@code soon}, or that a task still asks for. */
  List<Watched> expiring(Instant soon) {
    return jdbc.sql(
            WATCHED
                + " where d.corp is null and (d.expires_at <= :soon or d.asks is not null) order by d.id")
        .param("soon", time(soon))
        .query(DoorStore::watched)
        .list();
  }

  void made(long door, @Nullable String picture, @Nullable String via) {
    jdbc.sql("update acquisition_door set picture = :picture, via = :via where id = :id")
        .param("picture", picture)
        .param("via", via)
        .param("id", door)
        .update();
  }

  void asks(long door, @Nullable String kind) {
    jdbc.sql("update acquisition_door set asks = :kind where id = :id")
        .param("kind", kind)
        .param("id", door)
        .update();
  }

  private static Watched watched(ResultSet row, int n) throws SQLException {
    return new Watched(
        row.getLong("id"),
        row.getLong("plan_id"),
        new CommunityId(row.getLong("community_id")),
        row.getString("plan_name"),
        row.getString("key"),
        row.getString("title"),
        row.getString("corp"),
        row.getString("picture"),
        row.getString("via"),
        instant(row, "wished_at"),
        instant(row, "expires_at"),
        row.getString("asks"));
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
