package io.liana.onboarding;

import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how far newcomers are, the way screens show it. */
@Component
class NewcomerListing {
  record Row(
      GroupId group,
      MemberId member,
      long event,
      String kind,
      Instant joinedAt,
      String state,
      @Nullable Instant spokeAt,
      @Nullable Instant acknowledgedAt,
      @Nullable MemberId buddy,
      @Nullable Instant nextAt) {}

  record StepRow(
      long event, MemberId member, String step, Instant at, String outcome, @Nullable String why) {}

  /** Of those who joined in the last 30 days. */
  record Counts(int joined, int running, int spoke, int acknowledged, int left, int done) {}

  private final JdbcClient jdbc;

  NewcomerListing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The newest first. */
  Page<Row> page(CommunityId community, @Nullable String state, Paging paging) {
    Cursor after = paging.after();
    List<Row> rows =
        jdbc.sql(
                """
                select group_id, member_id, event_id, kind, joined_at, state, spoke_at, acknowledged_at, buddy_id, next_at
                  from onboarding_newcomer
                 where community_id = :community and (cast(:state as text) is null or state = :state)
                   and (joined_at, group_id, member_id) < (:at, :group, :member)
                 order by joined_at desc, group_id desc, member_id desc
                 limit :limit
                """)
            .param("community", community.value())
            .param("state", state)
            .param(
                "at",
                (after == null ? Instant.parse("9999-12-31T00:00:00Z") : after.time(0))
                    .atOffset(ZoneOffset.UTC))
            .param("group", after == null ? Long.MAX_VALUE : after.number(1))
            .param("member", after == null ? Long.MAX_VALUE : after.number(2))
            .param("limit", paging.size() + 1)
            .query(NewcomerListing::row)
            .list();
    return Page.of(
        rows,
        paging.size(),
        row -> Cursor.after(row.joinedAt(), row.group().value(), row.member().value()));
  }

  /** The steps of each, by the join, in their order. */
  Map<Long, List<StepRow>> steps(List<Row> rows) {
    Map<Long, List<StepRow>> steps = new HashMap<>();
    jdbc.sql(
            """
            select event_id, member_id, step, at, outcome, why from onboarding_step
             where (event_id, member_id) in (select * from unnest(:events, :members))
             order by at, step
            """)
        .param("events", rows.stream().map(Row::event).toArray(Long[]::new))
        .param("members", rows.stream().map(row -> row.member().value()).toArray(Long[]::new))
        .query(
            row -> {
              steps
                  .computeIfAbsent(row.getLong("event_id"), event -> new ArrayList<>())
                  .add(
                      new StepRow(
                          row.getLong("event_id"),
                          new MemberId(row.getLong("member_id")),
                          row.getString("step"),
                          row.getObject("at", OffsetDateTime.class).toInstant(),
                          row.getString("outcome"),
                          row.getString("why")));
            });
    return steps;
  }

  Counts counts(CommunityId community, Instant since) {
    return jdbc.sql(
            """
            select count(*) as joined, count(*) filter (where state = 'running') as running, count(spoke_at) as spoke,
                   count(acknowledged_at) as acknowledged, count(*) filter (where state = 'left') as gone,
                   count(*) filter (where state = 'done') as done
              from onboarding_newcomer
             where community_id = :community and joined_at >= :since
            """)
        .param("community", community.value())
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(
            (row, n) ->
                new Counts(
                    row.getInt("joined"),
                    row.getInt("running"),
                    row.getInt("spoke"),
                    row.getInt("acknowledged"),
                    row.getInt("gone"),
                    row.getInt("done")))
        .single();
  }

  private static Row row(ResultSet row, int n) throws SQLException {
    long buddy = row.getLong("buddy_id");
    MemberId helper = row.wasNull() ? null : new MemberId(buddy);
    return new Row(
        new GroupId(row.getLong("group_id")),
        new MemberId(row.getLong("member_id")),
        row.getLong("event_id"),
        row.getString("kind"),
        row.getObject("joined_at", OffsetDateTime.class).toInstant(),
        row.getString("state"),
        NewcomerStore.instant(row, "spoke_at"),
        NewcomerStore.instant(row, "acknowledged_at"),
        helper,
        NewcomerStore.instant(row, "next_at"));
  }
}
