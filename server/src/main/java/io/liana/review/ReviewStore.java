package io.liana.review;

import io.liana.kernel.CommunityId;
import io.liana.review.Review.Decision;
import io.liana.review.Review.Links;
import io.liana.review.Review.Plan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class ReviewStore {
  private static final String COLUMNS =
      "select id, community_id, name, goal, from_day, until_day, hypothesis, targets, experiments, playbooks, sends, version, made_at from review_review ";

  private final JdbcClient jdbc;
  private final JsonMapper json;

  ReviewStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  long insert(CommunityId community, Plan plan, Instant now) {
    return planned(
            jdbc.sql(
                """
                insert into review_review (community_id, name, goal, from_day, until_day, hypothesis, targets, experiments, playbooks, sends, made_at)
                values (:community, :name, :goal, :from, :until, :hypothesis, cast(:targets as jsonb), :experiments, :playbooks, :sends, :now)
                returning id
                """),
            plan)
        .param("community", community.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /** False when somebody changed it since this version. */
  boolean replace(long id, int version, Plan plan) {
    return planned(
                jdbc.sql(
                    """
                    update review_review
                       set name = :name, goal = :goal, from_day = :from, until_day = :until, hypothesis = :hypothesis,
                           targets = cast(:targets as jsonb), experiments = :experiments, playbooks = :playbooks, sends = :sends, version = version + 1
                     where id = :id and version = :version
                    """),
                plan)
            .param("id", id)
            .param("version", version)
            .update()
        == 1;
  }

  private JdbcClient.StatementSpec planned(JdbcClient.StatementSpec sql, Plan plan) {
    return sql.param("name", plan.name())
        .param("goal", plan.goal().code())
        .param("from", plan.span().from())
        .param("until", plan.span().until())
        .param("hypothesis", plan.hypothesis())
        .param("targets", json.writeValueAsString(plan.targets()))
        .param("experiments", plan.links().experiments().toArray(Long[]::new))
        .param("playbooks", plan.links().playbooks().toArray(Long[]::new))
        .param("sends", plan.links().sends().toArray(Long[]::new));
  }

  void drop(long id) {
    jdbc.sql("delete from review_review where id = :id").param("id", id).update();
  }

  Optional<Review> find(long id) {
    return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(this::review).optional();
  }

  /** The newest period first. */
  List<Review> of(CommunityId community, int most) {
    return jdbc.sql(
            COLUMNS + "where community_id = :community order by from_day desc, id desc limit :most")
        .param("community", community.value())
        .param("most", most)
        .query(this::review)
        .list();
  }

  /** The one whose period begins last before this one's. */
  Optional<Review> last(Review before) {
    return jdbc.sql(
            COLUMNS
                + "where community_id = :community and from_day < :from order by from_day desc, id desc limit 1")
        .param("community", before.community().value())
        .param("from", before.plan().span().from())
        .query(this::review)
        .optional();
  }

  Decision decide(
      long review,
      String what,
      String owner,
      LocalDate due,
      @Nullable Changed changes,
      Instant now) {
    return jdbc.sql(
            """
            insert into review_decision (review_id, what, owner, due_day, changes, made_at)
            values (:review, :what, :owner, :due, :changes, :now)
            returning id, what, owner, due_day, changes, made_at
            """)
        .param("review", review)
        .param("what", what)
        .param("owner", owner)
        .param("due", due)
        .param("changes", changes == null ? null : changes.code())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(ReviewStore::decision)
        .single();
  }

  List<Decision> decisions(long review) {
    return jdbc.sql(
            "select id, what, owner, due_day, changes, made_at from review_decision where review_id = :review order by id")
        .param("review", review)
        .query(ReviewStore::decision)
        .list();
  }

  private static Decision decision(ResultSet row, int n) throws SQLException {
    String changes = row.getString("changes");
    return new Decision(
        row.getLong("id"),
        row.getString("what"),
        row.getString("owner"),
        row.getObject("due_day", LocalDate.class),
        changes == null ? null : Changed.of(changes),
        row.getObject("made_at", OffsetDateTime.class).toInstant());
  }

  private Review review(ResultSet row, int n) throws SQLException {
    Map<Ratio, Double> targets = new EnumMap<>(Ratio.class);
    targets.putAll(
        json.readValue(row.getString("targets"), new TypeReference<Map<Ratio, Double>>() {}));
    return new Review(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        new Plan(
            row.getString("name"),
            Goal.of(row.getString("goal")),
            new Span(
                row.getObject("from_day", LocalDate.class),
                row.getObject("until_day", LocalDate.class)),
            row.getString("hypothesis"),
            targets,
            new Links(
                numbers(row, "experiments"), numbers(row, "playbooks"), numbers(row, "sends"))),
        row.getInt("version"),
        row.getObject("made_at", OffsetDateTime.class).toInstant());
  }

  private static List<Long> numbers(ResultSet row, String column) throws SQLException {
    return List.of((Long[]) row.getArray(column).getArray());
  }
}
