package io.liana.customer;

import io.liana.acquisition.OrdersFromOutside;
import io.liana.kernel.CommunityId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who bought, whatever the currency. */
@Component
public class Buyers implements OrdersFromOutside {
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

  /** Orders of before then were ever brought in. */
  public boolean any(CommunityId community, Instant until) {
    return jdbc.sql(
            "select exists (select 1 from customer_movement where community_id = :community and at < :until)")
        .param("community", community.value())
        .param("until", until.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  @Override
  public Map<Long, Instant> first(CommunityId community, Map<Long, Instant> since) {
    List<Map.Entry<Long, Instant>> wanted = List.copyOf(since.entrySet());
    Map<Long, Instant> first = new HashMap<>();
    jdbc.sql(
            """
            select k.member, min(m.at) as at
              from unnest(:members, cast(:since as timestamptz[])) as k (member, since)
              join customer_person p on p.community_id = :community and p.member_id = k.member
              join customer_movement m on m.person_id = p.id and m.kind = 'paid' and m.at >= k.since
             group by k.member
            """)
        .param("community", community.value())
        .param("members", wanted.stream().map(Map.Entry::getKey).toArray(Long[]::new))
        .param(
            "since", wanted.stream().map(one -> one.getValue().toString()).toArray(String[]::new))
        .query(
            row -> {
              first.put(
                  row.getLong("member"), row.getObject("at", OffsetDateTime.class).toInstant());
            });
    return first;
  }

  @Override
  public boolean ofMembers(CommunityId community) {
    return jdbc.sql(
            """
            select exists (select from customer_person p join customer_movement m on m.person_id = p.id
                            where p.community_id = :community and p.member_id is not null and m.kind = 'paid')
            """)
        .param("community", community.value())
        .query(Boolean.class)
        .single();
  }
}
