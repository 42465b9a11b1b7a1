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
  /**
   * Different people.
   *
   * @param came by this way, ever
   * @param here still in one of the groups, or still a customer
   */
  record Brought(int came, int here) {
    static final Brought NOBODY = new Brought(0, 0);
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
        select code, count(distinct user_id) as came, count(distinct user_id) filter (where left_at is null) as here
          from channel_wecom_way_join where corp = :corp and code = any (:codes) group by code
        """,
        corp,
        codes,
        brought);
    count(
        """
        select state as code, count(distinct external_id) as came, count(distinct external_id) filter (where ended_at is null) as here
          from channel_wecom_customer where corp = :corp and state = any (:codes) group by state
        """,
        corp,
        codes,
        brought);
    return brought;
  }

  private void count(String sql, String corp, String[] codes, Map<String, Brought> into) {
    jdbc.sql(sql)
        .param("corp", corp)
        .param("codes", codes)
        .query(
            (row, n) ->
                into.put(
                    row.getString("code"), new Brought(row.getInt("came"), row.getInt("here"))))
        .list();
  }
}
