package io.liana.segment;

import io.liana.kernel.MemberId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** Who is in live segments, a bit each, and who came and went. */
@Repository
class LiveStore {
  private final JdbcTemplate jdbc;

  LiveStore(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param before transactions before it are taken in
   * @param lookedAt what time alone did until then is done
   * @param turnsAt when it does something next; null for never
   * @param shifted up to which mark changes of orders and cells were looked at
   */
  record Followed(
      long before, String cluster, Instant lookedAt, @Nullable Instant turnsAt, long shifted) {}

  record Move(long segment, long member, boolean entered, Cause cause) {}

  record Moved(MemberId member, Instant at, boolean entered, String cause) {}

  enum Cause {
    /** Something was done by them or to them. */
    DEED,
    CLOCK,
    /** The condition was changed. */
    CONDITION
  }

  boolean any() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select from segment_segment where live)", Boolean.class));
  }

  /**
   * Held until the end of the transaction; empty while another node follows. No lock on the row: a
   * transaction that writes nothing yet holds nobody's events up.
   */
  Optional<Followed> hold() {
    return jdbc
        .query(
            """
            select settled_before, cluster, looked_at, turns_at, shifted from segment_followed
             where pg_try_advisory_xact_lock(hashtextextended('segments are followed', 0))
            """,
            (row, n) -> {
              OffsetDateTime turns = row.getObject("turns_at", OffsetDateTime.class);
              return new Followed(
                  row.getLong("settled_before"),
                  row.getString("cluster"),
                  row.getObject("looked_at", OffsetDateTime.class).toInstant(),
                  turns == null ? null : turns.toInstant(),
                  row.getLong("shifted"));
            })
        .stream()
        .findFirst();
  }

  void followed(Followed now) {
    jdbc.update(
        "update segment_followed set settled_before = ?, cluster = ?, looked_at = ?, turns_at = ?, shifted = ?",
        now.before(),
        now.cluster(),
        time(now.lookedAt()),
        now.turnsAt() == null ? null : time(now.turnsAt()),
        now.shifted());
  }

  /** Another one whenever a segment that matters is made, changed, found or switched. */
  String signature() {
    return String.valueOf(
        jdbc.queryForObject(
            """
            select string_agg(id || '.' || version || case when live then '.live' else '' end || case when built is null then '.new' else '' end, ' ' order by id)
              from segment_segment where community_id in (select community_id from segment_segment where live)
            """,
            String.class));
  }

  /** By what each live segment was last found; those never found are absent. */
  Map<Long, String> built() {
    Map<Long, String> built = new HashMap<>();
    jdbc.query(
        "select id, built from segment_segment where live and built is not null",
        row -> {
          built.put(row.getLong("id"), row.getString("built"));
        });
    return built;
  }

  Set<Long> live() {
    return Set.copyOf(jdbc.queryForList("select id from segment_segment where live", Long.class));
  }

  /** Who was in it is forgotten when it is not live any more: nobody follows. */
  void setLive(long segment, boolean live) {
    jdbc.update("update segment_segment set live = ?, built = null where id = ?", live, segment);
    if (!live) {
      jdbc.update("delete from segment_block where segment_id = ?", segment);
      jdbc.update("delete from segment_move where segment_id = ?", segment);
    }
  }

  void setBuilt(long segment, String by) {
    jdbc.update("update segment_segment set built = ? where id = ?", by, segment);
  }

  /**
   * @param blocks null for all
   */
  Bits members(long segment, @Nullable Collection<Long> blocks) {
    Map<Long, BitSet> found = new TreeMap<>();
    jdbc.query(
        """
        select block, members from segment_block
         where segment_id = ? and (cast(? as bigint[]) is null or block = any (?))
        """,
        row -> {
          found.put(row.getLong("block"), BitSet.valueOf(row.getBytes("members")));
        },
        segment,
        blocks == null ? null : blocks.toArray(Long[]::new),
        blocks == null ? null : blocks.toArray(Long[]::new));
    return new Bits(found);
  }

  void keep(long segment, Map<Long, BitSet> blocks) {
    if (blocks.isEmpty()) {
      return;
    }
    jdbc.batchUpdate(
        """
        insert into segment_block (segment_id, block, members) values (?, ?, ?)
        on conflict (segment_id, block) do update set members = excluded.members
        """,
        blocks.entrySet().stream()
            .map(block -> new Object[] {segment, block.getKey(), block.getValue().toByteArray()})
            .toList());
  }

  void log(List<Move> moves, Instant at) {
    jdbc.update(
        """
        insert into segment_move (segment_id, member_id, at, entered, cause)
        select k.segment, k.member, ?, k.entered, k.cause
          from unnest(?, ?, ?, ?) as k (segment, member, entered, cause)
        """,
        time(at),
        moves.stream().map(Move::segment).toArray(Long[]::new),
        moves.stream().map(Move::member).toArray(Long[]::new),
        moves.stream().map(Move::entered).toArray(Boolean[]::new),
        moves.stream()
            .map(one -> one.cause().name().toLowerCase(java.util.Locale.ROOT))
            .toArray(String[]::new));
  }

  /** The newest first. */
  List<Moved> moves(long segment, int most) {
    return jdbc.query(
        "select member_id, at, entered, cause from segment_move where segment_id = ? order by id desc limit ?",
        (row, n) ->
            new Moved(
                new MemberId(row.getLong("member_id")),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getBoolean("entered"),
                row.getString("cause")),
        segment,
        most);
  }

  /** Of live segments whose members were found. */
  Map<Long, Long> people(Collection<Long> segments) {
    Map<Long, Long> people = new HashMap<>();
    jdbc.query(
        """
        select s.id, coalesce(sum(bit_count(b.members)), 0) as people
          from segment_segment s left join segment_block b on b.segment_id = s.id
         where s.id = any (?) and s.live and s.built is not null
         group by s.id
        """,
        row -> {
          people.put(row.getLong("id"), row.getLong("people"));
        },
        (Object) segments.toArray(Long[]::new));
    return people;
  }

  /** Somebody was in none of them ever. */
  void forget(long member) {
    jdbc.update("delete from segment_move where member_id = ?", member);
    jdbc.update(
        """
        update segment_block set members = set_bit(members, ?, 0)
         where block = ? and case when length(members) * 8 > ? then get_bit(members, ?) = 1 else false end
        """,
        Bits.bit(member),
        Bits.block(member),
        Bits.bit(member),
        Bits.bit(member));
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
