package io.liana.customer;

import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who bought in a period, whatever the currency. */
@Component
public class Buyers {
  private final JdbcClient jdbc;

  Buyers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param member null for who is none, or not known to be one
   * @param orders paid in the period, of which something is left after what was given back in it
   */
  public record Buyer(@Nullable Long member, int orders) {}

  public List<Buyer> between(CommunityId community, Instant from, Instant until) {
    return jdbc.sql(
            """
            select p.member_id, count(*) as orders
              from (select person_id, shop, number from customer_movement
                     where community_id = :community and person_id is not null and at >= :from and at < :until
                     group by person_id, shop, number
                    having sum(amount) > 0 and bool_or(kind = 'paid')) o
              join customer_person p on p.id = o.person_id
             group by p.id, p.member_id
            """)
        .param("community", community.value())
        .param("from", from.atOffset(ZoneOffset.UTC))
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query((row, n) -> new Buyer(row.getObject("member_id", Long.class), row.getInt("orders")))
        .list();
  }

  /** Orders were ever brought in. */
  public boolean any(CommunityId community) {
    return jdbc.sql(
            "select exists (select 1 from customer_movement where community_id = :community)")
        .param("community", community.value())
        .query(Boolean.class)
        .single();
  }
}
