package io.liana.gate;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PageStore {
  private static final String PAGE =
      """
      select p.id, p.community_id, p.name, p.version, p.closed, v.created_at, cast(v.document as text) as document
        from gate_page p join gate_version v on v.page_id = p.id and v.number = p.version
      """;

  /** A picture of a page. */
  record Picture(String type, byte[] bytes) {}

  private final JdbcClient jdbc;
  private final PageReading reading;

  PageStore(JdbcClient jdbc, PageReading reading) {
    this.jdbc = jdbc;
    this.reading = reading;
  }

  long insert(CommunityId community, String name, PageDocument document, String by, Instant now) {
    long id =
        jdbc.sql(
                "insert into gate_page (community_id, name, version, created_at) values (:community, :name, 1, :now) returning id")
            .param("community", community.value())
            .param("name", name)
            .param("now", time(now))
            .query(Long.class)
            .single();
    insertVersion(id, 1, document, by, now);
    return id;
  }

  /** A new version where the document is another; visitors see it at once. */
  void update(
      Page before, String name, boolean closed, PageDocument document, String by, Instant now) {
    int version = before.document().equals(document) ? before.version() : before.version() + 1;
    if (version > before.version()) {
      insertVersion(before.id(), version, document, by, now);
    }
    jdbc.sql(
            "update gate_page set name = :name, closed = :closed, version = :version where id = :id")
        .param("name", name)
        .param("closed", closed)
        .param("version", version)
        .param("id", before.id())
        .update();
  }

  private void insertVersion(long page, int number, PageDocument document, String by, Instant now) {
    jdbc.sql(
            """
            insert into gate_version (page_id, number, document, created_by, created_at)
            values (:page, :number, cast(:document as jsonb), :by, :now)
            """)
        .param("page", page)
        .param("number", number)
        .param("document", reading.write(document))
        .param("by", by)
        .param("now", time(now))
        .update();
  }

  Optional<Page> find(long id) {
    return jdbc.sql(PAGE + " where p.id = :id").param("id", id).query(this::page).optional();
  }

  /** Held until the transaction ends: two operators make two versions, not one. */
  Page hold(long id) {
    return jdbc.sql(PAGE + " where p.id = :id for update of p")
        .param("id", id)
        .query(this::page)
        .single();
  }

  Optional<PageDocument> version(long page, int number) {
    return jdbc.sql(
            "select cast(document as text) from gate_version where page_id = :page and number = :number")
        .param("page", page)
        .param("number", number)
        .query(String.class)
        .optional()
        .map(reading::kept);
  }

  /** Newest first. */
  List<Page> page(CommunityId community, long before, int limit) {
    return jdbc.sql(
            PAGE
                + " where p.community_id = :community and p.id < :before order by p.id desc limit :limit")
        .param("community", community.value())
        .param("before", before)
        .param("limit", limit)
        .query(this::page)
        .list();
  }

  void insertPicture(CommunityId community, String hash, Picture picture, Instant now) {
    jdbc.sql(
            """
            insert into gate_picture (community_id, hash, type, bytes, created_at)
            values (:community, :hash, :type, :bytes, :now) on conflict (community_id, hash) do nothing
            """)
        .param("community", community.value())
        .param("hash", hash)
        .param("type", picture.type())
        .param("bytes", picture.bytes())
        .param("now", time(now))
        .update();
  }

  /** Of whichever community: its name is its content, and a page shows it to everybody. */
  Optional<Picture> picture(String hash) {
    return jdbc.sql("select type, bytes from gate_picture where hash = :hash limit 1")
        .param("hash", hash)
        .query((row, n) -> new Picture(row.getString(1), row.getBytes(2)))
        .optional();
  }

  private Page page(ResultSet row, int n) throws SQLException {
    return new Page(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getString("name"),
        row.getInt("version"),
        row.getBoolean("closed"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        reading.kept(row.getString("document")));
  }

  static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
