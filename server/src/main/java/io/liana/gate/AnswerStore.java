package io.liana.gate;

import static io.liana.gate.PageStore.time;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

@Repository
class AnswerStore {
  private static final TypeReference<Map<String, List<String>>> ANSWERS = new TypeReference<>() {};

  /** An earlier answer that looks like the same person's, and by what. */
  record Double(long answer, String by) {}

  /**
   * @param state kept, waiting, approved or refused
   */
  record Answer(
      long id,
      long visit,
      long page,
      String gate,
      int version,
      Map<String, List<String>> answers,
      @Nullable Double doubled,
      @Nullable Long payment,
      String state,
      Instant submittedAt,
      @Nullable Instant decidedAt,
      @Nullable String decidedBy,
      @Nullable String words) {}

  static final String ANSWER =
      """
      a.id, a.visit_id, a.page_id, a.gate, a.version, cast(a.answers as text) as answers, a.double_of, a.double_by, a.payment_id,
      a.state, a.submitted_at, a.decided_at, a.decided_by, a.words
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  AnswerStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  long insert(
      Visit visit,
      String gate,
      int version,
      Map<String, List<String>> answers,
      byte @Nullable [] phone,
      @Nullable Double doubled,
      String state,
      Instant now) {
    return jdbc.sql(
            """
            insert into gate_answer (visit_id, page_id, gate, version, answers, phone, double_of, double_by, state, submitted_at)
            values (:visit, :page, :gate, :version, cast(:answers as jsonb), :phone, :double, :by, :state, :now)
            returning id
            """)
        .param("visit", visit.id())
        .param("page", visit.page())
        .param("gate", gate)
        .param("version", version)
        .param("answers", json.writeValueAsString(answers))
        .param("phone", phone, java.sql.Types.BINARY)
        .param("double", doubled == null ? null : doubled.answer(), java.sql.Types.BIGINT)
        .param("by", doubled == null ? null : doubled.by(), java.sql.Types.VARCHAR)
        .param("state", state)
        .param("now", time(now))
        .query(Long.class)
        .single();
  }

  void insertUpload(long answer, String question, Sent.File file) {
    jdbc.sql(
            """
            insert into gate_upload (answer_id, question, name, type, size, bytes)
            values (:answer, :question, :name, :type, :size, :bytes)
            """)
        .param("answer", answer)
        .param("question", question)
        .param("name", file.name())
        .param("type", file.type())
        .param("size", file.bytes().length)
        .param("bytes", file.bytes())
        .update();
  }

  /** The first answer of another visitor to this page that seems to be of the same person. */
  Optional<Double> doubled(Visit visit, byte @Nullable [] phone) {
    return jdbc.sql(
            """
            select a.id, s.by
              from gate_visit me
              join gate_visit other on other.page_id = me.page_id and other.id <> me.id
              join gate_answer a on a.visit_id = other.id
              join lateral (select case when a.phone = :phone then 'phone'
                                        when other.unionid = me.unionid then 'unionid'
                                        when other.device = me.device then 'device' end as by) s on s.by is not null
             where me.id = :visit
               and (a.phone = :phone or other.unionid = me.unionid or other.device = me.device)
             order by array_position(array['phone','unionid','device'], s.by), a.id
             limit 1
            """)
        .param("phone", phone, java.sql.Types.BINARY)
        .param("visit", visit.id())
        .query((row, n) -> new Double(row.getLong(1), row.getString(2)))
        .optional();
  }

  Optional<Answer> find(long id) {
    return jdbc.sql("select " + ANSWER + " from gate_answer a where a.id = :id")
        .param("id", id)
        .query(this::answer)
        .optional();
  }

  /** Money that came; once by payment. */
  void insertFee(Visit visit, String gate, int version, long payment, Instant now) {
    jdbc.sql(
            """
            insert into gate_answer (visit_id, page_id, gate, version, answers, payment_id, state, submitted_at)
            values (:visit, :page, :gate, :version, '{}', :payment, 'kept', :now)
            on conflict (visit_id, gate) do nothing
            """)
        .param("visit", visit.id())
        .param("page", visit.page())
        .param("gate", gate)
        .param("version", version)
        .param("payment", payment)
        .param("now", time(now))
        .update();
  }

  Optional<Answer> find(long visit, String gate) {
    return jdbc.sql(
            "select " + ANSWER + " from gate_answer a where a.visit_id = :visit and a.gate = :gate")
        .param("visit", visit)
        .param("gate", gate)
        .query(this::answer)
        .optional();
  }

  List<Answer> of(long visit) {
    return jdbc.sql(
            "select " + ANSWER + " from gate_answer a where a.visit_id = :visit order by a.id")
        .param("visit", visit)
        .query(this::answer)
        .list();
  }

  /** An application, whatever was decided before. */
  void decide(long id, boolean approve, @Nullable String words, String by, Instant now) {
    jdbc.sql(
            """
            update gate_answer set state = :state, words = :words, decided_by = :by, decided_at = :now
             where id = :id and state <> 'kept'
            """)
        .param("id", id)
        .param("state", approve ? "approved" : "refused")
        .param("words", words, java.sql.Types.VARCHAR)
        .param("by", by)
        .param("now", time(now))
        .update();
  }

  Answer answer(ResultSet row, int n) throws SQLException {
    long doubleOf = row.getLong("double_of");
    Double doubled = row.wasNull() ? null : new Double(doubleOf, row.getString("double_by"));
    OffsetDateTime decided = row.getObject("decided_at", OffsetDateTime.class);
    return new Answer(
        row.getLong("id"),
        row.getLong("visit_id"),
        row.getLong("page_id"),
        row.getString("gate"),
        row.getInt("version"),
        json.readValue(row.getString("answers"), ANSWERS),
        doubled,
        row.getObject("payment_id", Long.class),
        row.getString("state"),
        row.getObject("submitted_at", OffsetDateTime.class).toInstant(),
        decided == null ? null : decided.toInstant(),
        row.getString("decided_by"),
        row.getString("words"));
  }
}
