package io.liana.delivery;

import io.liana.channel.Capability;
import io.liana.channel.Limit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Calls that count against limits: table {@code delivery_call}. */
@Repository
class CallStore {
  private final JdbcClient jdbc;

  CallStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void begin(List<OutboxRow> rows, Instant now) {
    jdbc.sql(
            """
            insert into delivery_call (outbox_id, attempt, platform, account, group_id, person, needs, began_at)
            select c.outbox_id, c.attempt, c.platform, c.account, c.group_id, c.person, c.needs, :now
              from unnest(:ids, :attempts, :platforms, :accounts, :groups, :persons, :needs)
                     as c (outbox_id, attempt, platform, account, group_id, person, needs)
            on conflict (outbox_id, attempt) do nothing
            """)
        .param("now", time(now))
        .param("ids", rows.stream().map(OutboxRow::id).toArray(Long[]::new))
        .param("attempts", rows.stream().map(OutboxRow::attempts).toArray(Integer[]::new))
        .param(
            "platforms", rows.stream().map(row -> row.account().platform()).toArray(String[]::new))
        .param("accounts", rows.stream().map(row -> row.account().account()).toArray(String[]::new))
        .param("groups", rows.stream().map(row -> row.group().value()).toArray(Long[]::new))
        .param("persons", rows.stream().map(OutboxRow::person).toArray(String[]::new))
        .param(
            "needs", rows.stream().map(row -> row.command().needs().name()).toArray(String[]::new))
        .update();
  }

  /** Where there is a call of these under way it has ended; where none counts, nothing happens. */
  void end(List<Ended> ended) {
    jdbc.sql(
            """
            update delivery_call c set ended_at = e.ended_at
              from unnest(:ids, :attempts, cast(:ends as timestamptz[])) as e (outbox_id, attempt, ended_at)
             where c.outbox_id = e.outbox_id and c.attempt = e.attempt and c.ended_at = 'infinity'
            """)
        .param("ids", ended.stream().map(one -> one.row().id()).toArray(Long[]::new))
        .param("attempts", ended.stream().map(one -> one.row().attempts()).toArray(Integer[]::new))
        .param("ends", ended.stream().map(one -> one.at().toString()).toArray(String[]::new))
        .update();
  }

  /** How much of each limit is used for what these commands are about. */
  List<Allowance.Use> uses(
      SendingAccount account, List<Limit> limits, Collection<OutboxRow> rows, Instant now) {
    List<Allowance.Use> uses = new ArrayList<>();
    for (Limit limit : limits) {
      String[] targets =
          rows.stream()
              .map(row -> Allowance.target(limit, row))
              .filter(Objects::nonNull)
              .distinct()
              .toArray(String[]::new);
      if (targets.length > 0) {
        uses.addAll(uses(account, limit, targets, now));
      }
    }
    return uses;
  }

  /**
   * How much of a limit is used.
   *
   * @param targets as {@link Allowance#target} names them; null for all
   */
  List<Allowance.Use> uses(
      SendingAccount account, Limit limit, String @Nullable [] targets, Instant now) {
    String which =
        switch (limit.scope()) {
          case ACCOUNT -> "select '' as target";
          case GROUP -> "select group_id::text as target";
          case PERSON -> "select person as target";
        };
    String about =
        switch (limit.scope()) {
          case ACCOUNT -> "";
          case GROUP -> "and (:targets::text[] is null or group_id = any (:targets::bigint[]))";
          case PERSON ->
              "and person is not null and (:targets::text[] is null or person = any (:targets))";
        };
    return jdbc.sql(
            which
                + """
                , count(*) as calls, min(ended_at) filter (where ended_at < 'infinity') as oldest
                  from delivery_call
                 where platform = :platform and account = :account and ended_at > :since
                   and (:needs::text[] is null or needs = any (:needs))
                """
                + about
                + " group by 1")
        .param("platform", account.platform())
        .param("account", account.account())
        .param("since", time(now.minus(limit.window())))
        .param(
            "needs",
            limit.covers().isEmpty()
                ? null
                : limit.covers().stream().map(Capability::name).toArray(String[]::new))
        .param("targets", targets)
        .query((row, n) -> use(limit, row))
        .list();
  }

  private static Allowance.Use use(Limit limit, ResultSet row) throws SQLException {
    OffsetDateTime oldest = row.getObject("oldest", OffsetDateTime.class);
    return new Allowance.Use(
        limit,
        row.getString("target"),
        row.getInt("calls"),
        oldest == null ? null : oldest.toInstant());
  }

  /** Calls no window reaches any more. */
  void forget(SendingAccount account, Instant endedBefore) {
    jdbc.sql(
            "delete from delivery_call where platform = :platform and account = :account and ended_at < :before")
        .param("platform", account.platform())
        .param("account", account.account())
        .param("before", time(endedBefore))
        .update();
  }

  private static OffsetDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
