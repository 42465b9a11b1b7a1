package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The first orders of members that others know of; those of invited customers are a {@link Steps}
 * of their own. What was paid before somebody came in for the first time is no order of a member.
 */
@Component
class FirstOrders {
  private final JdbcClient jdbc;
  private final OrdersFromOutside orders;

  FirstOrders(JdbcClient jdbc, OrdersFromOutside orders) {
    this.jdbc = jdbc;
    this.orders = orders;
  }

  /**
   * As a statement takes them: {@code unnest(:members, cast(:ats as timestamptz[]))}.
   *
   * @param ats when it was paid
   */
  record Known(Long[] members, String[] ats) {}

  /** Of who came in, or was touched before, in a period. */
  Known between(CommunityId community, Instant from, Instant until) {
    return known(
        community,
        jdbc.sql(
                """
                select member_id, min(joined_at) as came from acquisition_arrival
                 where community_id = :community
                 group by member_id
                having bool_or(joined_at >= :from and coalesce(first_at, joined_at) < :until)
                """)
            .param("community", community.value())
            .param("from", StepStore.time(from))
            .param("until", StepStore.time(until)));
  }

  /** Of who came in by these browsers. */
  Known of(CommunityId community, Collection<Long> visitors) {
    return known(
        community,
        jdbc.sql(
                """
                select member_id, min(joined_at) as came from acquisition_arrival
                 where community_id = :community
                   and member_id in (select member_id from acquisition_arrival
                                      where community_id = :community and visitor = any (:visitors))
                 group by member_id
                """)
            .param("community", community.value())
            .param("visitors", visitors.toArray(Long[]::new)));
  }

  private Known known(CommunityId community, JdbcClient.StatementSpec came) {
    Map<Long, Instant> since = new HashMap<>();
    came.query(
        (ResultSet row) -> {
          since.put(
              row.getLong("member_id"), row.getObject("came", OffsetDateTime.class).toInstant());
        });
    List<Map.Entry<Long, Instant>> first =
        since.isEmpty() ? List.of() : List.copyOf(orders.first(community, since).entrySet());
    return new Known(
        first.stream().map(Map.Entry::getKey).toArray(Long[]::new),
        first.stream().map(one -> one.getValue().toString()).toArray(String[]::new));
  }

  boolean any(CommunityId community) {
    return orders.ofMembers(community);
  }
}
