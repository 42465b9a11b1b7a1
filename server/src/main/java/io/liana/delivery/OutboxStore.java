package io.liana.delivery;

import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OutboxStore {
  private static final String COLUMNS =
      "o.id, o.key, o.community_id, o.group_id, o.member_id, o.platform, o.account, o.purpose, o.command, o.case_id, o.due_at, o.attempts";

  /** What a command became: {@code state} and why. */
  record Ending(
      OutboxRow row, String state, @Nullable String evidence, @Nullable String messageKey) {}

  private final JdbcClient jdbc;
  private final CommandCodec codec;

  OutboxStore(JdbcClient jdbc, CommandCodec codec) {
    this.jdbc = jdbc;
    this.codec = codec;
  }

  /** How many are due and not sent yet. */
  int due(SendingAccount account, Instant now) {
    return jdbc.sql(
            "select count(*) from delivery_outbox where platform = :platform and account = :account and state = 'waiting' and due_at <= :now")
        .param("platform", account.platform())
        .param("account", account.account())
        .param("now", time(now))
        .query(Integer.class)
        .single();
  }

  /**
   * Of the groups behind {@code after}, in their order, the first command of each that may go: not
   * of a halted community, not while another of its group is under way or waits to be tried again,
   * and of one case strictly in order. Skips from group to group, so a long queue in one costs
   * nothing in the others; what a group is asked is asked in scalar subqueries, which the planner
   * answers from an index per group and never by joining whole queues.
   */
  List<OutboxRow> heads(
      SendingAccount account, long after, Collection<GroupId> passed, int most, Instant now) {
    return jdbc.sql(
            """
            with recursive queue (group_id) as (
              (select o.group_id from delivery_outbox o
                where o.platform = :platform and o.account = :account and o.group_id > :after and o.state in ('waiting', 'sending')
                order by o.group_id limit 1)
              union all
              select following.group_id from queue cross join lateral (
                select o.group_id from delivery_outbox o
                 where o.platform = :platform and o.account = :account and o.group_id > queue.group_id and o.state in ('waiting', 'sending')
                 order by o.group_id limit 1) following
            )
            """
                + "select "
                + COLUMNS
                + """
                 from queue cross join lateral (
                   select * from delivery_outbox first
                    where first.platform = :platform and first.account = :account and first.group_id = queue.group_id
                      and first.state = 'waiting' and first.due_at <= :now
                    order by first.id limit 1) o
                where not (queue.group_id = any (:passed))
                  and (o.retry_at is null or o.retry_at <= :now)
                  and (select 1 from delivery_halt h where h.community_id = o.community_id) is null
                  and (select 1 from delivery_outbox other
                        where other.platform = :platform and other.account = :account
                          and other.group_id = queue.group_id and other.state = 'sending' limit 1) is null
                  and (o.case_id is null
                       or (select 1 from delivery_outbox earlier
                            where earlier.platform = :platform and earlier.account = :account
                              and earlier.group_id = queue.group_id and earlier.id < o.id
                              and earlier.state in ('waiting', 'sending') and earlier.case_id = o.case_id limit 1) is null)
                limit :most
                """)
        .param("platform", account.platform())
        .param("account", account.account())
        .param("after", after)
        .param("passed", passed.stream().map(GroupId::value).toArray(Long[]::new))
        .param("most", most)
        .param("now", time(now))
        .query(this::row)
        .list();
  }

  /**
   * What is due and not to be tried again later behind these heads, group by group and in order.
   */
  List<OutboxRow> behind(
      SendingAccount account, List<OutboxRow> heads, int mostOfGroup, Instant now) {
    if (heads.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            "select "
                + COLUMNS
                + """
                 from unnest(:groups, :heads) as h (group_id, id) cross join lateral (
                   select * from delivery_outbox next
                    where next.platform = :platform and next.account = :account and next.group_id = h.group_id
                      and next.state = 'waiting' and next.id > h.id
                    order by next.id limit :most) o
                where o.due_at <= :now and (o.retry_at is null or o.retry_at <= :now)
                order by o.group_id, o.id
                """)
        .param("groups", heads.stream().map(row -> row.group().value()).toArray(Long[]::new))
        .param("heads", heads.stream().map(OutboxRow::id).toArray(Long[]::new))
        .param("platform", account.platform())
        .param("account", account.account())
        .param("most", mostOfGroup)
        .param("now", time(now))
        .query(this::row)
        .list();
  }

  /** The ids of those that were still waiting and are this node's now. */
  Set<Long> claim(List<OutboxRow> rows, Instant now) {
    return new HashSet<>(
        jdbc.sql(
                """
                with mine as (
                  select id from delivery_outbox where id = any (:ids) and state = 'waiting' order by id for no key update skip locked
                )
                update delivery_outbox o
                   set state = 'sending', claimed_at = :now, attempts = attempts + 1, waiting_for = null, retry_at = null
                  from mine where o.id = mine.id
                returning o.id
                """)
            .param("ids", rows.stream().map(OutboxRow::id).toArray(Long[]::new))
            .param("now", time(now))
            .query(Long.class)
            .list());
  }

  /**
   * Nothing unprompted goes to the group before then; what would be late already is left to be
   * dropped.
   */
  void holdUnprompted(GroupId group, Instant until, String why, Instant lateBefore, Instant now) {
    jdbc.sql(
            """
            update delivery_outbox set due_at = :until, waiting_for = :why
             where group_id = :group and state = 'waiting' and due_at <= :now
               and (purpose = 'NOTICE' or purpose = 'GREETING' and due_at >= :late)
            """)
        .param("group", group.value())
        .param("until", time(until))
        .param("why", why)
        .param("late", time(lateBefore))
        .param("now", time(now))
        .update();
  }

  /** It is tried again then; what follows in its group waits. */
  void retry(OutboxRow row, Instant at) {
    jdbc.sql(
            """
            update delivery_outbox set state = 'waiting', retry_at = :at, waiting_for = 'retry'
             where id = :id and state = 'sending' and attempts = :attempts
            """)
        .param("id", row.id())
        .param("attempts", row.attempts())
        .param("at", time(at))
        .update();
  }

  /** Answers with the ids of those that had not ended before. */
  Set<Long> end(List<Ending> endings, Instant now) {
    return new HashSet<>(
        jdbc.sql(
                """
                update delivery_outbox o
                   set state = e.state, settled_at = :now, settled_xid = case when e.state <> 'unknown' then pg_current_xact_id() end, evidence = e.evidence, message_key = e.message_key, waiting_for = null, retry_at = null
                  from unnest(:ids, :attempts, :states, :evidence, :messages) as e (id, attempts, state, evidence, message_key)
                 where o.id = e.id and o.attempts = e.attempts and o.state in ('waiting', 'sending')
                returning o.id
                """)
            .param("now", time(now))
            .param("ids", endings.stream().map(one -> one.row().id()).toArray(Long[]::new))
            .param(
                "attempts",
                endings.stream().map(one -> one.row().attempts()).toArray(Integer[]::new))
            .param("states", endings.stream().map(Ending::state).toArray(String[]::new))
            .param("evidence", endings.stream().map(Ending::evidence).toArray(String[]::new))
            .param("messages", endings.stream().map(Ending::messageKey).toArray(String[]::new))
            .query(Long.class)
            .list());
  }

  Optional<OutboxRow> find(long id, Long @Nullable [] scope) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from delivery_outbox o where o.id = :id and (cast(:scope as bigint[]) is null or o.community_id = any (:scope))")
        .param("id", id)
        .param("scope", scope)
        .query(this::row)
        .optional();
  }

  Optional<OutboxRow> find(String key) {
    return jdbc.sql("select " + COLUMNS + " from delivery_outbox o where o.key = :key")
        .param("key", key)
        .query(this::row)
        .optional();
  }

  /** False when it is not in doubt. */
  boolean settleDoubt(long id, DoubtSettled.How how, Instant now) {
    String change =
        switch (how) {
          case ARRIVED ->
              "state = 'delivered', evidence = 'confirmed', settled_at = :now, settled_xid = pg_current_xact_id()";
          case SENT_AGAIN ->
              "state = 'waiting', evidence = null, settled_at = null, due_at = :now, retry_at = null";
          case LET_BE ->
              "state = 'cancelled', evidence = 'let_be', settled_at = :now, settled_xid = pg_current_xact_id()";
        };
    return jdbc.sql(
                "update delivery_outbox set " + change + " where id = :id and state = 'unknown'")
            .param("id", id)
            .param("now", time(now))
            .update()
        > 0;
  }

  /**
   * When the {@code most}-th last unprompted message of the group in the past hour went out; empty
   * when there were fewer.
   */
  Optional<Instant> capReachedSince(GroupId group, int most, Instant now) {
    return jdbc.sql(
            """
            select settled_at from delivery_outbox
             where group_id = :group and purpose in ('GREETING', 'NOTICE') and state = 'delivered' and settled_at > :hourAgo
             order by settled_at desc offset :most limit 1
            """)
        .param("group", group.value())
        .param("most", Math.max(0, most - 1))
        .param("hourAgo", time(now.minus(Duration.ofHours(1))))
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  int directMessagesSince(MemberId member, Instant since) {
    return jdbc.sql(
            """
            select count(*) from delivery_outbox
             where member_id = :member and command ->> 'type' = 'send_direct' and state = 'delivered' and settled_at > :since
            """)
        .param("member", member.value())
        .param("since", time(since))
        .query(Integer.class)
        .single();
  }

  /** Commands somebody began to send and never finished: their node died. */
  List<OutboxRow> abandoned(Instant before) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " from delivery_outbox o where o.state = 'sending' and o.claimed_at < :before order by o.id for no key update skip locked")
        .param("before", time(before))
        .query(this::row)
        .list();
  }

  private OutboxRow row(ResultSet row, int n) throws SQLException {
    Long member = row.getObject("member_id", Long.class);
    return new OutboxRow(
        row.getLong("id"),
        row.getString("key"),
        new CommunityId(row.getLong("community_id")),
        new GroupId(row.getLong("group_id")),
        member == null ? null : new MemberId(member),
        new SendingAccount(row.getString("platform"), row.getString("account")),
        Purpose.valueOf(row.getString("purpose")),
        codec.read(row.getString("command")),
        row.getObject("case_id", Long.class),
        row.getObject("due_at", OffsetDateTime.class).toInstant(),
        row.getInt("attempts"));
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
