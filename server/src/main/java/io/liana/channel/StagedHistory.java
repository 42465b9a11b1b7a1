package io.liana.channel;

import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Where an imported history waits before it is settled: one unlogged table an import, filled by
 * COPY, seen by nobody. {@link #settle} makes all of it visible at once.
 */
@Component
public class StagedHistory {
  private static final int CHUNK =
      50_000; // rows an insert; more sort on disk, fewer plan too often

  private final JdbcTemplate jdbc;
  private final DataSource database;

  StagedHistory(JdbcTemplate jdbc, DataSource database) {
    this.jdbc = jdbc;
    this.database = database;
  }

  /** An empty waiting place for this import; close it in any case. */
  public StagedWriter open(long importId) throws SQLException {
    drop(importId);
    Connection connection = database.getConnection();
    try {
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute(
            """
            create unlogged table %s (
              n bigint generated always as identity primary key, at timestamptz not null, kind text not null, who text,
              bot boolean not null, text text not null, text_length int not null, targets text[] not null,
              reply_to text, message_key text, event_key text not null)
            """
                .formatted(table(importId)));
      }
      return new StagedWriter(connection, table(importId));
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /**
   * Settles what waits, in the caller's transaction; what the group already has is left alone.
   *
   * @param people members by person key
   * @param erased who was erased, by person key
   * @param settled hears how many rows were gone through
   * @return how many events were new
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public long settle(
      long importId,
      GroupId group,
      Map<String, MemberId> people,
      Map<String, Erased> erased,
      LongConsumer settled) {
    knowPeople(people);
    takeOut(importId, erased);
    Long last = jdbc.queryForObject("select max(n) from " + table(importId), Long.class);
    long rows = last == null ? 0 : last;
    long added = 0;
    for (long from = 0; from < rows; from += CHUNK) {
      added += settleChunk(importId, group, from, from + CHUNK);
      settled.accept(Math.min(from + CHUNK, rows));
    }
    return added;
  }

  /** Up to {@code until}, what was done under a key was done by this member, without words. */
  public record Erased(MemberId member, Instant until) {}

  /** Old events of who was erased get a key of their own, and no words. */
  private void takeOut(long importId, Map<String, Erased> erased) {
    erased.forEach(
        (key, one) -> {
          String own =
              "\u0001" + one.member(); // no platform's key: those have no control characters
          OffsetDateTime until = one.until().atOffset(ZoneOffset.UTC);
          jdbc.update(
              "insert into channel_staged_person (key, member_id) values (?, ?) on conflict do nothing",
              own,
              one.member().value());
          jdbc.update(
              "update %s set who = ?, text = '' where who = ? and at <= ?"
                  .formatted(table(importId)),
              own,
              key,
              until);
          jdbc.update(
              "update %1$s set targets = array_replace(targets, ?, ?) where ? = any(targets) and at <= ?"
                  .formatted(table(importId)),
              key,
              own,
              key,
              until);
        });
  }

  private void knowPeople(Map<String, MemberId> people) {
    jdbc.execute(
        "create temp table channel_staged_person (key text primary key, member_id bigint not null) on commit drop");
    List<Map.Entry<String, MemberId>> all = List.copyOf(people.entrySet());
    jdbc.update(
        "insert into channel_staged_person (key, member_id) select k.key, k.member_id from unnest(?, ?) as k (key, member_id)",
        all.stream().map(Map.Entry::getKey).toArray(String[]::new),
        all.stream().map(entry -> entry.getValue().value()).toArray(Long[]::new));
    jdbc.execute("analyze channel_staged_person");
  }

  private long settleChunk(long importId, GroupId group, long after, long to) {
    return jdbc.update(
        """
        insert into channel_event (group_id, at, kind, member_id, bot, text, text_length, target_member_ids, reply_to, message_key, event_key, import_id)
        select ?, s.at, s.kind, p.member_id, s.bot, s.text, s.text_length,
               case when s.targets = '{}' then '{}' else coalesce((
                 select array_agg(t.member_id order by k.place)
                   from unnest(s.targets) with ordinality as k (key, place)
                   join channel_staged_person t on t.key = k.key and t.member_id is distinct from p.member_id), '{}') end,
               s.reply_to, s.message_key, s.event_key, ?
          from %s s
          left join channel_staged_person p on p.key = s.who
         where s.n > ? and s.n <= ?
         order by s.n
        on conflict (group_id, event_key) do nothing
        """
            .formatted(table(importId)),
        group.value(),
        importId,
        after,
        to);
  }

  public void drop(long importId) {
    jdbc.execute("drop table if exists " + table(importId));
  }

  /** Who has said something in the group. */
  public List<MemberId> speakers(GroupId group) {
    return jdbc.query(
        """
        select distinct member_id from channel_event
         where group_id = ? and kind in ('message', 'media', 'action') and member_id is not null
        """,
        (row, n) -> new MemberId(row.getLong(1)),
        group.value());
  }

  private static String table(long importId) {
    return "channel_staged_" + importId;
  }
}
