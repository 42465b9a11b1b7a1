package io.liana.gate;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts what happened on pages, for screens. */
@Repository
class PageListing {
  /**
   * @param waiting applications nobody has decided about
   */
  record Counts(long visitors, long passed, long waiting) {
    static final Counts NONE = new Counts(0, 0, 0);
  }

  /**
   * One gate, in visitors: who saw it, who began, who waits, who passed, who was refused.
   *
   * @param medianSeconds from seen to passed; null where nobody passed
   */
  record Conversion(
      String gate,
      long seen,
      long started,
      long waiting,
      long passed,
      long refused,
      @Nullable Long medianSeconds) {}

  private final JdbcClient jdbc;

  PageListing(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Map<Long, Counts> counts(Collection<Long> pages) {
    Map<Long, Counts> counts = new HashMap<>();
    jdbc.sql(
            """
            select v.page_id, count(*) as visitors, count(v.passed_at) as passed,
                   count(*) filter (where exists (select from gate_answer a where a.visit_id = v.id and a.state = 'waiting')) as waiting
              from gate_visit v where v.page_id = any (:pages) group by 1
            """)
        .param("pages", pages.toArray(Long[]::new))
        .query(
            row -> {
              counts.put(
                  row.getLong(1), new Counts(row.getLong(2), row.getLong(3), row.getLong(4)));
            });
    return counts;
  }

  List<Conversion> conversion(long page) {
    return jdbc.sql(
            """
            select p.gate, count(*) as seen, count(p.started_at) as started,
                   count(*) filter (where p.state = 'waiting') as waiting,
                   count(*) filter (where p.state = 'passed') as passed,
                   count(*) filter (where p.state = 'refused') as refused,
                   percentile_cont(0.5) within group (order by extract(epoch from p.settled_at - p.seen_at))
                     filter (where p.state = 'passed') as median
              from gate_progress p join gate_visit v on v.id = p.visit_id
             where v.page_id = :page group by p.gate
            """)
        .param("page", page)
        .query(
            (row, n) -> {
              double median = row.getDouble("median");
              return new Conversion(
                  row.getString("gate"),
                  row.getLong("seen"),
                  row.getLong("started"),
                  row.getLong("waiting"),
                  row.getLong("passed"),
                  row.getLong("refused"),
                  row.wasNull() ? null : Math.round(median));
            })
        .list();
  }
}
