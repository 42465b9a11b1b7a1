package io.liana.channel.wecom;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How members of staff talk with customers, by day. */
@Repository
class BehaviorStore {
  /**
   * @param replyPercentage of the chats a customer began, how many were answered; null for none
   * @param replyMinutes until the first answer, on average
   * @param lost customers who deleted or blocked them
   */
  record Row(
      LocalDate day,
      String staff,
      int chats,
      int messages,
      @Nullable Double replyPercentage,
      @Nullable Integer replyMinutes,
      int lost,
      int applied,
      int added) {}

  private final JdbcClient jdbc;

  BehaviorStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The last day that was read of each; who was never read is absent. */
  Map<String, LocalDate> readTo(String corp) {
    Map<String, LocalDate> read = new HashMap<>();
    jdbc.sql("select staff, read_to from channel_wecom_behavior_staff where corp = :corp")
        .param("corp", corp)
        .query((row, n) -> read.put(row.getString(1), row.getObject(2, LocalDate.class)))
        .list();
    return read;
  }

  /** In the caller's transaction. */
  void read(String corp, String staff, LocalDate to) {
    jdbc.sql(
            """
            insert into channel_wecom_behavior_staff (corp, staff, read_to) values (:corp, :staff, :to)
            on conflict (corp, staff) do update set read_to = greatest(channel_wecom_behavior_staff.read_to, excluded.read_to)
            """)
        .param("corp", corp)
        .param("staff", staff)
        .param("to", to)
        .update();
  }

  /** In the caller's transaction. */
  void save(String corp, Row row) {
    jdbc.sql(
            """
            insert into channel_wecom_behavior (corp, day, staff, chats, messages, reply_percentage, reply_minutes, lost, applied, added)
            values (:corp, :day, :staff, :chats, :messages, :percentage, :minutes, :lost, :applied, :added)
            on conflict (corp, day, staff) do nothing
            """)
        .param("corp", corp)
        .param("day", row.day())
        .param("staff", row.staff())
        .param("chats", row.chats())
        .param("messages", row.messages())
        .param("percentage", row.replyPercentage())
        .param("minutes", row.replyMinutes())
        .param("lost", row.lost())
        .param("applied", row.applied())
        .param("added", row.added())
        .update();
  }

  /** Days on which something happened, the newest first. */
  List<Row> between(String corp, StatisticDays days, int most) {
    return jdbc.sql(
            """
            select day, staff, chats, messages, reply_percentage, reply_minutes, lost, applied, added from channel_wecom_behavior
             where corp = :corp and day between :first and :last
               and chats + messages + lost + applied + added > 0
             order by day desc, staff limit :most
            """)
        .param("corp", corp)
        .param("first", days.first())
        .param("last", days.last())
        .param("most", most)
        .query(
            (row, n) ->
                new Row(
                    row.getObject("day", LocalDate.class),
                    row.getString("staff"),
                    row.getInt("chats"),
                    row.getInt("messages"),
                    row.getObject("reply_percentage", Double.class),
                    row.getObject("reply_minutes", Integer.class),
                    row.getInt("lost"),
                    row.getInt("applied"),
                    row.getInt("added")))
        .list();
  }
}
