package io.liana.onboarding;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The versions of what communities do for newcomers; a version never changes. */
@Repository
class FirstWeekStore {
  /**
   * @param publishedBy as in {@link io.liana.kernel.Actor#code()}
   */
  record Version(int version, FirstWeek week, Instant publishedAt, String publishedBy) {}

  record Live(int version, boolean on) {}

  private final JdbcClient jdbc;
  private final FirstWeekReading reading;

  FirstWeekStore(JdbcClient jdbc, FirstWeekReading reading) {
    this.jdbc = jdbc;
    this.reading = reading;
  }

  /** Communities that never had one are absent. */
  Map<CommunityId, Live> live(Collection<CommunityId> communities) {
    Map<CommunityId, Live> live = new HashMap<>();
    jdbc.sql(
            "select community_id, live_version, running from onboarding_set where community_id = any (:communities)")
        .param("communities", communities.stream().map(CommunityId::value).toArray(Long[]::new))
        .query(
            row -> {
              live.put(new CommunityId(row.getLong(1)), new Live(row.getInt(2), row.getBoolean(3)));
            });
    return live;
  }

  boolean any() {
    return jdbc.sql("select exists (select from onboarding_set)").query(Boolean.class).single();
  }

  /** The live version, held until the end of the transaction; 0 before the first. */
  int hold(CommunityId community) {
    return jdbc.sql(
            "select live_version from onboarding_set where community_id = :community for no key update")
        .param("community", community.value())
        .query(Integer.class)
        .optional()
        .orElse(0);
  }

  Optional<Version> find(CommunityId community, int version) {
    return jdbc.sql(
            "select version, document, published_at, published_by from onboarding_version where community_id = :community and version = :version")
        .param("community", community.value())
        .param("version", version)
        .query(
            (row, n) ->
                new Version(
                    row.getInt("version"),
                    reading.kept(row.getString("document")),
                    row.getObject("published_at", OffsetDateTime.class).toInstant(),
                    row.getString("published_by")))
        .optional();
  }

  /** Another version, live from now on. Two first ones at once: one of them breaks the key. */
  void publish(
      CommunityId community, int version, FirstWeek week, boolean on, String by, Instant now) {
    jdbc.sql(
            """
            insert into onboarding_version (community_id, version, document, published_at, published_by)
            values (:community, :version, cast(:document as jsonb), :now, :by)
            """)
        .param("community", community.value())
        .param("version", version)
        .param("document", reading.write(week))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("by", by)
        .update();
    jdbc.sql(
            """
            insert into onboarding_set (community_id, live_version, running) values (:community, :version, :running)
            on conflict (community_id) do update set live_version = excluded.live_version, running = excluded.running
            """)
        .param("community", community.value())
        .param("version", version)
        .param("running", on)
        .update();
  }
}
