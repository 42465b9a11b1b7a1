package io.liana.rule;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rule sets: published versions, which never change, and drafts. */
@Repository
class RuleStore {
  /**
   * @param publishedBy as in {@link io.liana.kernel.Actor#code()}
   */
  record Version(
      int version,
      JsonNode rules,
      @Nullable String note,
      Instant publishedAt,
      String publishedBy) {}

  /**
   * @param over the live version when the draft was begun
   */
  record Draft(JsonNode rules, Instant savedAt, String savedBy, int over) {}

  private static final String VERSION =
      "select version, rules, note, published_at, published_by from rule_version ";

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  RuleStore(JdbcTemplate jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** The live version of each community that has rules. */
  Map<CommunityId, Integer> liveVersions(Collection<CommunityId> communities) {
    Map<CommunityId, Integer> live = new HashMap<>();
    jdbc.query(
        "select community_id, live_version from rule_set where community_id = any(?)",
        row -> {
          live.put(new CommunityId(row.getLong(1)), row.getInt(2));
        },
        (Object) communities.stream().map(CommunityId::value).toArray(Long[]::new));
    return live;
  }

  /** Locks the community's rule set: publishing and saving happen one after the other. */
  Optional<Integer> hold(CommunityId community) {
    return jdbc
        .queryForList(
            "select live_version from rule_set where community_id = ? for no key update",
            Integer.class,
            community.value())
        .stream()
        .findFirst();
  }

  Optional<Version> find(CommunityId community, int version) {
    return jdbc
        .query(
            VERSION + "where community_id = ? and version = ?",
            this::version,
            community.value(),
            version)
        .stream()
        .findFirst();
  }

  /** Newest first, older than {@code before}. */
  List<Version> versions(CommunityId community, int before, int limit) {
    return jdbc.query(
        VERSION + "where community_id = ? and version < ? order by version desc limit ?",
        this::version,
        community.value(),
        before,
        limit);
  }

  Optional<Draft> draft(CommunityId community) {
    return jdbc
        .query(
            """
            select draft, draft_saved_at, draft_saved_by, draft_over
              from rule_set
             where community_id = ? and draft is not null
            """,
            (row, n) ->
                new Draft(
                    json.readTree(row.getString("draft")),
                    row.getObject("draft_saved_at", OffsetDateTime.class).toInstant(),
                    row.getString("draft_saved_by"),
                    row.getInt("draft_over")),
            community.value())
        .stream()
        .findFirst();
  }

  /** A draft that is there already keeps the version it was begun over. */
  void saveDraft(CommunityId community, JsonNode rules, int over, String by, Instant now) {
    jdbc.update(
        """
        update rule_set
           set draft = ?::jsonb, draft_saved_at = ?, draft_saved_by = ?,
               draft_over = case when draft is null then ? else draft_over end
         where community_id = ?
        """,
        rules.toString(),
        now.atOffset(ZoneOffset.UTC),
        by,
        over,
        community.value());
  }

  void dropDraft(CommunityId community) {
    jdbc.update(
        """
        update rule_set set draft = null, draft_saved_at = null, draft_saved_by = null, draft_over = null
         where community_id = ?
        """,
        community.value());
  }

  void publish(
      CommunityId community,
      int version,
      JsonNode rules,
      @Nullable String note,
      String by,
      Instant now) {
    jdbc.update(
        """
        insert into rule_version (community_id, version, rules, note, published_at, published_by)
        values (?, ?, ?::jsonb, ?, ?, ?)
        """,
        community.value(),
        version,
        rules.toString(),
        note,
        now.atOffset(ZoneOffset.UTC),
        by);
    jdbc.update(
        """
        insert into rule_set (community_id, live_version) values (?, ?)
        on conflict (community_id) do update set live_version = excluded.live_version
        """,
        community.value(),
        version);
  }

  private Version version(ResultSet row, int n) throws SQLException {
    return new Version(
        row.getInt("version"),
        json.readTree(row.getString("rules")),
        row.getString("note"),
        row.getObject("published_at", OffsetDateTime.class).toInstant(),
        row.getString("published_by"));
  }
}
