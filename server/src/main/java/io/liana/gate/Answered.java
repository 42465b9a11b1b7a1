package io.liana.gate;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who answered which gate when, for who follows it; not what. An answer is somebody's once it is
 * known whose browser it came from, which may be long after.
 */
@Component
public class Answered {
  private final JdbcTemplate jdbc;

  Answered(JdbcTemplate jdbc) {
    this.jdbc = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
    this.jdbc.setFetchSize(10_000);
  }

  /**
   * @param gate its key on the page
   */
  public record Answer(
      CommunityId community, MemberId member, long id, long page, String gate, Instant at) {}

  /**
   * What was answered, or became known to be somebody's, in transactions from one on to before
   * another; with {@code from} 0 everything.
   */
  @Transactional(readOnly = true)
  public void each(long from, long before, Consumer<Answer> consumer) {
    jdbc.query(
        """
        with these as (
          select a.id from gate_answer a where ? = 0 or (a.xid >= cast(? as xid8) and a.xid < cast(? as xid8))
           union
          select a.id from gate_answer a join gate_visit v on v.id = a.visit_id
           where v.touched >= cast(? as xid8) and v.touched < cast(? as xid8))
        select p.community_id, v.member_id, a.id, a.page_id, a.gate, a.submitted_at
          from these s join gate_answer a on a.id = s.id join gate_visit v on v.id = a.visit_id join gate_page p on p.id = a.page_id
         where v.member_id is not null
        """,
        (ResultSet row) ->
            consumer.accept(
                new Answer(
                    new CommunityId(row.getLong("community_id")),
                    new MemberId(row.getLong("member_id")),
                    row.getLong("id"),
                    row.getLong("page_id"),
                    row.getString("gate"),
                    row.getObject("submitted_at", OffsetDateTime.class).toInstant())),
        from,
        Long.toString(from),
        Long.toString(before),
        Long.toString(from),
        Long.toString(before));
  }
}
