package io.liana.segment;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

@Repository
class SegmentStore {
  private static final String COLUMNS =
      "select id, community_id, name, condition, version, live, changed_at from segment_segment ";

  private final JdbcClient jdbc;
  private final JdbcTemplate rows;
  private final JsonMapper json;

  SegmentStore(JdbcClient jdbc, JdbcTemplate rows, JsonMapper json) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.json = json;
  }

  /** One change of a community's segments at a time, until the transaction ends: no ring closes. */
  void hold(CommunityId community) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended('segment:' || :community, 0))")
        .param("community", community.value())
        .query((row, n) -> 0)
        .list();
  }

  long insert(CommunityId community, String name, Condition condition, Instant now) {
    return jdbc.sql(
            """
            insert into segment_segment (community_id, name, condition, made_at, changed_at)
            values (:community, :name, cast(:condition as jsonb), :now, :now)
            returning id
            """)
        .param("community", community.value())
        .param("name", name)
        .param("condition", written(condition))
        .param("now", time(now))
        .query(Long.class)
        .single();
  }

  /** False when somebody changed it since this version. */
  boolean replace(long id, int version, String name, Condition condition, Instant now) {
    return jdbc.sql(
                """
                update segment_segment
                   set name = :name, condition = cast(:condition as jsonb), version = version + 1, changed_at = :now
                 where id = :id and version = :version
                """)
            .param("id", id)
            .param("version", version)
            .param("name", name)
            .param("condition", written(condition))
            .param("now", time(now))
            .update()
        == 1;
  }

  void drop(long id) {
    jdbc.sql("delete from segment_segment where id = :id").param("id", id).update();
  }

  Optional<Segment> find(long id) {
    return jdbc.sql(COLUMNS + "where id = :id").param("id", id).query(this::segment).optional();
  }

  /** By name. */
  List<Segment> of(CommunityId community) {
    return jdbc.sql(COLUMNS + "where community_id = :community order by name, id")
        .param("community", community.value())
        .query(this::segment)
        .list();
  }

  /** All of the communities where one is live, by number. */
  List<Segment> withLive() {
    return jdbc.sql(
            COLUMNS
                + "where community_id in (select community_id from segment_segment where live) order by id")
        .query(this::segment)
        .list();
  }

  /**
   * @param version of the condition it was taken by
   */
  record Snapshot(long id, int version, Instant takenAt, int people) {}

  long keep(Segment segment, Bits members, Instant now) {
    long id =
        jdbc.sql(
                """
                insert into segment_snapshot (segment_id, version, taken_at, people)
                values (:segment, :version, :now, :people)
                returning id
                """)
            .param("segment", segment.id())
            .param("version", segment.version())
            .param("now", time(now))
            .param("people", (int) members.size())
            .query(Long.class)
            .single();
    rows.batchUpdate(
        "insert into segment_snapshot_block (snapshot_id, block, members) values (?, ?, ?)",
        members.blocks().entrySet().stream()
            .map(block -> new Object[] {id, block.getKey(), block.getValue().toByteArray()})
            .toList());
    return id;
  }

  /** The newest first. */
  List<Snapshot> snapshots(long segment, int most) {
    return jdbc.sql(
            """
            select id, version, taken_at, people from segment_snapshot
             where segment_id = :segment order by id desc limit :most
            """)
        .param("segment", segment)
        .param("most", most)
        .query(
            (row, n) ->
                new Snapshot(
                    row.getLong("id"),
                    row.getInt("version"),
                    instant(row, "taken_at"),
                    row.getInt("people")))
        .list();
  }

  Bits members(long segment, long snapshot) {
    Map<Long, BitSet> blocks = new TreeMap<>();
    jdbc.sql(
            """
            select b.block, b.members from segment_snapshot_block b join segment_snapshot s on s.id = b.snapshot_id
             where s.segment_id = :segment and s.id = :snapshot
            """)
        .param("segment", segment)
        .param("snapshot", snapshot)
        .query(
            row -> {
              blocks.put(row.getLong("block"), BitSet.valueOf(row.getBytes("members")));
            });
    return new Bits(blocks);
  }

  /** Somebody was in none of them ever. */
  void forget(long member) {
    jdbc.sql(
            """
            with was as (
              update segment_snapshot_block set members = set_bit(members, :bit, 0)
               where block = :block and case when length(members) * 8 > :bit then get_bit(members, :bit) = 1 else false end
              returning snapshot_id)
            update segment_snapshot set people = people - 1 where id in (select snapshot_id from was)
            """)
        .param("block", Bits.block(member))
        .param("bit", Bits.bit(member))
        .update();
  }

  private String written(Condition condition) {
    return json.writeValueAsString(Written.of(condition));
  }

  private Segment segment(ResultSet row, int n) throws SQLException {
    return new Segment(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        row.getString("name"),
        ConditionReading.read(
            json.readValue(row.getString("condition"), Written.class), Known.FIELDS),
        row.getInt("version"),
        row.getBoolean("live"),
        instant(row, "changed_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
