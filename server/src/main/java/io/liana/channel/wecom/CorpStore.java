package io.liana.channel.wecom;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is remembered of each corporation. */
@Repository
class CorpStore {
  record Remembered(@Nullable Instant verifiedAt, @Nullable Instant heardAt, long drift) {}

  private final JdbcClient jdbc;

  CorpStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void meet(String corp) {
    jdbc.sql("insert into channel_wecom_corp (corp) values (:corp) on conflict do nothing")
        .param("corp", corp)
        .update();
  }

  /**
   * Locks the corporation and tells how far its callbacks are sorted; empty while another node
   * sorts.
   */
  Optional<Long> lockCursor(String corp) {
    return jdbc.sql(
            "select signal_cursor from channel_wecom_corp where corp = :corp for no key update skip locked")
        .param("corp", corp)
        .query(Long.class)
        .optional();
  }

  void moveCursor(String corp, long to) {
    jdbc.sql("update channel_wecom_corp set signal_cursor = :to where corp = :corp")
        .param("corp", corp)
        .param("to", to)
        .update();
  }

  void verified(String corp, Instant now) {
    jdbc.sql("update channel_wecom_corp set verified_at = :now where corp = :corp")
        .param("corp", corp)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void heard(String corp, Instant at) {
    jdbc.sql(
            "update channel_wecom_corp set heard_at = greatest(heard_at, cast(:at as timestamptz)) where corp = :corp")
        .param("corp", corp)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  long archiveSeq(String corp) {
    return jdbc.sql("select archive_seq from channel_wecom_corp where corp = :corp")
        .param("corp", corp)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  void moveArchiveSeq(String corp, long to) {
    jdbc.sql(
            "update channel_wecom_corp set archive_seq = :to where corp = :corp and archive_seq < :to")
        .param("corp", corp)
        .param("to", to)
        .update();
  }

  void drifted(String corp, int by) {
    jdbc.sql("update channel_wecom_corp set drift = drift + :by where corp = :corp")
        .param("corp", corp)
        .param("by", by)
        .update();
  }

  Optional<Remembered> find(String corp) {
    return jdbc.sql(
            "select verified_at, heard_at, drift from channel_wecom_corp where corp = :corp")
        .param("corp", corp)
        .query(
            (row, n) ->
                new Remembered(
                    instant(row.getObject("verified_at", OffsetDateTime.class)),
                    instant(row.getObject("heard_at", OffsetDateTime.class)),
                    row.getLong("drift")))
        .optional();
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime at) {
    return at == null ? null : at.toInstant();
  }
}
