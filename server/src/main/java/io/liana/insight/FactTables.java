package io.liana.insight;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The facts, for modules that ask them in SQL of their own or keep tables beside them. */
@Component
public class FactTables {
  private final FactStore store;
  private final FactFeed feed;

  private final JdbcTemplate archive;

  FactTables(FactStore store, FactFeed feed, JdbcTemplate archive) {
    this.store = store;
    this.feed = feed;
    this.archive = archive;
  }

  public record Acted(GroupId group, MemberId member) {}

  /**
   * Who did anything, by events of transactions from one on to before another. Asks the archive and
   * wakes no facts.
   */
  public List<Acted> acted(long from, long before) {
    return archive.query(
        """
        select distinct group_id, member_id from channel_event
         where xid >= cast(? as xid8) and xid < cast(? as xid8) and member_id is not null and not bot
        """,
        (row, n) -> new Acted(new GroupId(row.getLong(1)), new MemberId(row.getLong(2))),
        Long.toString(from),
        Long.toString(before));
  }

  /** Who was erased by transactions from one on to before another: they leave every fact. */
  public List<Long> erased(long from, long before) {
    return archive.queryForList(
        "select member_id from insight_erased where xid >= cast(? as xid8) and xid < cast(? as xid8)",
        Long.class,
        Long.toString(from),
        Long.toString(before));
  }

  /** Something done with the facts; never with this class inside of it. */
  public interface Work<T> {
    T on(Connection facts) throws SQLException;
  }

  /** Something done to tables beside the facts; their names begin with that of the module. */
  public interface Change {
    void on(Connection facts) throws SQLException;
  }

  /** Takes in what was settled up to now. */
  public void catchUp() {
    feed.catchUp();
  }

  /** Grows whenever the facts changed. */
  public long taken() {
    return feed.taken();
  }

  /**
   * What one member did, as the facts have it, in a temporary table. The archive has an index for
   * it; of the facts all would have to be looked at.
   */
  public void copyEvents(Connection facts, String into, MemberId member) throws SQLException {
    Sql.execute(
        facts,
        """
        create temp table %s (
          group_id bigint, at_ms bigint, seq bigint, kind varchar, bot boolean, member_id bigint, text_length integer, question boolean)
        """
            .formatted(into));
    try (var rows = facts.unwrap(DuckDBConnection.class).createAppender("temp", "main", into)) {
      archive.query(
          """
          select group_id, cast(extract(epoch from at) * 1000 as bigint) as at_ms, id, kind, bot, text_length,
                 kind = 'message' and right(rtrim(text), 1) in ('?', '？') as question
            from channel_event where member_id = ?
          """,
          (ResultSet row) -> {
            rows.beginRow();
            rows.append(row.getLong("group_id"));
            rows.append(row.getLong("at_ms"));
            rows.append(row.getLong("id"));
            rows.append(row.getString("kind"));
            rows.append(row.getBoolean("bot"));
            rows.append(member.value());
            rows.append(row.getInt("text_length"));
            rows.append(row.getBoolean("question"));
            rows.endRow();
          },
          member.value());
    }
  }

  /**
   * The events of a group that are messages with a link, in [from, until). Asks the archive: facts
   * keep no texts. Where a text was deleted, or never kept, nobody knows.
   */
  public Set<Long> links(GroupId group, Instant from, Instant until) {
    return new HashSet<>(
        archive.queryForList(
            """
            select id from channel_event
             where group_id = ? and at >= ? and at < ? and kind in ('message', 'media', 'action') and not bot
               and text ~* '(https?://|www[.])[^[:space:]]'
            """,
            Long.class,
            group.value(),
            from.atOffset(ZoneOffset.UTC),
            until.atOffset(ZoneOffset.UTC)));
  }

  public <T> T read(Work<T> work) {
    return store.read(work::on);
  }

  /** In one transaction; the file may be gone the next time, and with it the tables. */
  public void write(Change change) {
    store.write(change::on);
  }
}
