package io.liana.review;

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

/** Tables of targets, and what was before them. */
@Repository
class TargetStore {
  private static final int MOST = 100;
  private static final String BATCH =
      "select id, community_id, given_at, made, changed, taken_back_at from review_batch ";

  private final JdbcClient jdbc;
  private final ReviewStore reviews;
  private final JsonMapper json;

  TargetStore(JdbcClient jdbc, ReviewStore reviews, JsonMapper json) {
    this.jdbc = jdbc;
    this.reviews = reviews;
    this.json = json;
  }

  record Batch(
      long id,
      CommunityId community,
      Instant givenAt,
      int made,
      int changed,
      @Nullable Instant takenBackAt) {}

  /**
   * @param version of the review as the table left it
   * @param goalBefore null where the table made the review
   */
  record Line(
      long review, int version, @Nullable Goal goalBefore, Map<Ratio, Double> targetsBefore) {}

  /** One table after the other: two at once would both believe to be the first. */
  void oneAtATime(CommunityId community) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('review_batch', :community))")
        .param("community", community.value())
        .query()
        .singleRow();
  }

  /** All of a community, the oldest first. */
  List<Review> named(CommunityId community) {
    return reviews.of(community, Integer.MAX_VALUE).stream()
        .sorted((a, b) -> Long.compare(a.id(), b.id()))
        .toList();
  }

  long insert(CommunityId community, int made, int changed, Instant now) {
    return jdbc.sql(
            """
            insert into review_batch (community_id, given_at, made, changed)
            values (:community, :now, :made, :changed)
            returning id
            """)
        .param("community", community.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("made", made)
        .param("changed", changed)
        .query(Long.class)
        .single();
  }

  void insert(long batch, Line line) {
    Goal goal = line.goalBefore();
    jdbc.sql(
            """
            insert into review_batch_line (batch_id, review_id, version, goal_before, targets_before)
            values (:batch, :review, :version, :goal, cast(:targets as jsonb))
            """)
        .param("batch", batch)
        .param("review", line.review())
        .param("version", line.version())
        .param("goal", goal == null ? null : goal.code())
        .param("targets", goal == null ? null : json.writeValueAsString(line.targetsBefore()))
        .update();
  }

  Optional<Batch> find(long id) {
    return jdbc.sql(BATCH + "where id = :id").param("id", id).query(TargetStore::batch).optional();
  }

  /** The newest first. */
  List<Batch> of(CommunityId community) {
    return jdbc.sql(BATCH + "where community_id = :community order by id desc limit :most")
        .param("community", community.value())
        .param("most", MOST)
        .query(TargetStore::batch)
        .list();
  }

  /** Without those of reviews that are gone. */
  List<Line> lines(long batch) {
    return jdbc.sql(
            """
            select review_id, version, goal_before, targets_before from review_batch_line
             where batch_id = :batch order by review_id
            """)
        .param("batch", batch)
        .query(this::line)
        .list();
  }

  void takenBack(long batch, Instant now) {
    jdbc.sql("update review_batch set taken_back_at = :now where id = :batch")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("batch", batch)
        .update();
  }

  private Line line(ResultSet row, int n) throws SQLException {
    String goal = row.getString("goal_before");
    return new Line(
        row.getLong("review_id"),
        row.getInt("version"),
        goal == null ? null : Goal.of(goal),
        goal == null
            ? Map.of()
            : json.readValue(
                row.getString("targets_before"), new TypeReference<Map<Ratio, Double>>() {}));
  }

  private static Batch batch(ResultSet row, int n) throws SQLException {
    OffsetDateTime back = row.getObject("taken_back_at", OffsetDateTime.class);
    return new Batch(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getObject("given_at", OffsetDateTime.class).toInstant(),
        row.getInt("made"),
        row.getInt("changed"),
        back == null ? null : back.toInstant());
  }
}
