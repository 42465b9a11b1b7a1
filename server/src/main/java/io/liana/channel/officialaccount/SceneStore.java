package io.liana.channel.officialaccount;

import io.liana.kernel.Cursor;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code channel_officialaccount_scene}. */
@Repository
class SceneStore {
  private final JdbcClient jdbc;

  SceneStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Scene insert(
      String account,
      String scene,
      String name,
      String ticket,
      String url,
      @Nullable Instant expiresAt,
      Instant now) {
    return jdbc.sql(
            """
            insert into channel_officialaccount_scene (account, scene, name, ticket, url, expires_at, created_at)
            values (:account, :scene, :name, :ticket, :url, :expires, :now)
            returning id, scene, name, ticket, url, expires_at, created_at
            """)
        .param("account", account)
        .param("scene", scene)
        .param("name", name)
        .param("ticket", ticket)
        .param("url", url)
        .param("expires", expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(SceneStore::scene)
        .single();
  }

  /** Those of an account, newest first. */
  Page<Scene> page(String account, Paging paging) {
    Cursor after = paging.after();
    return Page.of(
        jdbc.sql(
                """
                select id, scene, name, ticket, url, expires_at, created_at from channel_officialaccount_scene
                 where account = :account and (cast(:before as bigint) is null or id < :before)
                 order by id desc
                 limit :limit
                """)
            .param("account", account)
            .param("before", after == null ? null : after.number(0))
            .param("limit", paging.size() + 1)
            .query(SceneStore::scene)
            .list(),
        paging.size(),
        scene -> Cursor.after(scene.id()));
  }

  /** Names by scene, for those made here. */
  Map<String, String> names(String account, Collection<String> scenes) {
    Map<String, String> names = new HashMap<>();
    jdbc.sql(
            "select scene, name from channel_officialaccount_scene where account = :account and scene = any (:scenes)")
        .param("account", account)
        .param("scenes", scenes.toArray(String[]::new))
        .query(
            row -> {
              names.put(row.getString("scene"), row.getString("name"));
            });
    return names;
  }

  private static Scene scene(ResultSet row, int n) throws SQLException {
    OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
    return new Scene(
        row.getLong("id"),
        row.getString("scene"),
        row.getString("name"),
        row.getString("ticket"),
        row.getString("url"),
        expires == null ? null : expires.toInstant(),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }
}
