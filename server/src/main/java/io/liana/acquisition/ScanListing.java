package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts scans for screens. */
@Repository
class ScanListing {
  /** The key of codes that belong to no channel. */
  static final long NO_CHANNEL = 0;

  /**
   * @param scans of people, repeats included; @param visitors different people, by their cookie
   * @param seats led to a door with a seat; @param full wanted a seat where none was free
   * @param refused too many in a minute; @param robots previews and robots, in none of the others
   */
  record Counts(long scans, long visitors, long seats, long full, long refused, long robots) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
  }

  private static final String COUNTS =
      """
             count(*) filter (where s.result not in ('robot', 'refused')) as scans,
             count(distinct s.visitor) filter (where s.result not in ('robot', 'refused')) as visitors,
             count(distinct s.visitor) filter (where s.door_id is not null) as seats,
             count(*) filter (where s.result = 'full') as full_scans,
             count(*) filter (where s.result = 'refused') as refused,
             count(*) filter (where s.result = 'robot') as robots
        from acquisition_scan s join acquisition_code c on c.id = s.code_id
      """;

  private final JdbcClient jdbc;

  ScanListing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Map<Long, Counts> byChannel(CommunityId community, Instant from, Instant until) {
    Map<Long, Counts> counts = new HashMap<>();
    jdbc.sql(
            "select coalesce(c.channel_id, 0) as key, "
                + COUNTS
                + " where c.community_id = :community and s.at >= :from and s.at < :until group by 1")
        .param("community", community.value())
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(
            row -> {
              put(counts, row);
            });
    return counts;
  }

  /** Of all time. */
  Map<Long, Counts> byCode(Collection<Long> codes) {
    Map<Long, Counts> counts = new HashMap<>();
    jdbc.sql("select c.id as key, " + COUNTS + " where c.id = any (:codes) group by 1")
        .param("codes", codes.toArray(Long[]::new))
        .query(
            row -> {
              put(counts, row);
            });
    return counts;
  }

  private static void put(Map<Long, Counts> counts, java.sql.ResultSet row)
      throws java.sql.SQLException {
    counts.put(
        row.getLong("key"),
        new Counts(
            row.getLong("scans"),
            row.getLong("visitors"),
            row.getLong("seats"),
            row.getLong("full_scans"),
            row.getLong("refused"),
            row.getLong("robots")));
  }
}
