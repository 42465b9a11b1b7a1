package io.liana.sidebar;

import io.liana.kernel.OperatorId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class SidebarStore {
  record Link(String staff, OperatorId operator) {}

  record Reply(String title, String text) {}

  private final JdbcClient jdbc;

  SidebarStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Link> links(String corp) {
    return jdbc.sql("select staff, operator_id from sidebar_link where corp = :corp order by staff")
        .param("corp", corp)
        .query(
            (row, n) ->
                new Link(row.getString("staff"), new OperatorId(row.getLong("operator_id"))))
        .list();
  }

  Optional<OperatorId> operator(String corp, String staff) {
    return jdbc.sql("select operator_id from sidebar_link where corp = :corp and staff = :staff")
        .param("corp", corp)
        .param("staff", staff)
        .query(Long.class)
        .optional()
        .map(OperatorId::new);
  }

  /** The staff this operator is, for what only their own customers may show. */
  List<String> staff(String corp, OperatorId operator) {
    return jdbc.sql(
            "select staff from sidebar_link where corp = :corp and operator_id = :operator order by staff")
        .param("corp", corp)
        .param("operator", operator.value())
        .query(String.class)
        .list();
  }

  /** In the caller's transaction. */
  void replaceLinks(String corp, List<Link> links) {
    jdbc.sql("delete from sidebar_link where corp = :corp").param("corp", corp).update();
    jdbc.sql(
            """
            insert into sidebar_link (corp, staff, operator_id)
            select :corp, t.staff, t.operator_id from unnest(:staff, :operators) as t (staff, operator_id)
            """)
        .param("corp", corp)
        .param("staff", links.stream().map(Link::staff).toArray(String[]::new))
        .param("operators", links.stream().map(l -> l.operator().value()).toArray(Long[]::new))
        .update();
  }

  List<Reply> replies(String corp) {
    return jdbc.sql("select title, text from sidebar_reply where corp = :corp order by position")
        .param("corp", corp)
        .query((row, n) -> new Reply(row.getString("title"), row.getString("text")))
        .list();
  }

  /** In the caller's transaction. */
  void replaceReplies(String corp, List<Reply> replies) {
    jdbc.sql("delete from sidebar_reply where corp = :corp").param("corp", corp).update();
    jdbc.sql(
            """
            insert into sidebar_reply (corp, position, title, text)
            select :corp, t.position, t.title, t.text
              from unnest(:positions, :titles, :texts) as t (position, title, text)
            """)
        .param("corp", corp)
        .param("positions", IntStream.range(0, replies.size()).boxed().toArray(Integer[]::new))
        .param("titles", replies.stream().map(Reply::title).toArray(String[]::new))
        .param("texts", replies.stream().map(Reply::text).toArray(String[]::new))
        .update();
  }
}
