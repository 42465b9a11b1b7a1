package io.liana.channel.wecom;

import io.liana.kernel.Cursor;
import io.liana.kernel.Page;
import io.liana.kernel.Paging;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Ways in as the console shows them, with whom they brought. */
@Component
class WayListing {
  // Who is still here counts for the way they came by last: they are one person.
  private static final String COUNTED =
      """
      , ranked as (
        select who, code, here,
               row_number() over (partition by who order by at, code) as nth,
               row_number() over (partition by who order by at desc, code desc) as nth_last
          from arrivals
      )
      select code, count(distinct who) as came, count(distinct who) filter (where here and nth_last = 1) as here,
             count(*) filter (where nth = 1) as first, count(*) filter (where nth_last = 1) as last
        from ranked where code = any (:codes) group by code
      """;

  /**
   * Different people.
   *
   * @param came by this way, ever
   * @param here of those who came last by it: still in one of the groups, or still a customer
   * @param first who had come by no way of this kind before; that never changes
   * @param last who came by no other since
   */
  record Brought(int came, int here, int first, int last) {
    static final Brought NOBODY = new Brought(0, 0, 0, 0);
  }

  record Row(Way way, Brought brought) {}

  private final JdbcClient jdbc;
  private final WayStore store;

  WayListing(JdbcClient jdbc, WayStore store) {
    this.jdbc = jdbc;
    this.store = store;
  }

  /** The newest first. */
  Page<Row> page(String corp, Paging paging) {
    Cursor after = paging.after();
    List<Way> found =
        store.before(corp, after == null ? Long.MAX_VALUE : after.number(0), paging.size() + 1);
    Page<Way> page = Page.of(found, paging.size(), way -> Cursor.after(way.id()));
    Map<String, Brought> brought = brought(corp, page.items());
    return new Page<>(
        page.items().stream()
            .map(way -> new Row(way, brought.getOrDefault(way.code(), Brought.NOBODY)))
            .toList(),
        page.nextCursor());
  }

  Row row(Way way) {
    return new Row(way, brought(way.corp(), List.of(way)).getOrDefault(way.code(), Brought.NOBODY));
  }

  private Map<String, Brought> brought(String corp, List<Way> ways) {
    Map<String, Brought> brought = new HashMap<>();
    String[] codes = ways.stream().map(Way::code).toArray(String[]::new);
    count(
        """
        with arrivals as (
          select user_id as who, code, joined_at as at, left_at is null as here from channel_wecom_way_join
           where corp = :corp and user_id in (select user_id from channel_wecom_way_join where corp = :corp and code = any (:codes))
        )
        """,
        corp,
        codes,
        brought);
    count(
        """
        with arrivals as (
          select a.external_id as who, a.code, a.at, c.ended_at is null as here
            from channel_wecom_arrival a
            join channel_wecom_customer c on c.corp = a.corp and c.external_id = a.external_id and c.staff = a.staff
           where a.corp = :corp and a.external_id in (select external_id from channel_wecom_arrival where corp = :corp and code = any (:codes))
        )
        """,
        corp,
        codes,
        brought);
    return brought;
  }

  private void count(String arrivals, String corp, String[] codes, Map<String, Brought> into) {
    jdbc.sql(arrivals + COUNTED)
        .param("corp", corp)
        .param("codes", codes)
        .query(
            (row, n) ->
                into.put(
                    row.getString("code"),
                    new Brought(
                        row.getInt("came"),
                        row.getInt("here"),
                        row.getInt("first"),
                        row.getInt("last"))))
        .list();
  }
}
