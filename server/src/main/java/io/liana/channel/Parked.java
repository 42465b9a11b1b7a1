package io.liana.channel;

import io.liana.kernel.Cursor;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Events that were set aside so that the others could go on (table {@code channel_parked}). Put
 * there by {@link Lanes#park}; here they are looked at, tried again and given up.
 */
@Component
public class Parked {
  /** A group as its platform names it; it may be one nobody told us about. */
  public record Place(String platform, String account, String group) {}

  /**
   * @param queued it is back in its lane and waits for its turn
   */
  public record Row(
      long id,
      Place place,
      Instant at,
      Instant parkedAt,
      String body,
      String why,
      int attempts,
      boolean queued) {}

  // A queued event behind its lane's cursor went through; it is here no more.
  private static final String PARKED =
      """
      select p.id, p.platform, p.account, p.group_key, p.at, p.parked_at, p.body, p.why, p.attempts, p.state
        from channel_parked p join channel_lane l on l.lane = p.lane
       where (p.state = 'parked' or p.inbox_id > l.cursor)
      """;

  private final JdbcClient jdbc;
  private final InboxStore inbox;

  Parked(JdbcClient jdbc, InboxStore inbox) {
    this.jdbc = jdbc;
    this.inbox = inbox;
  }

  /**
   * Newest first.
   *
   * @param places only of these groups; null for all, even unknown ones
   */
  public Page<Row> page(@Nullable List<Place> places, Paging paging) {
    Cursor after = paging.after();
    return Page.of(
        jdbc.sql(
                PARKED
                    + """
                       and (:everywhere or (p.platform, p.account, p.group_key) in (
                             select * from unnest(:platforms, :accounts, :groups)))
                       and p.id < :after
                     order by p.id desc
                     limit :limit
                    """)
            .param("everywhere", places == null)
            .param("platforms", column(places, Place::platform))
            .param("accounts", column(places, Place::account))
            .param("groups", column(places, Place::group))
            .param("after", after == null ? Long.MAX_VALUE : after.number(0))
            .param("limit", paging.size() + 1)
            .query(Parked::row)
            .list(),
        paging.size(),
        row -> Cursor.after(row.id()));
  }

  /** Holds the row until the end of the transaction. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<Row> hold(long id) {
    return jdbc.sql(PARKED + " and p.id = :id for update of p")
        .param("id", id)
        .query(Parked::row)
        .optional();
  }

  /**
   * Puts an event back into its lane, behind everything that waits there. Its inbox key is a new
   * one, or the inbox would take it for a redelivery; whether it was settled before is decided by
   * the event's own key in the archive.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void retry(Row row) {
    Place place = row.place();
    String key = "parked:%d:%d".formatted(row.id(), row.attempts());
    inbox.write(
        List.of(
            new RawEvent(
                place.platform(), place.account(), place.group(), key, row.at(), row.body())));
    jdbc.sql(
            """
            update channel_parked set state = 'queued', inbox_id = currval('channel_inbox_id') -- given out by the write above
             where id = :id
            """)
        .param("id", row.id())
        .update();
  }

  @Transactional(propagation = Propagation.MANDATORY)
  public void discard(Row row) {
    jdbc.sql("delete from channel_parked where id = :id").param("id", row.id()).update();
  }

  private static String[] column(@Nullable List<Place> places, Function<Place, String> part) {
    return places == null ? new String[0] : places.stream().map(part).toArray(String[]::new);
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    return new Row(
        row.getLong("id"),
        new Place(row.getString("platform"), row.getString("account"), row.getString("group_key")),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getObject("parked_at", OffsetDateTime.class).toInstant(),
        row.getString("body"),
        row.getString("why"),
        row.getInt("attempts"),
        row.getString("state").equals("queued"));
  }
}
