package io.liana.channel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes the inbox and keeps its partitions. */
@Repository
class InboxStore {
  // Ids must become visible in the order they were given out, or a lane's cursor would step over a
  // row that commits late.
  private static final long ONE_WRITER_LOCK = 0x4c69616e61_01L;
  // Clocks of platforms are off by minutes; whatever is further away shares one partition, and the
  // archive's unique key still
  // catches its redelivery.
  private static final Duration PLAUSIBLE = Duration.ofDays(2);
  // Long enough to look at what a platform really sent last week.
  private static final int DAYS_KEPT = 7;
  private static final LocalDate OTHER_DAY = LocalDate.EPOCH;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final Clock clock;

  InboxStore(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.clock = clock;
  }

  /** One transaction for all; returns the keys that were not there before. */
  Set<Key> write(List<RawEvent> events) {
    Instant now = clock.instant();
    int n = events.size();
    var days = new String[n];
    var lanes = new Integer[n];
    var platforms = new String[n];
    var accounts = new String[n];
    var groups = new String[n];
    var keys = new byte[n][];
    var times = new String[n];
    var bodies = new String[n];
    for (int i = 0; i < n; i++) {
      RawEvent event = events.get(i);
      days[i] = day(event.at(), now).toString();
      lanes[i] = Lanes.laneOf(event.platform(), event.account(), event.group());
      platforms[i] = event.platform();
      accounts[i] = event.account();
      groups[i] = event.group();
      keys[i] = key(event).bytes();
      times[i] = event.at().toString();
      bodies[i] = event.body();
    }
    Set<Key> fresh = new HashSet<>();
    transaction.executeWithoutResult(
        status -> {
          jdbc.query("select pg_advisory_xact_lock(?)", row -> {}, ONE_WRITER_LOCK);
          jdbc.query(
              """
              insert into channel_inbox (id, day, lane, platform, account, group_key, event_key, at, received_at, body)
              select nextval('channel_inbox_id'), e.day, e.lane, e.platform, e.account, e.group_key, e.event_key, e.at, ?, e.body
                from unnest(cast(? as date[]), ?, ?, ?, ?, ?, cast(? as timestamptz[]), ?) as e (day, lane, platform, account, group_key, event_key, at, body)
              on conflict do nothing
              returning event_key
              """,
              row -> {
                fresh.add(new Key(row.getBytes(1)));
              },
              now.atOffset(ZoneOffset.UTC),
              days,
              lanes,
              platforms,
              accounts,
              groups,
              keys,
              times,
              bodies);
        });
    return fresh;
  }

  List<Inbox.Kept> after(String platform, String account, String group, long id, int limit) {
    return jdbc.query(
        """
        select id, event_key, at, body from channel_inbox
         where lane = ? and id > ? and platform = ? and account = ? and group_key = ?
         order by id limit ?
        """,
        (row, n) ->
            new Inbox.Kept(
                row.getLong("id"),
                new RawEvent(
                    platform,
                    account,
                    group,
                    HexFormat.of().formatHex(row.getBytes("event_key")),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("body"))),
        Lanes.laneOf(platform, account, group),
        id,
        platform,
        account,
        group,
        limit);
  }

  long newest(String platform, String account, String group) {
    Long newest =
        jdbc.queryForObject(
            "select coalesce(max(id), 0) from channel_inbox where lane = ?",
            Long.class,
            Lanes.laneOf(platform, account, group));
    return newest == null ? 0 : newest;
  }

  /** Partitions for the days around now; called at start and every hour. */
  void preparePartitions() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    for (int ahead = -2; ahead <= 3; ahead++) {
      LocalDate day = today.plusDays(ahead);
      jdbc.execute(
          "create table if not exists channel_inbox_%s partition of channel_inbox for values from ('%s') to ('%s')"
              .formatted(day.toString().replace('-', '_'), day, day.plusDays(1)));
    }
  }

  /** Lets go of days whose events are all settled and were kept long enough to look at. */
  void dropSettledDays() {
    LocalDate kept = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS_KEPT);
    List<String> partitions =
        jdbc.queryForList(
            "select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'channel_inbox'::regclass",
            String.class);
    for (String partition : partitions) {
      if (partition.matches("channel_inbox_\\d{4}_\\d\\d_\\d\\d")
          && LocalDate.parse(partition.substring("channel_inbox_".length()).replace('_', '-'))
              .isBefore(kept)
          && everythingSettled(partition)) {
        jdbc.execute("drop table " + partition);
      }
    }
    jdbc.update(
        "delete from channel_inbox_other i using channel_lane l where l.lane = i.lane and i.id <= l.cursor and i.received_at < ?",
        kept.atStartOfDay().atOffset(ZoneOffset.UTC));
  }

  private boolean everythingSettled(String partition) {
    return Boolean.FALSE.equals(
        jdbc.queryForObject(
            "select exists (select 1 from "
                + partition
                + " i join channel_lane l on l.lane = i.lane where i.id > l.cursor)",
            Boolean.class));
  }

  private static LocalDate day(Instant at, Instant now) {
    return Duration.between(at, now).abs().compareTo(PLAUSIBLE) > 0
        ? OTHER_DAY
        : LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  static Key key(RawEvent event) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (String part : List.of(event.platform(), event.account(), event.group(), event.key())) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
      }
      return new Key(Arrays.copyOf(digest.digest(), 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The stored form of an event's key: 16 bytes. */
  static final class Key {
    private final byte[] bytes;

    Key(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
      return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }
}
