package io.liana.channel.wecom;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whom the mass sends of operators were made for, and what became of it, counted for whoever knows
 * whose groups and customers these are. What stands for a command of a rule is none of them.
 */
@Component
public class MassReached {
  private static final int LONGEST_TEXT = 30; // enough to know it by

  /**
   * Several contents of one trial are one, under its first number.
   *
   * @param account the corporation
   * @param text its first characters
   * @param kind {@code customers} or {@code groups}
   */
  public record Made(long id, String account, Instant at, String text, String kind) {}

  /** A customer group. */
  public record Place(String account, String chat) {}

  /**
   * @param all sent, waiting and what will not be sent; who was left out when it was made is none
   */
  public record Counts(int all, int sent, int waiting) {
    public static final Counts NONE = new Counts(0, 0, 0);

    private static Counts of(String state) {
      return new Counts(1, state.equals("sent") ? 1 : 0, state.equals("waiting") ? 1 : 0);
    }

    private Counts plus(Counts more) {
      return new Counts(all + more.all, sent + more.sent, waiting + more.waiting);
    }
  }

  private final JdbcClient jdbc;

  MassReached(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of a period, and those of these numbers whenever they were made; the newest first. */
  public List<Made> find(Instant from, Instant until, Collection<Long> also) {
    return jdbc.sql(
            """
            select id, corp, created_at, left(text, :longest) as text, kind from channel_wecom_mass
             where command is null and (trial is null or trial = id)
               and (created_at >= :from and created_at < :until or id = any (:also))
             order by id desc
            """)
        .param("longest", LONGEST_TEXT)
        .param("from", MassStore.at(from))
        .param("until", MassStore.at(until))
        .param("also", also.toArray(Long[]::new))
        .query(MassReached::made)
        .list();
  }

  private static Made made(ResultSet row, int n) throws SQLException {
    return new Made(
        row.getLong("id"),
        row.getString("corp"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getString("text"),
        row.getString("kind"));
  }

  /** Every customer one of these was made for, once. */
  public List<String> customers(Collection<Long> sends) {
    return jdbc.sql(
            """
            with content as (
              select id from channel_wecom_mass where id = any (:sends) or trial = any (:sends)
            )
            select distinct t.target from content c
              join channel_wecom_mass_target t on t.mass_id = c.id and t.kind = 'customers' and t.state <> 'left_out'
            """)
        .param("sends", sends.toArray(Long[]::new))
        .query(String.class)
        .list();
  }

  /**
   * Of these customers and groups alone; a send for none of them is absent. Compared here: what a
   * database expects of so long a list it learns too late.
   */
  public Map<Long, Counts> counts(
      Collection<Long> sends, Collection<String> customers, Collection<Place> places) {
    Set<String> people = Set.copyOf(customers);
    Set<Place> chats = Set.copyOf(places);
    Map<Long, Counts> counts = new HashMap<>();
    jdbc.sql(
            """
            with content as (
              select id, coalesce(trial, id) as send from channel_wecom_mass where id = any (:sends) or trial = any (:sends)
            )
            select c.send, t.corp, t.kind, t.target, t.state from content c
              join channel_wecom_mass_target t on t.mass_id = c.id and t.state <> 'left_out'
            """)
        .param("sends", sends.toArray(Long[]::new))
        .query(
            row -> {
              String target = row.getString("target");
              boolean here =
                  row.getString("kind").equals("customers")
                      ? people.contains(target)
                      : chats.contains(new Place(row.getString("corp"), target));
              if (here) {
                counts.merge(row.getLong("send"), Counts.of(row.getString("state")), Counts::plus);
              }
            });
    return counts;
  }
}
