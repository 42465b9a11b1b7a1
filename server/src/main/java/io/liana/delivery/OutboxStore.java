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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class OutboxStore {
  private static final String ROW =
      """
      select o.id, o.key, o.community_id, o.group_id, o.member_id, o.platform, o.account, o.purpose, o.command, o.case_id, o.due_at, o.attempts
        from delivery_outbox o
      """;

  private final JdbcClient jdbc;
  private final CommandCodec codec;

  OutboxStore(JdbcClient jdbc, CommandCodec codec) {
    this.jdbc = jdbc;
    this.codec = codec;
  }

  /** Accounts that have something due; each gets the row whose lock is the right to send. */
  List<SendingAccount> accountsWithWork(Instant now) {
    List<SendingAccount> accounts =
        jdbc.sql(
                "select distinct platform, account from delivery_outbox where state = 'waiting' and due_at <= :now")
            .param("now", time(now))
            .query((row, n) -> new SendingAccount(row.getString(1), row.getString(2)))
            .list();
    accounts.forEach(
        account ->
            jdbc.sql(
                    "insert into delivery_account (platform, account, next_at) values (:platform, :account, :now) on conflict do nothing")
                .param("platform", account.platform())
                .param("account", account.account())
                .param("now", time(now))
                .update());
    return accounts;
  }

  /**
   * Takes the right to send for this transaction; false when another node has it or the pace does
   * not allow it yet.
   */
  boolean lock(SendingAccount account, Instant now) {
    return jdbc.sql(
            """
            select 1 from delivery_account
             where platform = :platform and account = :account and next_at <= :now
               for no key update skip locked
            """)
        .param("platform", account.platform())
        .param("account", account.account())
        .param("now", time(now))
        .query(Integer.class)
        .optional()
        .isPresent();
  }

  /**
   * The next command that may go: not of a halted community, not while an earlier one of its group
   * is under way, and of one case strictly in order.
   */
  Optional<OutboxRow> next(SendingAccount account, Instant now) {
    return jdbc.sql(
            ROW
                + """
                 where o.platform = :platform and o.account = :account and o.state = 'waiting' and o.due_at <= :now
                   and not exists (select 1 from delivery_halt h where h.community_id = o.community_id)
                   and not exists (
                         select 1 from delivery_outbox earlier
                          where earlier.group_id = o.group_id and earlier.id < o.id
                            and (earlier.state = 'sending'
                                 or earlier.state = 'waiting' and (earlier.due_at <= :now or earlier.case_id = o.case_id)))
                 order by o.id
                 limit 1
                """)
        .param("platform", account.platform())
        .param("account", account.account())
        .param("now", time(now))
        .query(this::row)
        .optional();
  }

  void claim(OutboxRow row, Instant now, Instant accountFreeAt) {
    jdbc.sql(
            "update delivery_outbox set state = 'sending', claimed_at = :now, attempts = attempts + 1, waiting_for = null where id = :id")
        .param("id", row.id())
        .param("now", time(now))
        .update();
    jdbc.sql(
            "update delivery_account set next_at = :free where platform = :platform and account = :account")
        .param("free", time(accountFreeAt))
        .param("platform", row.account().platform())
        .param("account", row.account().account())
        .update();
  }

  void hold(OutboxRow row, Instant until, String why) {
    jdbc.sql(
            "update delivery_outbox set state = 'waiting', due_at = :until, waiting_for = :why where id = :id")
        .param("id", row.id())
        .param("until", time(until))
        .param("why", why)
        .update();
  }

  void settle(
      OutboxRow row,
      String state,
      @Nullable String evidence,
      @Nullable String messageKey,
      Instant now) {
    jdbc.sql(
            """
            update delivery_outbox
               set state = :state, settled_at = :now, evidence = :evidence, message_key = :message, waiting_for = null
             where id = :id
            """)
        .param("id", row.id())
        .param("state", state)
        .param("now", time(now))
        .param("evidence", evidence)
        .param("message", messageKey)
        .update();
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
            ROW
                + "where o.state = 'sending' and o.claimed_at < :before order by o.id for no key update skip locked")
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
