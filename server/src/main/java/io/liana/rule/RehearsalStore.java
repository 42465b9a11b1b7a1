package io.liana.rule;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rehearsals and whom they would have reached. */
@Repository
class RehearsalStore {
  private static final TypeReference<List<RehearsedAct>> ACTS = new TypeReference<>() {};
  private static final String COLUMNS =
      """
      id, community_id, group_id, from_day, to_day, draft, present_version, state, events_done, events_total, result, problem,
      created_at, finished_at
      """;

  private final JdbcClient jdbc;
  private final JsonMapper json;

  RehearsalStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  long insert(
      CommunityId community,
      GroupId group,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      JsonNode draft,
      @Nullable Integer presentVersion,
      String by,
      Instant now) {
    return jdbc.sql(
            """
            insert into rule_rehearsal (community_id, group_id, from_day, to_day, draft, present_version, created_by, created_at)
            values (:community, :group, :from, :to, :draft::jsonb, :present, :by, :now)
            returning id
            """)
        .param("community", community.value())
        .param("group", group.value())
        .param("from", from)
        .param("to", to)
        .param("draft", draft.toString())
        .param("present", presentVersion)
        .param("by", by)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  Optional<Rehearsal> find(CommunityId community, long id) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from rule_rehearsal where id = :id and community_id = :community")
        .param("id", id)
        .param("community", community.value())
        .query(this::rehearsal)
        .optional();
  }

  List<Rehearsal> list(CommunityId community, long before, int limit) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from rule_rehearsal where community_id = :community and id < :before order by id desc limit :limit")
        .param("community", community.value())
        .param("before", before)
        .param("limit", limit)
        .query(this::rehearsal)
        .list();
  }

  /** The oldest that waits, or whose runner gives no sign of life any more; it is the caller's. */
  Optional<Rehearsal> claim(Instant now, Instant silentSince) {
    return jdbc.sql(
            """
            update rule_rehearsal set state = 'running', beat_at = :now, events_done = 0
             where id = (select id from rule_rehearsal
                          where state = 'queued' or state = 'running' and beat_at < :silent
                          order by id limit 1 for update skip locked)
            returning
            """
                + COLUMNS)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("silent", silentSince.atOffset(ZoneOffset.UTC))
        .query(this::rehearsal)
        .optional();
  }

  /** False when it was cancelled meanwhile. */
  boolean progress(long id, long read, long total, Instant now) {
    return jdbc.sql(
                """
                update rule_rehearsal set events_done = :read, events_total = :total, beat_at = :now
                 where id = :id and state = 'running'
                """)
            .param("id", id)
            .param("read", read)
            .param("total", total)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  /** Ends a running one; one that was cancelled stays cancelled. */
  boolean finish(
      long id,
      Rehearsal.State state,
      Rehearsal.@Nullable Result result,
      @Nullable String problem,
      Instant now) {
    return jdbc.sql(
                """
                update rule_rehearsal set state = :state, result = :result::jsonb, problem = :problem, finished_at = :now
                 where id = :id and state = 'running'
                """)
            .param("id", id)
            .param("state", state.code())
            .param("result", result == null ? null : json.writeValueAsString(result))
            .param("problem", problem)
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        > 0;
  }

  void cancel(long id, Instant now) {
    jdbc.sql(
            "update rule_rehearsal set state = 'cancelled', finished_at = :now where id = :id and state in ('queued', 'running')")
        .param("id", id)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void insertMembers(long id, List<Rehearsal.Row> rows) {
    jdbc.sql(
            """
            insert into rule_rehearsed_member (rehearsal_id, member_id, change, gravity, draft_worst, present_worst, draft_acts, present_acts)
            select :id, m.member_id, m.change, m.gravity, m.draft_worst, m.present_worst, m.draft_acts::jsonb, m.present_acts::jsonb
              from unnest(:members::bigint[], :changes::text[], :gravities::int[], :drafts::text[], :presents::text[],
                          :draftActs::text[], :presentActs::text[])
                     as m (member_id, change, gravity, draft_worst, present_worst, draft_acts, present_acts)
            """)
        .param("id", id)
        .param("members", rows.stream().map(row -> row.member().value()).toArray(Long[]::new))
        .param("changes", rows.stream().map(Rehearsal.Row::change).toArray(String[]::new))
        .param("gravities", rows.stream().map(Rehearsal.Row::gravity).toArray(Integer[]::new))
        .param("drafts", rows.stream().map(Rehearsal.Row::draftWorst).toArray(String[]::new))
        .param("presents", rows.stream().map(Rehearsal.Row::presentWorst).toArray(String[]::new))
        .param("draftActs", rows.stream().map(row -> acts(row.draftActs())).toArray(String[]::new))
        .param(
            "presentActs", rows.stream().map(row -> acts(row.presentActs())).toArray(String[]::new))
        .update();
  }

  private String acts(List<RehearsedAct> acts) {
    return json.writeValueAsString(acts);
  }

  /**
   * The gravest first.
   *
   * @param after gravity and member of the last row seen
   */
  List<Rehearsal.Row> members(
      long id,
      @Nullable String change,
      @Nullable String worst,
      @Nullable Integer afterGravity,
      long afterMember,
      int limit) {
    var sql =
        new StringBuilder(
            """
            select member_id, change, gravity, draft_worst, present_worst, draft_acts, present_acts
              from rule_rehearsed_member
             where rehearsal_id = :id
            """);
    Map<String, Object> params = new HashMap<>();
    params.put("id", id);
    if (change != null) {
      sql.append(" and change = :change");
      params.put("change", change);
    }
    if (worst != null) {
      sql.append(" and draft_worst = :worst");
      params.put("worst", worst);
    }
    if (afterGravity != null) {
      sql.append(" and (gravity < :gravity or gravity = :gravity and member_id > :member)");
      params.put("gravity", afterGravity);
      params.put("member", afterMember);
    }
    sql.append(" order by gravity desc, member_id limit ").append(limit);
    return jdbc.sql(sql.toString())
        .params(params)
        .query(
            (row, n) ->
                new Rehearsal.Row(
                    new MemberId(row.getLong("member_id")),
                    row.getString("change"),
                    row.getInt("gravity"),
                    row.getString("draft_worst"),
                    json.readValue(row.getString("draft_acts"), ACTS),
                    row.getString("present_worst"),
                    json.readValue(row.getString("present_acts"), ACTS)))
        .list();
  }

  private Rehearsal rehearsal(ResultSet row, int n) throws SQLException {
    String result = row.getString("result");
    OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
    return new Rehearsal(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        new GroupId(row.getLong("group_id")),
        row.getObject("from_day", LocalDate.class),
        row.getObject("to_day", LocalDate.class),
        json.readTree(row.getString("draft")),
        row.getObject("present_version", Integer.class),
        Rehearsal.State.of(row.getString("state")),
        row.getLong("events_done"),
        row.getLong("events_total"),
        result == null ? null : json.readValue(result, Rehearsal.Result.class),
        row.getString("problem"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        finished == null ? null : finished.toInstant());
  }
}
