package io.liana.channel.wecom;

import io.liana.channel.CardWished;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Cards for staff: what is to be sent, what was answered, what is to be changed. */
@Repository
class CardStore {
  /**
   * @param wish empty of words once it is sent
   */
  record Card(
      long id, String key, String staff, @Nullable CardWished wish, @Nullable Boolean done) {}

  /** How many were sent, in the last minute and hour, and when the first of them leaves each. */
  record Sent(
      int minute, int hour, @Nullable Instant firstOfMinute, @Nullable Instant firstOfHour) {}

  private final JdbcClient jdbc;
  private final JsonMapper json;

  CardStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /** False where the task has an open card already. */
  boolean insert(String corp, String staff, CardWished wish, Instant now) {
    return jdbc.sql(
                """
                insert into channel_wecom_card (corp, key, staff, body, created_at)
                values (:corp, :key, :staff, cast(:body as jsonb), :now)
                on conflict (corp, key) where state in ('due', 'sent') do nothing
                """)
            .param("corp", corp)
            .param("key", wish.key())
            .param("staff", staff)
            .param("body", json.writeValueAsString(wish))
            .param("now", at(now))
            .update()
        == 1;
  }

  List<Card> due(String corp, String staff, int most) {
    return jdbc.sql(
            """
            select id, key, staff, body, done from channel_wecom_card
             where corp = :corp and staff = :staff and state = 'due' order by id limit :most
            """)
        .param("corp", corp)
        .param("staff", staff)
        .param("most", most)
        .query(this::card)
        .list();
  }

  Sent sent(String corp, String staff, Instant now) {
    return jdbc.sql(
            """
            select count(*) filter (where sent_at > :minute) as minute, count(*) as hour,
                   min(sent_at) filter (where sent_at > :minute) as first_of_minute, min(sent_at) as first_of_hour
              from channel_wecom_card where corp = :corp and staff = :staff and sent_at > :hour
            """)
        .param("corp", corp)
        .param("staff", staff)
        .param("minute", at(now.minusSeconds(60)))
        .param("hour", at(now.minusSeconds(3_600)))
        .query(
            (row, n) ->
                new Sent(
                    row.getInt("minute"),
                    row.getInt("hour"),
                    time(row, "first_of_minute"),
                    time(row, "first_of_hour")))
        .single();
  }

  /** Counts from now on, whatever comes of the call. */
  void sending(Card card, Instant now) {
    jdbc.sql("update channel_wecom_card set sent_at = :now where id = :id")
        .param("id", card.id())
        .param("now", at(now))
        .update();
  }

  /** Somebody may have answered, or the task ended, while the call was under way. */
  void sent(Card card, String code) {
    jdbc.sql(
            """
            update channel_wecom_card
               set state = case state when 'due' then 'sent' else state end, body = '{}',
                   response_code = coalesce(response_code, nullif(:code, '')),
                   change_due = change_due or state = 'ended'
             where id = :id
            """)
        .param("id", card.id())
        .param("code", code)
        .update();
  }

  void undelivered(Card card, String evidence) {
    jdbc.sql(
            "update channel_wecom_card set state = 'undelivered', body = '{}', evidence = :evidence where id = :id and state = 'due'")
        .param("id", card.id())
        .param("evidence", evidence)
        .update();
  }

  void failed(Card card, String evidence) {
    jdbc.sql("update channel_wecom_card set evidence = :evidence where id = :id")
        .param("id", card.id())
        .param("evidence", evidence)
        .update();
  }

  /** Once: whoever presses a second time finds it answered. The new code replaces the old one. */
  Optional<String> answered(String corp, long card, String staff, boolean done, String code) {
    return jdbc.sql(
            """
            update channel_wecom_card
               set state = 'answered', done = :done, body = '{}', response_code = nullif(:code, ''), change_due = true
             where corp = :corp and id = :id and staff = :staff and state in ('due', 'sent')
            returning key
            """)
        .param("corp", corp)
        .param("id", card)
        .param("staff", staff)
        .param("done", done)
        .param("code", code)
        .query(String.class)
        .optional();
  }

  /** The task is settled elsewhere: what was sent is to be changed, what was not is not sent. */
  List<Owner> ended(String key) {
    return jdbc.sql(
            """
            update channel_wecom_card set state = 'ended', body = '{}', change_due = state = 'sent'
             where key = :key and state in ('due', 'sent') returning corp, staff
            """)
        .param("key", key)
        .query((row, n) -> new Owner(row.getString("corp"), row.getString("staff")))
        .list();
  }

  record Owner(String corp, String staff) {}

  List<Card> changing(String corp, String staff) {
    return jdbc.sql(
            """
            select id, key, staff, '{}' as body, done from channel_wecom_card
             where corp = :corp and staff = :staff and change_due order by id
            """)
        .param("corp", corp)
        .param("staff", staff)
        .query(this::card)
        .list();
  }

  /** The code works once, so it is taken away before it is used; empty where there is none. */
  Optional<String> takeCode(Card card) {
    return jdbc.sql(
            """
            with held as (select id, response_code from channel_wecom_card where id = :id for update)
            update channel_wecom_card c set response_code = null, change_due = false from held
             where c.id = held.id returning held.response_code
            """)
        .param("id", card.id())
        .query((row, n) -> Optional.ofNullable(row.getString(1)))
        .single();
  }

  private Card card(ResultSet row, int n) throws SQLException {
    String body = row.getString("body");
    return new Card(
        row.getLong("id"),
        row.getString("key"),
        row.getString("staff"),
        body.equals("{}") ? null : json.readValue(body, CardWished.class),
        row.getObject("done", Boolean.class));
  }

  private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
    OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
