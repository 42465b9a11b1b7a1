package io.liana.payment;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PaymentStore {
  private static final String PAYMENT =
      "select id, community_id, purpose, amount, description, due_at, state, state_at, why, created_at from payment_payment ";

  private final JdbcClient jdbc;

  PaymentStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The one payment of this purpose, made now where there is none. */
  Payment request(PaymentWish wish, Instant now) {
    jdbc.sql(
            """
            insert into payment_payment (community_id, purpose, amount, description, due_at, state, state_at, created_at)
            values (:community, :purpose, :amount, :description, :due, 'asked', :now, :now)
            on conflict (community_id, purpose) do nothing
            """)
        .param("community", wish.community().value())
        .param("purpose", wish.purpose())
        .param("amount", wish.amount())
        .param("description", wish.description())
        .param("due", wish.due().atOffset(ZoneOffset.UTC))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
    return find(wish.community(), wish.purpose()).orElseThrow();
  }

  Optional<Payment> find(CommunityId community, String purpose) {
    return jdbc.sql(PAYMENT + "where community_id = :community and purpose = :purpose")
        .param("community", community.value())
        .param("purpose", purpose)
        .query(PaymentStore::payment)
        .optional();
  }

  Optional<Payment> find(PaymentId id) {
    return jdbc.sql(PAYMENT + "where id = :id")
        .param("id", id.value())
        .query(PaymentStore::payment)
        .optional();
  }

  /**
   * Held until the transaction ends. Whoever changes an order or a refund holds its payment first.
   */
  Optional<Payment> hold(PaymentId id) {
    return jdbc.sql(PAYMENT + "where id = :id for no key update")
        .param("id", id.value())
        .query(PaymentStore::payment)
        .optional();
  }

  Payment state(PaymentId id, PaymentState state) {
    return jdbc.sql(
            """
            update payment_payment set state = :state, state_at = :at, why = :why where id = :id
            returning id, community_id, purpose, amount, description, due_at, state, state_at, why, created_at
            """)
        .param("id", id.value())
        .param("state", state.code())
        .param("at", state.at().atOffset(ZoneOffset.UTC))
        .param("why", state.reason())
        .query(PaymentStore::payment)
        .single();
  }

  /** Payments nobody began to pay in time. */
  List<PaymentId> overdue(Instant now, int most) {
    return jdbc.sql(
            """
            select id from payment_payment where state = 'asked' and due_at <= :now
             order by due_at limit :most
            """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("most", most)
        .query((row, n) -> new PaymentId(row.getLong("id")))
        .list();
  }

  /** Newest first. */
  List<Payment> page(CommunityId community, @Nullable String state, long before, int most) {
    return jdbc.sql(
            PAYMENT
                + """
                  where community_id = :community and id < :before
                    and (cast(:state as text) is null or state = :state)
                  order by id desc limit :most
                  """)
        .param("community", community.value())
        .param("before", before)
        .param("state", state)
        .param("most", most)
        .query(PaymentStore::payment)
        .list();
  }

  private static Payment payment(ResultSet row, int n) throws SQLException {
    return new Payment(
        new PaymentId(row.getLong("id")),
        new CommunityId(row.getLong("community_id")),
        row.getString("purpose"),
        row.getLong("amount"),
        row.getString("description"),
        at(row, "due_at"),
        PaymentState.of(row.getString("state"), at(row, "state_at"), row.getString("why")),
        at(row, "created_at"));
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
