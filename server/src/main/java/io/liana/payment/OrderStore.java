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
class OrderStore {
  private static final String COLUMNS =
      "id, payment_id, merchant_id, number, way, payer, state, handle, transaction_no, paid, evidence, looks, created_at, settled_at";
  private static final String ORDER = "select " + COLUMNS + " from payment_order ";

  private final JdbcClient jdbc;

  OrderStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Order insert(
      PaymentId payment,
      long merchant,
      String number,
      Way way,
      @Nullable String payer,
      Instant now,
      Instant lookAt) {
    return jdbc.sql(
            """
            insert into payment_order (payment_id, merchant_id, number, way, payer, state, look_at, created_at)
            values (:payment, :merchant, :number, :way, :payer, 'placing', :look, :now)
            returning
            """
                + COLUMNS)
        .param("payment", payment.value())
        .param("merchant", merchant)
        .param("number", number)
        .param("way", way.code())
        .param("payer", payer)
        .param("look", lookAt.atOffset(ZoneOffset.UTC))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(OrderStore::order)
        .single();
  }

  Optional<Order> find(String number) {
    return jdbc.sql(ORDER + "where number = :number")
        .param("number", number)
        .query(OrderStore::order)
        .optional();
  }

  Order get(long id) {
    return jdbc.sql(ORDER + "where id = :id").param("id", id).query(OrderStore::order).single();
  }

  List<Order> of(Collection<PaymentId> payments) {
    return jdbc.sql(ORDER + "where payment_id = any (:payments) order by id")
        .param("payments", payments.stream().map(PaymentId::value).toArray(Long[]::new))
        .query(OrderStore::order)
        .list();
  }

  /** Those to be asked about, pushed out of the way of other nodes until {@code next}. */
  List<Order> claim(Instant now, Instant next, int most) {
    return jdbc.sql(
            """
            update payment_order set look_at = :next, looks = looks + 1
             where id in (select id from payment_order where look_at <= :now order by look_at limit :most
                             for no key update skip locked)
            returning
            """
                + COLUMNS)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("next", next.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query(OrderStore::order)
        .list();
  }

  /** What is clear now of a live order. */
  void live(long id, String state, @Nullable String handle, String evidence, Instant lookAt) {
    jdbc.sql(
            """
            update payment_order
               set state = :state, handle = coalesce(:handle, handle), evidence = :evidence, look_at = :look
             where id = :id and state in ('placing','open','in_doubt')
            """)
        .param("id", id)
        .param("state", state)
        .param("handle", handle)
        .param("evidence", evidence)
        .param("look", lookAt.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Over without money. */
  void over(long id, String state, String evidence, Instant now) {
    jdbc.sql(
            """
            update payment_order set state = :state, evidence = :evidence, look_at = null, settled_at = :now
             where id = :id and state in ('placing','open','in_doubt')
            """)
        .param("id", id)
        .param("state", state)
        .param("evidence", evidence)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Money came. */
  Order paid(long id, String state, Found.Paid paid, String evidence, Instant now) {
    return jdbc.sql(
            """
            update payment_order
               set state = :state, transaction_no = :transaction, paid = :paid, evidence = :evidence,
                   look_at = null, settled_at = :now
             where id = :id
            returning
            """
                + COLUMNS)
        .param("id", id)
        .param("state", state)
        .param("transaction", paid.transactionNo())
        .param("paid", paid.amount())
        .param("evidence", evidence)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(OrderStore::order)
        .single();
  }

  void forgetPayers(String[] openids) {
    jdbc.sql("update payment_order set payer = null where payer = any (:openids)")
        .param("openids", openids)
        .update();
  }

  private static Order order(ResultSet row, int n) throws SQLException {
    OffsetDateTime settled = row.getObject("settled_at", OffsetDateTime.class);
    return new Order(
        row.getLong("id"),
        new PaymentId(row.getLong("payment_id")),
        row.getLong("merchant_id"),
        row.getString("number"),
        Way.of(row.getString("way")),
        row.getString("payer"),
        row.getString("state"),
        row.getString("handle"),
        row.getString("transaction_no"),
        row.getObject("paid", Long.class),
        row.getString("evidence"),
        row.getInt("looks"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        settled == null ? null : settled.toInstant());
  }
}
