package io.liana.delivery;

import io.liana.kernel.GroupId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Sending accounts: table {@code delivery_account}. The lock of a row is the right to choose what
 * goes out next.
 */
@Repository
class SendingAccountStore {
  /**
   * Failures in a row.
   *
   * @param failures times another group failed than the one before; one group alone is that group's
   *     trouble
   * @param group the last that failed
   */
  record Trouble(int failures, @Nullable GroupId group) {
    static final Trouble NONE = new Trouble(0, null);

    Trouble and(GroupId failed) {
      return failed.equals(group) ? this : new Trouble(failures + 1, failed);
    }
  }

  private final JdbcClient jdbc;

  SendingAccountStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Accounts that have something waiting and do not rest. The order makes PostgreSQL take the index
   * of what is open; without it an account that has sent everything costs a look at all it ever
   * sent.
   */
  List<SendingAccount> withWork(Instant now) {
    return jdbc.sql(
            """
            select a.platform, a.account from delivery_account a
             cross join lateral (
                   select from delivery_outbox o
                    where o.platform = a.platform and o.account = a.account and o.state in ('waiting', 'sending')
                    order by o.group_id, o.id limit 1) any_work
             where a.next_at <= :now
             order by a.platform, a.account
            """)
        .param("now", time(now))
        .query((row, n) -> new SendingAccount(row.getString(1), row.getString(2)))
        .list();
  }

  List<SendingAccount> all() {
    return jdbc.sql("select platform, account from delivery_account order by platform, account")
        .query((row, n) -> new SendingAccount(row.getString(1), row.getString(2)))
        .list();
  }

  /**
   * The right to choose.
   *
   * @param failures groups that failed one after the other
   * @param underWay commands of the account, on all nodes
   * @param begun calls the account ever began
   */
  record Right(int failures, int underWay, long begun) {}

  /**
   * Takes the right to choose for this transaction. Empty when another node has it or the account
   * rests.
   */
  Optional<Right> lock(SendingAccount account, Instant now) {
    return jdbc.sql(
            """
            select failures, begun from delivery_account
             where platform = :platform and account = :account and next_at <= :now
               for no key update skip locked
            """)
        .param("platform", account.platform())
        .param("account", account.account())
        .param("now", time(now))
        .query((row, n) -> new Right(row.getInt("failures"), 0, row.getLong("begun")))
        .optional()
        // counted by a statement of its own: one begun before the lock would not see what the last
        // holder has just claimed
        .map(right -> new Right(right.failures(), underWay(account), right.begun()));
  }

  /** Counts calls begun, in the transaction that holds the right. */
  void began(SendingAccount account, int calls) {
    jdbc.sql(
            "update delivery_account set begun = begun + :calls where platform = :platform and account = :account")
        .param("calls", calls)
        .param("platform", account.platform())
        .param("account", account.account())
        .update();
  }

  /** How many commands of the account are under way, on all nodes. */
  int underWay(SendingAccount account) {
    return jdbc.sql(
            "select count(*) from delivery_outbox where platform = :platform and account = :account and state = 'sending'")
        .param("platform", account.platform())
        .param("account", account.account())
        .query(Integer.class)
        .single();
  }

  Trouble trouble(SendingAccount account) {
    return jdbc.sql(
            "select failures, failed_group from delivery_account where platform = :platform and account = :account")
        .param("platform", account.platform())
        .param("account", account.account())
        .query(
            (row, n) -> {
              long group = row.getLong("failed_group");
              return new Trouble(row.getInt("failures"), row.wasNull() ? null : new GroupId(group));
            })
        .optional()
        .orElse(Trouble.NONE);
  }

  Optional<Instant> restsUntil(SendingAccount account) {
    return jdbc.sql(
            "select next_at from delivery_account where platform = :platform and account = :account")
        .param("platform", account.platform())
        .param("account", account.account())
        .query(OffsetDateTime.class)
        .optional()
        .map(OffsetDateTime::toInstant);
  }

  void rest(SendingAccount account, Trouble trouble, Instant until) {
    jdbc.sql(
            """
            update delivery_account set failures = :failures, failed_group = :group, next_at = :until
             where platform = :platform and account = :account
            """)
        .param("failures", trouble.failures())
        .param("group", trouble.group() == null ? null : trouble.group().value())
        .param("until", time(until))
        .param("platform", account.platform())
        .param("account", account.account())
        .update();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
