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

  VisitorOutcomes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
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
    return jdbc.query(
        """
        select count(a.event_id) > 0,
               coalesce(bool_or(a.event_id is not null and (a.left_at is null or a.left_at >= v.at + v.length)), false),
               coalesce(bool_or(exists (select from acquisition_step s
                                         where s.community_id = a.community_id and s.member_id = a.member_id and s.visitor = 0
                                           and s.step = 'first_order' and s.at >= v.at and s.at < v.at + v.length)), false)
          from (select n, visitor, cast(at as timestamptz) as at, ? * interval '1 second' as length
                  from unnest(?, ?) with ordinality as u (visitor, at, n)) v
          left join acquisition_arrival a
            on a.community_id = ? and a.visitor = v.visitor and a.how in ('person','way','nearest')
           and a.joined_at >= v.at - interval '1 minute' and a.joined_at < v.at + v.length
         group by v.n order by v.n
        """,
        (row, n) -> new Came(row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)),
        length.toSeconds(),
        moments.stream().map(Moment::visitor).toArray(Long[]::new),
        moments.stream().map(one -> one.at().toString()).toArray(String[]::new),
        community.value());
  }
}
