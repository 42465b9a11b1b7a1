package io.liana.desk;

import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.OperatorId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads tasks the way screens show them. */
@Component
class TaskListing {
  static final List<String> STATES = List.of("open", "done", "not_done", "dropped");
  private static final TypeReference<Map<String, Object>> PARAMS = new TypeReference<>() {};
  private static final String TASK =
      """
      select id, kind, group_id, member_id, case_id, params, due_at, created_at, state, closed_at, closed_by, note,
             expects, seen_at, deadline_at, reminded_at, escalated_at, escalated_to
        from desk_task
       where (cast(:scope as bigint[]) is null or community_id = any (:scope))
      """;

  /**
   * @param closedBy stored form, see {@link io.liana.kernel.Actor#code}
   * @param escalatedTo operators, in the same form
   */
  record Row(
      long id,
      String kind,
      @Nullable GroupId group,
      @Nullable MemberId member,
      @Nullable Long caseId,
      Map<String, Object> params,
      Instant dueAt,
      Instant createdAt,
      String state,
      @Nullable Instant closedAt,
      @Nullable String closedBy,
      @Nullable String note,
      @Nullable String expects,
      @Nullable Instant seenAt,
      @Nullable Instant deadlineAt,
      @Nullable Instant remindedAt,
      @Nullable Instant escalatedAt,
      List<String> escalatedTo) {}

  private final JdbcClient jdbc;
  private final JsonMapper json;

  TaskListing(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * The most urgent first; of closed ones the last closed first.
   *
   * @param state null for all, in the order of what is open
   */
  Page<Row> page(
      Long @Nullable [] scope,
      @Nullable CommunityId community,
      @Nullable GroupId group,
      @Nullable String state,
      Paging paging) {
    boolean closed = state != null && !state.equals("open");
    String time = closed ? "closed_at" : "due_at";
    var sql = new StringBuilder(TASK);
    Map<String, @Nullable Object> params = new HashMap<>();
    params.put("scope", scope);
    if (community != null) {
      sql.append(" and community_id = :community");
      params.put("community", community.value());
    }
    if (group != null) {
      sql.append(" and group_id = :group");
      params.put("group", group.value());
    }
    if (state != null) {
      sql.append(" and state = :state");
      params.put("state", state);
    }
    Cursor after = paging.after();
    if (after != null) {
      sql.append(" and (").append(time).append(", id) ").append(closed ? '<' : '>');
      sql.append(" (:time, :id)");
      params.put("time", after.time(0).atOffset(ZoneOffset.UTC));
      params.put("id", after.number(1));
    }
    sql.append(" order by ").append(time).append(closed ? " desc, id desc" : ", id");
    sql.append(" limit ").append(paging.size() + 1);
    return Page.of(
        jdbc.sql(sql.toString()).params(params).query(this::row).list(),
        paging.size(),
        row ->
            Cursor.after(
                closed && row.closedAt() != null ? row.closedAt() : row.dueAt(), row.id()));
  }

  Optional<Row> find(Long @Nullable [] scope, long id) {
    return jdbc.sql(TASK + " and id = :id")
        .param("scope", scope)
        .param("id", id)
        .query(this::row)
        .optional();
  }

  private Row row(ResultSet row, int n) throws SQLException {
    Long group = row.getObject("group_id", Long.class);
    Long member = row.getObject("member_id", Long.class);
    return new Row(
        row.getLong("id"),
        row.getString("kind"),
        group == null ? null : new GroupId(group),
        member == null ? null : new MemberId(member),
        row.getObject("case_id", Long.class),
        json.readValue(row.getString("params"), PARAMS),
        row.getObject("due_at", OffsetDateTime.class).toInstant(),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("state"),
        time(row, "closed_at"),
        row.getString("closed_by"),
        row.getString("note"),
        row.getString("expects"),
        time(row, "seen_at"),
        time(row, "deadline_at"),
        time(row, "reminded_at"),
        time(row, "escalated_at"),
        Arrays.stream((Long[]) row.getArray("escalated_to").getArray())
            .map(id -> new Actor.Operator(new OperatorId(id)).code())
            .toList());
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
