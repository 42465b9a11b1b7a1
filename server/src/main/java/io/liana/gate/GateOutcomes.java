package io.liana.gate;

import io.liana.acquisition.VisitorOutcomes.Moment;
import io.liana.kernel.CommunityId;
import java.time.Duration;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How far visitors came on the pages of a community from a moment of their own on. */
@Component
public class GateOutcomes {
  private final JdbcTemplate jdbc;

  GateOutcomes(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param answered did what a gate asks within the time, rightly or wrongly: what is kept counts
   *     when it was sent, whenever a person decided; of the tries of a quiz only when they began
   *     and when it was settled is known
   * @param admitted a page let them through
   */
  public record Went(boolean answered, boolean admitted) {}

  /** In the order of the moments. */
  public List<Went> of(CommunityId community, List<Moment> moments, Duration length) {
    return jdbc.query(
        """
        select coalesce(bool_or(
                 exists (select from gate_answer a
                          where a.visit_id = s.id and a.submitted_at >= v.at and a.submitted_at < v.at + v.length)
                 or exists (select from gate_progress p
                             where p.visit_id = s.id
                               and (p.state in ('passed','refused') and p.settled_at >= v.at and p.settled_at < v.at + v.length
                                    and not exists (select from gate_answer a where a.visit_id = s.id and a.gate = p.gate)
                                    or (p.tries > 1 or p.tries > 0 and p.state = 'started')
                                       and p.started_at >= v.at and p.started_at < v.at + v.length))), false),
               coalesce(bool_or(s.passed_at >= v.at and s.passed_at < v.at + v.length), false)
          from (select n, visitor, cast(at as timestamptz) as at, ? * interval '1 second' as length
                  from unnest(?, ?) with ordinality as u (visitor, at, n)) v
          left join gate_visit s
            on s.visitor = v.visitor and s.page_id in (select id from gate_page where community_id = ?)
         group by v.n order by v.n
        """,
        (row, n) -> new Went(row.getBoolean(1), row.getBoolean(2)),
        length.toSeconds(),
        moments.stream().map(Moment::visitor).toArray(Long[]::new),
        moments.stream().map(one -> one.at().toString()).toArray(String[]::new),
        community.value());
  }
}
