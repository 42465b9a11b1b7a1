package io.liana.channel.wecom;

import io.liana.kernel.Cursor;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads customers the way screens show them: one line for each member of staff who has one. */
@Component
class CustomerListing {
  private static final String ROWS =
      """
      select c.external_id, c.staff, coalesce(c.name, '') as name, c.state, c.tags,
             (select nullif(a.code, '') from channel_wecom_arrival a
               where a.corp = c.corp and a.external_id = c.external_id and a.staff = c.staff order by a.at limit 1) as first_state,
             c.added_at, c.ended_at, e.state as errand, e.evidence
        from channel_wecom_customer c
        left join channel_wecom_errand e on e.corp = c.corp and e.kind = 'tag' and e.subject = c.staff || '|' || c.external_id
       where c.corp = :corp
      """;

  /**
   * @param state the code they came by last
   * @param firstState the code they came by the first time
   * @param tags ids of the corporation's tags
   * @param changing a change of its tags is on its way
   * @param evidence why WeCom did not take the last change
   */
  record Row(
      String id,
      String staff,
      String name,
      @Nullable String state,
      @Nullable String firstState,
      List<String> tags,
      Instant addedAt,
      @Nullable Instant endedAt,
      boolean changing,
      @Nullable String evidence) {}

  private final JdbcClient jdbc;

  CustomerListing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Those there are, by id.
   *
   * @param q part of a name; null for all
   * @param tag an id; null for all
   */
  Page<Row> page(String corp, @Nullable String q, @Nullable String tag, Paging paging) {
    Cursor after = paging.after();
    return Page.of(
        jdbc.sql(
                ROWS
                    + """
                       and c.ended_at is null and (c.external_id, c.staff) > (:external, :staff)
                       and (cast(:q as text) is null or position(lower(:q) in lower(coalesce(c.name, ''))) > 0)
                       and (cast(:tag as text) is null or :tag = any (c.tags))
                     order by c.external_id, c.staff limit :most
                    """)
            .param("corp", corp)
            .param("q", q)
            .param("tag", tag)
            .param("external", after == null ? "" : after.text(0))
            .param("staff", after == null ? "" : after.text(1))
            .param("most", paging.size() + 1)
            .query(CustomerListing::row)
            .list(),
        paging.size(),
        row -> Cursor.after(row.id(), row.staff()));
  }

  Optional<Row> find(String corp, String external, String staff) {
    return jdbc.sql(ROWS + " and c.external_id = :external and c.staff = :staff")
        .param("corp", corp)
        .param("external", external)
        .param("staff", staff)
        .query(CustomerListing::row)
        .optional();
  }

  private static Row row(java.sql.ResultSet row, int n) throws java.sql.SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    String errand = row.getString("errand");
    return new Row(
        row.getString("external_id"),
        row.getString("staff"),
        row.getString("name"),
        row.getString("state"),
        row.getString("first_state"),
        List.of((String[]) row.getArray("tags").getArray()),
        row.getObject("added_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant(),
        "waiting".equals(errand),
        row.getString("evidence"));
  }
}
