package io.liana.channel.wecom;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Of these customers and groups alone; a send for none of them is absent. */
  public Map<Long, Counts> counts(
      Collection<Long> sends, Collection<String> customers, Collection<Place> places) {
    Map<Long, Counts> counts = new HashMap<>();
    jdbc.sql(
            """
            with content as (
              select id, coalesce(trial, id) as send from channel_wecom_mass where id = any (:sends) or trial = any (:sends)
            ), here as (
              select c.send, t.state from content c
                join channel_wecom_mass_target t on t.mass_id = c.id and t.kind = 'customers'
                join unnest(:customers) as k (target) on k.target = t.target
              union all
              select c.send, t.state from content c
                join channel_wecom_mass_target t on t.mass_id = c.id and t.kind = 'groups'
                join unnest(:accounts, :chats) as k (corp, target) on k.corp = t.corp and k.target = t.target
            )
            select send, count(*) as n, count(*) filter (where state = 'sent') as sent,
                   count(*) filter (where state = 'waiting') as waiting
              from here where state <> 'left_out' group by send
            """)
        .param("sends", sends.toArray(Long[]::new))
        .param("customers", customers.toArray(String[]::new))
        .param("accounts", places.stream().map(Place::account).toArray(String[]::new))
        .param("chats", places.stream().map(Place::chat).toArray(String[]::new))
        .query(
            row -> {
              counts.put(
                  row.getLong("send"),
                  new Counts(row.getInt("n"), row.getInt("sent"), row.getInt("waiting")));
            });
    return counts;
  }
}
