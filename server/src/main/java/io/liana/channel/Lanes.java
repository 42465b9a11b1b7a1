package io.liana.channel;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
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
  public record Waiting(long id, Instant receivedAt, RawEvent raw) {}

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
              select lane from channel_lane
               where owner = :owner or owner is null or lease_until <= :now
               order by (owner = :owner and lease_until > :now) desc nulls last, lane
               limit (select n from share)
               for no key update skip locked
            ), kept as (
              update channel_lane set owner = :owner, lease_until = :until where lane in (select lane from mine) returning lane
            ), given_back as (
              update channel_lane set owner = null, lease_until = null
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
    jdbc.sql("update channel_lane set owner = null, lease_until = null where owner = :owner")
        .param("owner", owner)
        .update();
    jdbc.sql("delete from channel_node where owner = :owner").param("owner", owner).update();
  }

  /**
   * Locks the lane for the transaction and tells its cursor; empty when somebody else holds it now.
   * The row lock is the truth, the lease only keeps nodes from getting in each other's way.
   */
  public Optional<Long> lock(int lane, String owner) {
    return jdbc.sql(
            "select cursor from channel_lane where lane = :lane and owner = :owner for no key update skip locked")
        .param("lane", lane)
        .param("owner", owner)
        .query(Long.class)
        .optional();
  }

  /** The next events of a lane, in order. */
  public List<Waiting> next(int lane, long cursor, int limit) {
    return jdbc.sql(
            """
            select id, received_at, platform, account, group_key, at, body, encode(event_key, 'hex') as event_key
              from channel_inbox
             where lane = :lane and id > :cursor
             order by id
             limit :limit
            """)
        .param("lane", lane)
        .param("cursor", cursor)
        .param("limit", limit)
        .query(Lanes::waitingRow)
        .list();
  }

  /** Everything of the lane up to {@code inboxId} is settled. */
  public void settle(int lane, long inboxId) {
    jdbc.sql("update channel_lane set cursor = :cursor where lane = :lane")
        .param("cursor", inboxId)
        .param("lane", lane)
        .update();
  }

  /** Puts an event aside that cannot be interpreted or breaks its batch; it is kept as it came. */
  public void park(int lane, Waiting event, String why) {
    jdbc.sql(
            """
            insert into channel_parked (inbox_id, lane, platform, account, group_key, at, body, why, parked_at)
            values (:inbox, :lane, :platform, :account, :group, :at, :body, :why, :now)
            on conflict (inbox_id) do update -- it was tried again
               set state = 'parked', attempts = channel_parked.attempts + 1, why = excluded.why, parked_at = excluded.parked_at
            """)
        .param("inbox", event.id())
        .param("lane", lane)
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
