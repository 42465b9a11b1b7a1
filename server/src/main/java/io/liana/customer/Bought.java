package io.liana.customer;

import io.liana.kernel.CommunityId;
import io.liana.kernel.MemberId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people bought, for who follows it: of everybody, or of those whose orders changed in
 * transactions from one on to before another.
 */
@Component
public class Bought {
  private final JdbcTemplate jdbc;

  Bought(JdbcTemplate jdbc) {
    this.jdbc = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
    this.jdbc.setFetchSize(10_000);
  }

  /**
   * An order as it stands, or what was given back at one time.
   *
   * @param person who buys, by a number of their own
   * @param member null for who is none, or not known to be one
   * @param amount in the smallest unit: of an order what is left of it, 0 or less when nothing is;
   *     of what was given back how much
   * @param at of an order when it was paid
   */
  public record Order(
      CommunityId community,
      long person,
      @Nullable MemberId member,
      boolean refund,
      String currency,
      long amount,
      Instant at) {}

  public boolean changed(long from, long before) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select from customer_touched where xid >= cast(? as xid8) and xid < cast(? as xid8))",
            Boolean.class,
            Long.toString(from),
            Long.toString(before)));
  }

  /** The numbers of those whose orders changed; some may have none any more. */
  public List<Long> people(long from, long before) {
    return jdbc.queryForList(
        "select person_id from customer_touched where xid >= cast(? as xid8) and xid < cast(? as xid8)",
        Long.class,
        Long.toString(from),
        Long.toString(before));
  }

  /** All orders of those; with {@code from} 0 of everybody. */
  @Transactional(readOnly = true)
  public void each(long from, long before, Consumer<Order> consumer) {
    jdbc.query(
        """
        with these as (
          select id, member_id from customer_person
           where ? = 0 or id in (select person_id from customer_touched where xid >= cast(? as xid8) and xid < cast(? as xid8)))
        select m.community_id, p.id, p.member_id, false as refund, m.currency, sum(m.amount) as amount, min(m.at) as at
          from these p join customer_movement m on m.person_id = p.id
         group by m.community_id, p.id, p.member_id, m.currency, m.shop, m.number
         union all
        select m.community_id, p.id, p.member_id, true, m.currency, -m.amount, m.at
          from these p join customer_movement m on m.person_id = p.id
         where m.kind = 'refund'
        """,
        (ResultSet row) -> consumer.accept(order(row)),
        from,
        Long.toString(from),
        Long.toString(before));
  }

  private static Order order(ResultSet row) throws SQLException {
    Long member = row.getObject("member_id", Long.class);
    return new Order(
        new CommunityId(row.getLong("community_id")),
        row.getLong("id"),
        member == null ? null : new MemberId(member),
        row.getBoolean("refund"),
        row.getString("currency"),
        row.getLong("amount"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
