package io.liana.journal;

import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the journal, newest first: ids and codes; whoever shows it puts the names to them. */
@Component
public class JournalListing {
  private static final TypeReference<Map<String, Object>> REASON = new TypeReference<>() {};

  /** An entry as it was written. Actors in their stored form, see {@code Actor.code}. */
  public record Row(
      long id,
      Instant at,
      String actor,
      String kind,
      @Nullable Long community,
      @Nullable Long group,
      @Nullable Long member,
      @Nullable Long eventId,
      Map<String, Object> reason) {}

  /**
   * What to look for; null means: no matter.
   *
   * @param scope the communities the caller sees; what belongs to no community is for those who see
   *     all
   * @param actorKind operator, member or machine
   * @param until the first instant that is too late
   */
  public record Search(
      Long @Nullable [] scope,
      @Nullable Long community,
      @Nullable Long group,
      @Nullable Long member,
      @Nullable String actorKind,
      @Nullable String kind,
      @Nullable Instant from,
      @Nullable Instant until) {}

  private final JdbcClient jdbc;
  private final JsonMapper json;

  JournalListing(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  public Page<Row> page(Search search, Paging paging) {
    // Put together from the conditions asked for, so that PostgreSQL can choose the index for them.
    var sql =
        new StringBuilder(
            """
            select id, at, actor, kind, community_id, group_id, member_id, event_id, reason
              from journal_entry
             where true
            """);
    Map<String, Object> params = new HashMap<>();
    condition(sql, params, " and community_id = any (:scope)", "scope", search.scope());
    condition(sql, params, " and community_id = :community", "community", search.community());
    condition(sql, params, " and group_id = :group", "group", search.group());
    condition(sql, params, " and member_id = :member", "member", search.member());
    condition(sql, params, " and starts_with(actor, :actor)", "actor", search.actorKind());
    condition(sql, params, " and kind = :kind", "kind", search.kind());
    condition(sql, params, " and at >= :from", "from", utc(search.from()));
    condition(sql, params, " and at < :until", "until", utc(search.until()));
    Cursor after = paging.after();
    condition(sql, params, " and id < :after", "after", after == null ? null : after.number(0));
    sql.append(" order by id desc limit ").append(paging.size() + 1);
    return Page.of(
        jdbc.sql(sql.toString()).params(params).query(this::row).list(),
        paging.size(),
        row -> Cursor.after(row.id()));
  }

  private static void condition(
      StringBuilder sql,
      Map<String, Object> params,
      String text,
      String name,
      @Nullable Object value) {
    if (value != null) {
      sql.append(text);
      params.put(name, value);
    }
  }

  /** The first entry of these kinds in the community at or after an instant. */
  public Optional<Instant> firstSince(CommunityId community, Set<String> kinds, Instant since) {
    return jdbc.sql(
            """
            select min(at) from journal_entry
             where community_id = :community and kind in (:kinds) and at >= :since
            """)
        .param("community", community.value())
        .param("kinds", kinds)
        .param("since", utc(since))
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant at) {
    return at == null ? null : at.atOffset(ZoneOffset.UTC);
  }

  private Row row(ResultSet row, int n) throws SQLException {
    return new Row(
        row.getLong("id"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getString("actor"),
        row.getString("kind"),
        row.getObject("community_id", Long.class),
        row.getObject("group_id", Long.class),
        row.getObject("member_id", Long.class),
        row.getObject("event_id", Long.class),
        json.readValue(row.getString("reason"), REASON));
  }
}
