package io.liana.delivery;

import io.liana.channel.Command;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Cursor;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the outbox the way screens show it. */
@Component
public class DeliveryListing {
  static final List<String> STATES =
      List.of("waiting", "sending", "delivered", "rejected", "needs_human", "unknown", "cancelled");
  private static final Duration LATE_SHOWN = Duration.ofDays(7);
  private static final Pattern CODE = Pattern.compile("[a-z0-9_]{1,60}");

  /**
   * @param waitingFor halt, quiet_hours, cap, retry, earlier_step, platform or pace; null when it
   *     waits for nothing but its time, or not at all
   * @param outcome a code
   */
  record Row(
      long id,
      String state,
      Command command,
      GroupId group,
      @Nullable MemberId member,
      Instant createdAt,
      Instant dueAt,
      @Nullable Instant settledAt,
      int attempts,
      @Nullable String waitingFor,
      @Nullable String outcome,
      @Nullable Long caseId) {}

  /** What to look for; null means: no matter. */
  record Search(
      Long @Nullable [] scope,
      @Nullable CommunityId community,
      @Nullable GroupId group,
      @Nullable MemberId member,
      @Nullable String state,
      @Nullable String outcome) {}

  /**
   * @param droppedLate greetings of the past days that came too late
   */
  record Summary(Map<String, Integer> counts, int groupsWaiting, int droppedLate) {}

  private static final String ROW =
      """
      select o.id, o.state, o.command, o.group_id, o.member_id, o.created_at, o.due_at, o.settled_at,
             o.attempts, o.evidence, o.case_id,
             case when o.state <> 'waiting' then null
                  when exists (select from delivery_halt h where h.community_id = o.community_id) then 'halt'
                  when o.due_at > :now or o.retry_at > :now then o.waiting_for
                  when exists (select from delivery_outbox earlier
                                where earlier.platform = o.platform and earlier.account = o.account
                                  and earlier.group_id = o.group_id and earlier.id < o.id
                                  and earlier.state in ('waiting', 'sending')) then 'earlier_step'
                  when exists (select from delivery_account a
                                where a.platform = o.platform and a.account = o.account and a.next_at > :now) then 'platform'
                  else 'pace' end as waiting_for
        from delivery_outbox o
      """;

  private final JdbcClient jdbc;
  private final CommandCodec codec;
  private final Clock clock;

  DeliveryListing(JdbcClient jdbc, CommandCodec codec, Clock clock) {
    this.jdbc = jdbc;
    this.codec = codec;
    this.clock = clock;
  }

  Page<Row> page(Search search, Paging paging) {
    Cursor after = paging.after();
    return Page.of(
        jdbc.sql(
                ROW
                    + """
                 where (cast(:scope as bigint[]) is null or o.community_id = any (:scope))
                   and (cast(:community as bigint) is null or o.community_id = :community)
                   and (cast(:group as bigint) is null or o.group_id = :group)
                   and (cast(:member as bigint) is null or o.member_id = :member)
                   and (cast(:state as text) is null or o.state = :state)
                   and (cast(:outcome as text) is null or o.evidence = :outcome)
                   and o.id < :after
                 order by o.id desc
                 limit :limit
                """)
            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
            .param("scope", search.scope())
            .param("community", search.community() == null ? null : search.community().value())
            .param("group", search.group() == null ? null : search.group().value())
            .param("member", search.member() == null ? null : search.member().value())
            .param("state", search.state())
            .param("outcome", search.outcome())
            .param("after", after == null ? Long.MAX_VALUE : after.number(0))
            .param("limit", paging.size() + 1)
            .query(this::row)
            .list(),
        paging.size(),
        row -> Cursor.after(row.id()));
  }

  Optional<Row> find(long id, Long @Nullable [] scope) {
    return jdbc.sql(
            ROW
                + " where o.id = :id and (cast(:scope as bigint[]) is null or o.community_id = any (:scope))")
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .param("id", id)
        .param("scope", scope)
        .query(this::row)
        .optional();
  }

  Summary summary(CommunityId community) {
    Map<String, Integer> counts = new TreeMap<>();
    STATES.forEach(state -> counts.put(state, 0));
    jdbc.sql(
            "select state, count(*) as n from delivery_outbox where community_id = :community group by state")
        .param("community", community.value())
        .query(
            row -> {
              counts.put(row.getString("state"), row.getInt("n"));
            });
    int groupsWaiting =
        jdbc.sql(
                "select count(distinct group_id) from delivery_outbox where community_id = :community and state = 'waiting'")
            .param("community", community.value())
            .query(Integer.class)
            .single();
    int droppedLate =
        jdbc.sql(
                """
                select count(*) from delivery_outbox
                 where community_id = :community and state = 'cancelled' and evidence = 'late' and settled_at > :since
                """)
            .param("community", community.value())
            .param("since", clock.instant().minus(LATE_SHOWN).atOffset(ZoneOffset.UTC))
            .query(Integer.class)
            .single();
    return new Summary(counts, groupsWaiting, droppedLate);
  }

  /**
   * A command handed to a person, or in doubt.
   *
   * @param state as in {@link #STATES}
   */
  public record Handed(long id, String state, Command command) {}

  /** By outbox key; what is gone is absent. */
  public Map<String, Handed> handed(Collection<String> keys) {
    Map<String, Handed> handed = new HashMap<>();
    jdbc.sql("select id, key, state, command from delivery_outbox where key = any (:keys)")
        .param("keys", keys.toArray(String[]::new))
        .query(
            row -> {
              handed.put(
                  row.getString("key"),
                  new Handed(
                      row.getLong("id"),
                      row.getString("state"),
                      codec.read(row.getString("command"))));
            });
    return handed;
  }

  /** How many commands arrived in a period. */
  public long delivered(CommunityId community, Instant from, Instant until) {
    return jdbc.sql(
            """
            select count(*) from delivery_outbox
             where community_id = :community and state = 'delivered' and settled_at >= :from and settled_at < :until
            """)
        .param("community", community.value())
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  private Row row(ResultSet row, int n) throws SQLException {
    Long member = row.getObject("member_id", Long.class);
    OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
    String state = row.getString("state");
    return new Row(
        row.getLong("id"),
        state,
        codec.read(row.getString("command")),
        new GroupId(row.getLong("group_id")),
        member == null ? null : new MemberId(member),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("due_at", OffsetDateTime.class).toInstant(),
        settled == null ? null : settled.toInstant(),
        row.getInt("attempts"),
        row.getString("waiting_for"),
        outcome(state, row.getString("evidence")),
        row.getObject("case_id", Long.class));
  }

  /** Evidence may be a platform's own words; a screen needs a code. */
  private static @Nullable String outcome(String state, @Nullable String evidence) {
    if (evidence == null || CODE.matcher(evidence).matches()) {
      return evidence;
    }
    return state.equals("unknown") ? "no_answer" : "refused";
  }
}
