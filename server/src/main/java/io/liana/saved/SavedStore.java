package io.liana.saved;

import io.liana.kernel.Actor;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Repository
class SavedStore {
  private static final String COLUMNS =
      "select id, community_id, name, kind, address, question, made_by, version, changed_at from saved_question ";

  private final JdbcClient jdbc;
  private final JsonMapper json;

  SavedStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  long insert(
      CommunityId community,
      String name,
      Kind kind,
      String address,
      JsonNode question,
      Actor by,
      Instant now) {
    return jdbc.sql(
            """
            insert into saved_question (community_id, name, kind, address, question, made_by, changed_at)
            values (:community, :name, :kind, :address, cast(:question as jsonb), :by, :now)
            returning id
            """)
        .param("community", community.value())
        .param("name", name)
        .param("kind", kind.code())
        .param("address", address)
        .param("question", question.toString())
        .param("by", by.code())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /** False when somebody changed it since this version. */
  boolean replace(
      long id, int version, String name, String address, JsonNode question, Instant now) {
    return jdbc.sql(
                """
                update saved_question
                   set name = :name, address = :address, question = cast(:question as jsonb), version = version + 1, changed_at = :now
                 where id = :id and version = :version
                """)
            .param("name", name)
            .param("address", address)
            .param("question", question.toString())
            .param("now", now.atOffset(ZoneOffset.UTC))
            .param("id", id)
            .param("version", version)
            .update()
        == 1;
  }

  void drop(long id) {
    jdbc.sql("delete from saved_question where id = :id").param("id", id).update();
  }

  int count(CommunityId community) {
    return jdbc.sql("select count(*) from saved_question where community_id = :community")
        .param("community", community.value())
        .query(Integer.class)
        .single();
  }

  Optional<Saved> find(long id) {
    return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(this::saved).optional();
  }

  /** The newest first. */
  List<Saved> of(CommunityId community) {
    return jdbc.sql(COLUMNS + "where community_id = :community order by id desc")
        .param("community", community.value())
        .query(this::saved)
        .list();
  }

  private Saved saved(ResultSet row, int n) throws SQLException {
    return new Saved(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getString("name"),
        Kind.of(row.getString("kind")),
        row.getString("address"),
        json.readTree(row.getString("question")),
        Actor.of(row.getString("made_by")),
        row.getInt("version"),
        row.getObject("changed_at", OffsetDateTime.class).toInstant());
  }
}
