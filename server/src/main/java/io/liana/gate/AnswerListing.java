package io.liana.gate;

import io.liana.gate.AnswerStore.Answer;
import io.liana.kernel.MemberId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads answers the way screens show them. */
@Repository
class AnswerListing {
  static final List<String> STATES = List.of("kept", "waiting", "approved", "refused");

  /** What somebody sent along. */
  record Upload(long id, long answer, String question, String name, String type, int size) {}

  /** Whose an answer is, as far as anybody knows. */
  record Who(String code, @Nullable MemberId member) {}

  private final JdbcClient jdbc;
  private final AnswerStore store;

  AnswerListing(JdbcClient jdbc, AnswerStore store) {
    this.jdbc = jdbc;
    this.store = store;
  }

  /**
   * Newest first.
   *
   * @param words all of them stand in the answers, see {@link io.liana.kernel.Given#words}
   */
  List<Answer> page(
      long page,
      @Nullable String gate,
      @Nullable String state,
      String[] words,
      long before,
      int limit) {
    return jdbc.sql(
            "select "
                + AnswerStore.ANSWER
                + """
                   from gate_answer a
                  where a.page_id = :page and a.id < :before
                    and (cast(:gate as text) is null or a.gate = :gate)
                    and (cast(:state as text) is null or a.state = :state)
                    and cast(a.answers as text) ilike all (:words)
                  order by a.id desc
                  limit :limit
                 """)
        .param("page", page)
        .param("before", before)
        .param("gate", gate)
        .param("state", state)
        .param("words", words)
        .param("limit", limit)
        .query(store::answer)
        .list();
  }

  Map<Long, Who> who(Collection<Long> visits) {
    Map<Long, Who> who = new HashMap<>();
    jdbc.sql("select id, code, member_id from gate_visit where id = any (:visits)")
        .param("visits", visits.toArray(Long[]::new))
        .query(
            row -> {
              Long member = row.getObject("member_id", Long.class);
              who.put(
                  row.getLong("id"),
                  new Who(row.getString("code"), member == null ? null : new MemberId(member)));
            });
    return who;
  }

  List<Upload> uploads(Collection<Long> answers) {
    return jdbc.sql(
            """
            select id, answer_id, question, name, type, size
              from gate_upload where answer_id = any (:answers) order by id
            """)
        .param("answers", answers.toArray(Long[]::new))
        .query(
            (row, n) ->
                new Upload(
                    row.getLong("id"),
                    row.getLong("answer_id"),
                    row.getString("question"),
                    row.getString("name"),
                    row.getString("type"),
                    row.getInt("size")))
        .list();
  }

  Optional<byte[]> bytes(long upload) {
    return jdbc.sql("select bytes from gate_upload where id = :id")
        .param("id", upload)
        .query(byte[].class)
        .optional();
  }
}
