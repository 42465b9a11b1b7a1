package io.liana.insight;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.springframework.stereotype.Component;

/** What members said before and after a moment of their own. */
@Component
public class MemberActivity {
  private final FactStore store;
  private final FactFeed feed;

  MemberActivity(FactStore store, FactFeed feed) {
    this.store = store;
    this.feed = feed;
  }

  public record Moment(GroupId group, MemberId member, Instant at) {}

  /** Messages, and days of the community's calendar with one. */
  public record Said(long messages, int days) {}

  /**
   * @param cameBack left from the moment on, and came in again
   */
  public record Around(Said before, Said after, boolean cameBack) {}

  /**
   * For each moment, in their order: what was said in that group within {@code length} before it
   * and from it on. Takes in first what was settled up to now.
   */
  public List<Around> around(List<Moment> moments, Duration length) {
    if (moments.isEmpty()) {
      return List.of();
    }
    feed.refresh();
    return store.read(
        facts -> {
          Sql.execute(
              facts,
              "create temp table moment (n integer, group_id bigint, member_id bigint, at_ms bigint)");
          try {
            append(facts, moments);
            return read(facts, moments.size(), length.toMillis());
          } finally {
            Sql.execute(facts, "drop table moment");
          }
        });
  }

  private static void append(Connection facts, List<Moment> moments) throws SQLException {
    try (var rows = facts.unwrap(DuckDBConnection.class).createAppender("temp", "main", "moment")) {
      for (int n = 0; n < moments.size(); n++) {
        Moment moment = moments.get(n);
        rows.beginRow();
        rows.append(n);
        rows.append(moment.group().value());
        rows.append(moment.member().value());
        rows.append(moment.at().toEpochMilli());
        rows.endRow();
      }
    }
  }

  private static List<Around> read(Connection facts, int size, long millis) throws SQLException {
    List<Around> around = new ArrayList<>(size);
    try (var statement =
        facts.prepareStatement(
            """
                select m.n,
                       count(e.seq) filter (where e.said and e.at_ms < m.at_ms),
                       count(distinct e.day) filter (where e.said and e.at_ms < m.at_ms),
                       count(e.seq) filter (where e.said and e.at_ms >= m.at_ms),
                       count(distinct e.day) filter (where e.said and e.at_ms >= m.at_ms),
                       coalesce(max(e.seq) filter (where e.came and e.at_ms >= m.at_ms)
                                > min(e.seq) filter (where e.gone and e.at_ms >= m.at_ms), false)
                  from moment m
                  left join (select group_id, member_id, at_ms, seq, day, kind in ('message', 'media', 'action') as said,
                                    kind in ('join', 'invite') as came, kind in ('leave', 'kick') as gone
                               from fact_event where not bot) e
                    on e.group_id = m.group_id and e.member_id = m.member_id and (e.said or e.came or e.gone)
                   and e.at_ms >= m.at_ms - ? and e.at_ms < m.at_ms + ?
                 group by m.n order by m.n
                """)) {
      statement.setLong(1, millis);
      statement.setLong(2, millis);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          around.add(
              new Around(
                  new Said(rows.getLong(2), rows.getInt(3)),
                  new Said(rows.getLong(4), rows.getInt(5)),
                  rows.getBoolean(6)));
        }
      }
    }
    if (around.size() != size) {
      throw new IllegalStateException("%d of %d moments".formatted(around.size(), size));
    }
    return around;
  }
}
