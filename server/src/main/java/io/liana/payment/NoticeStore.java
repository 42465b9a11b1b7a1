package io.liana.payment;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Repository
class NoticeStore {
  private final JdbcClient jdbc;
  private final JsonMapper json;

  NoticeStore(JdbcClient jdbc, JsonMapper json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /**
   * Something we were told.
   *
   * @param kind order or refund
   * @param number whose
   */
  record Notice(long id, long merchant, String kind, String number, JsonNode fact) {}

  /** Committed when this returns; what came before is not kept again. */
  void keep(long merchant, String key, String kind, String number, JsonNode fact, Instant now) {
    jdbc.sql(
            """
            insert into payment_notice (merchant_id, key, number, kind, fact, received_at)
            values (:merchant, :key, :number, :kind, :fact::jsonb, :now)
            on conflict (merchant_id, key) do nothing
            """)
        .param("merchant", merchant)
        .param("key", key)
        .param("number", number)
        .param("kind", kind)
        .param("fact", json.writeValueAsString(fact))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<Notice> open(int most) {
    return jdbc.sql(
            """
            select id, merchant_id, kind, number, fact from payment_notice
             where settled_at is null order by id limit :most
            """)
        .param("most", most)
        .query(
            (row, n) ->
                new Notice(
                    row.getLong("id"),
                    row.getLong("merchant_id"),
                    row.getString("kind"),
                    row.getString("number"),
                    json.readTree(row.getString("fact"))))
        .list();
  }

  void settled(long id, Instant now) {
    jdbc.sql("update payment_notice set settled_at = :now where id = :id and settled_at is null")
        .param("id", id)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Instant> lastOf(long merchant) {
    return jdbc.sql("select max(received_at) from payment_notice where merchant_id = :merchant")
        .param("merchant", merchant)
        .query((row, n) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
        .single()
        .map(OffsetDateTime::toInstant);
  }
}
