package io.liana.moderation;

import io.liana.kernel.Cursor;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads cases the way screens show them. */
@Component
public class CaseListing {
  record Row(
      long id,
      String community,
      GroupId group,
      MemberId member,
      String kind,
      String state,
      boolean audit,
      RuleRef rule,
      long eventId,
      Instant openedAt,
      String worst) {}

  record EvidenceRow(RuleRef rule, Evidence evidence) {}

  record StepRow(
      Instant at,
      String act,
      String state,
      String actor,
      @Nullable RuleRef rule,
      @Nullable String note,
      @Nullable String outcome,
      @Nullable String doneBy) {}

  record AppealRow(
      Instant at,
      String text,
      String by,
      @Nullable Boolean granted,
      @Nullable String reason,
      @Nullable String decidedBy,
      @Nullable Instant decidedAt) {}

  /**
   * What to look for; null means: no matter.
   *
   * @param scope the communities the caller may see
   */
  record Search(
      Long @Nullable [] scope,
      @Nullable Long community,
      @Nullable Long group,
      @Nullable Long member,
      @Nullable String state,
      @Nullable String kind) {}

  private static final String CASE =
      """
      select id, community_id, group_id, member_id, kind, state, audit, rule_key, rule_name, rule_version, event_id, opened_at, worst
        from moderation_case
       where (cast(:scope as bigint[]) is null or community_id = any (:scope))
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  CaseListing(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Page<Row> page(Search search, Paging paging) {
    var sql = new StringBuilder(CASE);
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("scope", search.scope());
    condition(sql, params, "community_id", search.community());
    condition(sql, params, "group_id", search.group());
    condition(sql, params, "member_id", search.member());
    condition(sql, params, "state", search.state());
    condition(sql, params, "kind", search.kind());
    Cursor after = paging.after();
    if (after != null) {
      sql.append(" and id < :after");
      params.put("after", after.number(0));
    }
    sql.append(" order by id desc limit ").append(paging.size() + 1);
    return Page.of(
        jdbc.sql(sql.toString()).params(params).query(CaseListing::row).list(),
        paging.size(),
        row -> Cursor.after(row.id()));
  }

  private static void condition(
      StringBuilder sql,
      Map<String, @Nullable Object> params,
      String column,
      @Nullable Object value) {
    if (value != null) {
      sql.append(" and ").append(column).append(" = :").append(column);
      params.put(column, value);
    }
  }

  Optional<Row> find(long id, Long @Nullable [] scope) {
    return jdbc.sql(CASE + " and id = :id")
        .param("scope", scope)
        .param("id", id)
        .query(CaseListing::row)
        .optional();
  }

  List<EvidenceRow> evidence(long id) {
    return jdbc.sql(
            """
            select rule_key, rule_name, rule_version, findings, counter_before, counter_after, within_minutes
              from moderation_evidence
             where case_id = :id
             order by seq
            """)
        .param("id", id)
        .query(
            (row, n) ->
                new EvidenceRow(
                    rule(row),
                    new Evidence(
                        json.readValue(
                            row.getString("findings"),
                            new TypeReference<List<Evidence.Found>>() {}),
                        row.getInt("counter_before"),
                        row.getInt("counter_after"),
                        row.getObject("within_minutes", Integer.class))))
        .list();
  }

  List<StepRow> steps(long id) {
    return jdbc.sql(
            """
            select coalesce(settled_at, at) as at, act, state, actor, rule_key, rule_name, rule_version, note, outcome, done_by
              from moderation_step
             where case_id = :id
             order by id
            """)
        .param("id", id)
        .query(
            (row, n) ->
                new StepRow(
                    time(row, "at"),
                    row.getString("act"),
                    row.getString("state"),
                    row.getString("actor"),
                    row.getString("rule_key") == null ? null : rule(row),
                    row.getString("note"),
                    row.getString("outcome"),
                    row.getString("done_by")))
        .list();
  }

  Optional<AppealRow> appeal(long id) {
    return jdbc.sql(
            "select at, text, written_by, granted, reason, decided_by, decided_at from moderation_appeal where case_id = :id")
        .param("id", id)
        .query(
            (row, n) ->
                new AppealRow(
                    time(row, "at"),
                    row.getString("text"),
                    row.getString("written_by"),
                    row.getObject("granted", Boolean.class),
                    row.getString("reason"),
                    row.getString("decided_by"),
                    row.getObject("decided_at") == null ? null : time(row, "decided_at")))
        .optional();
  }

  /** Cases that still may be decided, by community; audit cases ask nobody for anything. */
  public Map<Long, Integer> openByCommunity(Collection<Long> communities) {
    Map<Long, Integer> open = new HashMap<>();
    jdbc.sql(
            """
            select community_id, count(*) as cases
              from moderation_case
             where community_id = any (:communities) and state in ('open', 'appealed') and not audit
             group by community_id
            """)
        .param("communities", communities.toArray(Long[]::new))
        .query(
            row -> {
              open.put(row.getLong("community_id"), row.getInt("cases"));
            });
    return open;
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    return new Row(
        row.getLong("id"),
        Long.toString(row.getLong("community_id")),
        new GroupId(row.getLong("group_id")),
        new MemberId(row.getLong("member_id")),
        row.getString("kind"),
        row.getString("state"),
        row.getBoolean("audit"),
        rule(row),
        row.getLong("event_id"),
        time(row, "opened_at"),
        row.getString("worst"));
  }

  private static RuleRef rule(ResultSet row) throws SQLException {
    return new RuleRef(
        row.getString("rule_key"), row.getString("rule_name"), row.getInt("rule_version"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
