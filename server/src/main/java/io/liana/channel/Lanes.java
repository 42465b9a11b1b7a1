package io.liana.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The lanes of the inbox. A lane is the unit of order and of ownership: all events of a group are
 * in one lane, and one node at a time works on a lane, holding it by a lease.
 */
@Component
public class Lanes {
  public static final int COUNT = 16;
  static final Duration LEASE = Duration.ofSeconds(10);

  /** An event waiting in a lane. */
  public record Waiting(long id, int lane, Instant receivedAt, RawEvent raw) {}

  private final JdbcClient jdbc;
  private final Clock clock;

  Lanes(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  static int laneOf(String platform, String account, String group) {
    int hash = (platform + '\n' + account + '\n' + group).hashCode();
    return Math.floorMod(hash ^ (hash >>> 16), COUNT);
  }

  /**
   * Renews what {@code owner} holds, gives back what is more than its fair share, and takes free
   * lanes up to that share.
   *
   * @return the lanes held now
   */
  public List<Integer> lease(String owner) {
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    OffsetDateTime until = now.plus(LEASE);
    jdbc.sql(
            """
            insert into channel_node (owner, alive_until) values (:owner, :until)
            on conflict (owner) do update set alive_until = excluded.alive_until
            """)
        .param("owner", owner)
        .param("until", until)
        .update();
    return jdbc.sql(
            """
            with share as (
              select ceil(:lanes / count(*)::numeric)::int as n from channel_node where alive_until > :now
            ), mine as (
              select lane from channel_lease
               where owner = :owner or owner is null or lease_until <= :now
               order by (owner = :owner and lease_until > :now) desc nulls last, lane
               limit (select n from share)
               for no key update skip locked
            ), kept as (
              update channel_lease set owner = :owner, lease_until = :until where lane in (select lane from mine) returning lane
            ), given_back as (
              update channel_lease set owner = null, lease_until = null
               where owner = :owner and lane not in (select lane from mine)
            )
            select lane from kept order by lane
            """)
        .param("owner", owner)
        .param("now", now)
        .param("until", until)
        .param("lanes", COUNT)
        .query(Integer.class)
        .list();
  }

  public void release(String owner) {
    jdbc.sql("update channel_lease set owner = null, lease_until = null where owner = :owner")
        .param("owner", owner)
        .update();
    jdbc.sql("delete from channel_node where owner = :owner").param("owner", owner).update();
  }

  /**
   * Locks the lanes for the transaction and tells how far each is; those somebody else holds now
   * are absent. This lock is the truth: a lease only keeps nodes from getting in each other's way.
   */
  public SortedMap<Integer, Long> lock(Collection<Integer> lanes) {
    var cursors = new TreeMap<Integer, Long>();
    jdbc.sql(
            "select lane, cursor from channel_lane where lane = any(:lanes) order by lane for no key update skip locked")
        .param("lanes", lanes.toArray(Integer[]::new))
        .query(
            row -> {
              cursors.put(row.getInt("lane"), row.getLong("cursor"));
            });
    return cursors;
  }

  /** The newest event of the inbox, in any lane. */
  public long newest() {
    return jdbc.sql("select coalesce(max(id), 0) from channel_inbox").query(Long.class).single();
  }

  /** Whether everything up to this event of the inbox is settled. */
  public boolean settledUpTo(long id) {
    return jdbc.sql(
            """
            select not exists (
                   select from channel_lane l join channel_inbox i on i.lane = l.lane and i.id > l.cursor and i.id <= :id)
            """)
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** Removes what was settled and must not be kept as it came. */
  public void remove(Collection<Waiting> events) {
    if (!events.isEmpty()) {
      jdbc.sql(
              """
              delete from channel_inbox i using unnest(:lanes, :ids) as k (lane, id) where i.lane = k.lane and i.id = k.id
              """)
          .param("lanes", events.stream().map(Waiting::lane).toArray(Integer[]::new))
          .param("ids", events.stream().map(Waiting::id).toArray(Long[]::new))
          .update();
    }
  }

  /** The next events behind these cursors, each lane's in order. */
  public List<Waiting> next(SortedMap<Integer, Long> cursors, int limit) {
    return jdbc.sql(
            """
            select e.*
              from unnest(:lanes, :cursors) as l (lane, cursor)
             cross join lateral (
                   select i.id, i.lane, i.received_at, i.platform, i.account, i.group_key, i.at, i.body, encode(i.event_key, 'hex') as event_key
                     from channel_inbox i
                    where i.lane = l.lane and i.id > l.cursor
                    order by i.id
                    limit :limit) e
             order by e.id
             limit :limit
            """)
        .param("lanes", cursors.keySet().toArray(Integer[]::new))
        .param("cursors", cursors.values().toArray(Long[]::new))
        .param("limit", limit)
        .query(Lanes::waitingRow)
        .list();
  }

  /** Everything up to these is settled: the last event of each lane. */
  public void settle(Map<Integer, Long> last) {
    jdbc.sql(
            """
            update channel_lane l set cursor = k.cursor from unnest(:lanes, :cursors) as k (lane, cursor) where l.lane = k.lane
            """)
        .param("lanes", last.keySet().toArray(Integer[]::new))
        .param("cursors", last.values().toArray(Long[]::new))
        .update();
  }

  /** Puts an event aside that cannot be interpreted or breaks its batch; it is kept as it came. */
  public void park(Waiting event, String why) {
    jdbc.sql(
            """
            insert into channel_parked (inbox_id, lane, platform, account, group_key, at, body, why, parked_at)
            values (:inbox, :lane, :platform, :account, :group, :at, :body, :why, :now)
            on conflict (inbox_id) do update -- it was tried again
               set state = 'parked', attempts = channel_parked.attempts + 1, why = excluded.why, parked_at = excluded.parked_at
            """)
        .param("inbox", event.id())
        .param("lane", event.lane())
        .param("platform", event.raw().platform())
        .param("account", event.raw().account())
        .param("group", event.raw().group())
        .param("at", event.raw().at().atOffset(ZoneOffset.UTC))
        .param("body", event.raw().body())
        .param("why", why)
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Events that wait in all lanes; for the health page. */
  public long waiting() {
    return jdbc.sql(
            "select count(*) from channel_inbox i join channel_lane l on l.lane = i.lane and i.id > l.cursor")
        .query(Long.class)
        .single();
  }

  private static Waiting waitingRow(ResultSet row, int n) throws SQLException {
    return new Waiting(
        row.getLong("id"),
        row.getInt("lane"),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        new RawEvent(
            row.getString("platform"),
            row.getString("account"),
            row.getString("group_key"),
            row.getString("event_key"),
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getString("body")));
  }
}
