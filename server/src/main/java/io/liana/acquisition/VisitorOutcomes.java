package io.liana.acquisition;

import io.liana.kernel.CommunityId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** What became of visitors from a moment of their own on. */
@Component
public class VisitorOutcomes {
  private final JdbcTemplate jdbc;
  private final FirstOrders firstOrders;

  VisitorOutcomes(JdbcTemplate jdbc, FirstOrders firstOrders) {
    this.jdbc = jdbc;
    this.firstOrders = firstOrders;
  }

  public record Moment(long visitor, Instant at) {}

  /**
   * @param joined came into a group within the time
   * @param stayed of these: was in at its end
   * @param ordered of these: ordered for the first time within it, as in the funnel
   */
  public record Came(boolean joined, boolean stayed, boolean ordered) {}

  /**
   * In the order of the moments. A join counts for whom the platform's word or a page names, and
   * for whom of several on one way is nearest; not for who is merely likely. Were only certain
   * joins counted, an arm that leads to a busy door would lose more of them than one with a quiet
   * door.
   */
  public List<Came> of(CommunityId community, List<Moment> moments, Duration length) {
    FirstOrders.Known outside =
        firstOrders.of(community, moments.stream().map(Moment::visitor).toList());
    return jdbc.query(
        """
        select count(a.event_id) > 0,
               coalesce(bool_or(a.event_id is not null and (a.left_at is null or a.left_at >= v.at + v.length)), false),
               coalesce(bool_or(bought.at >= v.at and bought.at < v.at + v.length), false)
          from (select n, visitor, cast(at as timestamptz) as at, ? * interval '1 second' as length
                  from unnest(?, ?) with ordinality as u (visitor, at, n)) v
          left join acquisition_arrival a
            on a.community_id = ? and a.visitor = v.visitor and a.how in ('person','way','nearest')
           and a.joined_at >= v.at - interval '1 minute' and a.joined_at < v.at + v.length
          left join acquisition_step s
            on s.community_id = a.community_id and s.member_id = a.member_id and s.visitor = 0 and s.step = 'first_order'
          left join unnest(?, cast(? as timestamptz[])) as o (member_id, at) on o.member_id = a.member_id
          cross join lateral (select least(case when s.at >= a.joined_at then s.at end, o.at) as at) bought
         group by v.n order by v.n
        """,
        (row, n) -> new Came(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)),
        length.toSeconds(),
        moments.stream().map(Moment::visitor).toArray(Long[]::new),
        moments.stream().map(one -> one.at().toString()).toArray(String[]::new),
        community.value(),
        outside.members(),
        outside.ats());
  }
}
