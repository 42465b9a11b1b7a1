package io.liana.payment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RefundStore {
  private static final String REFUND =
      """
      select r.id, r.order_id, o.payment_id, r.number, r.amount, r.reason, r.asked_by, r.state, r.evidence, r.looks,
             r.created_at, r.settled_at
        from payment_refund r join payment_order o on o.id = r.order_id
      """;

  private final JdbcClient jdbc;

  RefundStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Nothing when one is under way or done already. */
  void insert(Order order, String number, long amount, String reason, String by, Instant now) {
    jdbc.sql(
            """
            insert into payment_refund (order_id, number, amount, reason, asked_by, state, look_at, created_at)
            values (:order, :number, :amount, :reason, :by, 'asked', :now, :now)
            on conflict (order_id) where state <> 'closed' do nothing
            """)
        .param("order", order.id())
        .param("number", number)
        .param("amount", amount)
        .param("reason", reason)
        .param("by", by)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Refund> find(String number) {
    return jdbc.sql(REFUND + " where r.number = :number")
        .param("number", number)
        .query(RefundStore::refund)
        .optional();
  }

  List<Refund> of(Collection<PaymentId> payments) {
    return jdbc.sql(REFUND + " where o.payment_id = any (:payments) order by r.id")
        .param("payments", payments.stream().map(PaymentId::value).toArray(Long[]::new))
        .query(RefundStore::refund)
        .list();
  }

  /** Those to be asked about, pushed out of the way of other nodes until {@code next}. */
  List<Refund> claim(Instant now, Instant next, int most) {
    return jdbc.sql(
            """
            with due as (
              select id from payment_refund where look_at <= :now order by id limit :most for no key update skip locked
            ), claimed as (
              update payment_refund set look_at = :next, looks = looks + 1 where id in (select id from due) returning *
            )
            select r.id, r.order_id, o.payment_id, r.number, r.amount, r.reason, r.asked_by, r.state, r.evidence, r.looks,
                   r.created_at, r.settled_at
              from claimed r join payment_order o on o.id = r.order_id
             order by r.id
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("next", next.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query(RefundStore::refund)
        .list();
  }

  /** The provider's answer; false when it is over already. */
  boolean heard(
      long id,
      String state,
      String evidence,
      @Nullable Instant lookAt,
      @Nullable Instant settledAt) {
    return jdbc.sql(
                """
                update payment_refund set state = :state, evidence = :evidence, look_at = :look, settled_at = :settled
                 where id = :id and state not in ('done', 'closed')
                """)
            .param("id", id)
            .param("state", state)
            .param("evidence", evidence)
            .param("look", lookAt == null ? null : lookAt.atOffset(ZoneOffset.UTC))
            .param("settled", settledAt == null ? null : settledAt.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /** Asked about again at once, e.g. because a person has put things right. */
  void lookNow(long id, Instant now) {
    jdbc.sql(
            "update payment_refund set look_at = :now, looks = 0 where id = :id and state not in ('done', 'closed')")
        .param("id", id)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  private static Refund refund(ResultSet row, int n) throws SQLException {
    OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
    return new Refund(
        row.getLong("id"),
        row.getLong("order_id"),
        new PaymentId(row.getLong("payment_id")),
        row.getString("number"),
        row.getLong("amount"),
        row.getString("reason"),
        row.getString("asked_by"),
        row.getString("state"),
        row.getString("evidence"),
        row.getInt("looks"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        settled == null ? null : settled.toInstant());
  }
}
