package io.liana.channel.wecom;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Files by their content, and what WeCom calls them for three days. */
@Repository
class FileStore {
  private static final String COLUMNS = "corp, hash, name, kind, type, size";

  enum Kind {
    IMAGE,
    VIDEO,
    FILE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param type what the bytes are; never what a name says
   */
  record Kept(String corp, String hash, String name, Kind kind, String type, long size) {}

  record Media(String id, Instant uploadedAt) {}

  private final JdbcClient jdbc;

  FileStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The same content again is the file there is. */
  void insert(Kept file, byte[] bytes, Instant now) {
    jdbc.sql(
            """
            insert into channel_wecom_file (corp, hash, name, kind, type, size, created_at, bytes)
            values (:corp, :hash, :name, :kind, :type, :size, :now, :bytes)
            on conflict (corp, hash) do nothing
            """)
        .param("corp", file.corp())
        .param("hash", file.hash())
        .param("name", file.name())
        .param("kind", file.kind().code())
        .param("type", file.type())
        .param("size", file.size())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("bytes", bytes)
        .update();
  }

  Optional<Kept> find(String corp, String hash) {
    return jdbc.sql(
            "select " + COLUMNS + " from channel_wecom_file where corp = :corp and hash = :hash")
        .param("corp", corp)
        .param("hash", hash)
        .query(FileStore::kept)
        .optional();
  }

  byte[] bytes(Kept file) {
    return jdbc.sql("select bytes from channel_wecom_file where corp = :corp and hash = :hash")
        .param("corp", file.corp())
        .param("hash", file.hash())
        .query((row, n) -> row.getBytes("bytes"))
        .single();
  }

  long stored(String corp) {
    return jdbc.sql("select coalesce(sum(size), 0) from channel_wecom_file where corp = :corp")
        .param("corp", corp)
        .query(Long.class)
        .single();
  }

  Optional<Media> media(Kept file, String place) {
    return jdbc.sql(
            """
            select media_id, uploaded_at from channel_wecom_media
             where corp = :corp and hash = :hash and place = :place
            """)
        .param("corp", file.corp())
        .param("hash", file.hash())
        .param("place", place)
        .query(
            (row, n) ->
                new Media(
                    row.getString("media_id"),
                    row.getObject("uploaded_at", OffsetDateTime.class).toInstant()))
        .optional();
  }

  void uploaded(Kept file, String place, String media, Instant at) {
    jdbc.sql(
            """
            insert into channel_wecom_media (corp, hash, place, media_id, uploaded_at)
            values (:corp, :hash, :place, :media, :at)
            on conflict (corp, hash, place) do update set media_id = excluded.media_id, uploaded_at = excluded.uploaded_at
            """)
        .param("corp", file.corp())
        .param("hash", file.hash())
        .param("place", place)
        .param("media", media)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** WeCom no longer knows it. */
  void died(String corp, String hash) {
    jdbc.sql("delete from channel_wecom_media where corp = :corp and hash = :hash")
        .param("corp", corp)
        .param("hash", hash)
        .update();
  }

  private static Kept kept(ResultSet row, int n) throws SQLException {
    return new Kept(
        row.getString("corp"),
        row.getString("hash"),
        row.getString("name"),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("type"),
        row.getLong("size"));
  }
}
