package io.liana.insight;

import static io.liana.insight.Archived.ANA;
import static io.liana.insight.Archived.BO;
import static io.liana.insight.Archived.CHEN;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class FactFeedTest {
  @Test
  void what_was_taken_once_is_not_taken_again() {
    try (var archived = new Archived()) {
      archived.says(ANA, "2026-01-01T04:00:00Z", "hello");
      assertThat(archived.catchUp()).isEqualTo(1);
      assertThat(archived.catchUp()).isZero();
      archived.says(BO, "2026-01-01T04:01:00Z", "hi");
      assertThat(archived.catchUp()).isEqualTo(1);
      assertThat(archived.metrics().activity().messages()).isEqualTo(2);
    }
  }

  @Test
  void a_long_import_beside_live_events_loses_nothing() throws SQLException {
    try (var archived = new Archived();
        Connection importing = archived.postgres.getConnection()) {
      importing.setAutoCommit(false);
      var slow = JdbcClient.create(new SingleConnectionDataSource(importing, true));
      archived.event(slow, "message", ANA, "2025-06-01T04:00:00Z", "old", null, null);
      archived.says(BO, "2026-01-01T04:00:00Z", "live, committed first");
      assertThat(archived.catchUp()).isZero();
      importing.commit();
      assertThat(archived.catchUp()).isEqualTo(2);
    }
  }

  @Test
  void days_are_those_of_the_community_even_after_its_zone_changed() {
    try (var archived = new Archived()) {
      archived.says(ANA, "2026-03-01T15:30:00Z", "late in Shanghai");
      archived.says(ANA, "2026-03-01T16:30:00Z", "the next day there");
      assertThat(archived.days()).containsExactly("2026-03-01", "2026-03-02");
      archived.zone = ZoneId.of("America/New_York");
      assertThat(archived.days()).containsExactly("2026-03-01");
      assertThat(archived.look(null, null).facts().hours())
          .extracting(Series.Hour::hour)
          .containsExactly(10, 11);
    }
  }

  @Test
  void summer_time_moves_the_border_of_a_day() {
    try (var archived = new Archived()) {
      archived.zone = ZoneId.of("Europe/Berlin");
      archived.says(ANA, "2026-03-28T23:30:00Z", "00:30 on the 29th");
      archived.says(ANA, "2026-03-29T22:30:00Z", "00:30 on the 30th, an hour earlier than before");
      assertThat(archived.days()).containsExactly("2026-03-29", "2026-03-30");
    }
  }

  @Test
  void a_reply_is_directed_at_the_author_of_what_it_answers() {
    try (var archived = new Archived()) {
      archived.event("message", ANA, "2026-01-01T04:00:00Z", "who brings cake?", "m1", null);
      archived.event("message", BO, "2026-01-01T04:05:00Z", "me", "m2", "m1");
      archived.event("message", CHEN, "2026-01-01T04:06:00Z", "me too", "m3", "m1", ANA, BO);
      Metrics metrics = archived.metrics();
      assertThat(metrics.graph().edges()).isEqualTo(3);
      assertThat(metrics.graph().directedMessages()).isEqualTo(2);
      assertThat(metrics.answers().medianAnswerMinutes()).isEqualTo(5.0);
    }
  }

  @Test
  void a_deleted_file_fills_itself_again(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("insight.duckdb");
    try (var archived = new Archived(new FactStore(file, "256MB", 2))) {
      archived.says(ANA, "2026-01-01T04:00:00Z", "hello");
      assertThat(archived.catchUp()).isEqualTo(1);
      archived.store.close();
      Files.delete(file);
      try (var reopened = new FactStore(file, "256MB", 2)) {
        var feed = new FactFeed(archived.postgres, reopened, group -> archived.zone);
        assertThat(feed.catchUp()).isEqualTo(1);
      }
    }
  }

  @Test
  void a_file_that_is_no_database_is_replaced(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("insight.duckdb"), "not a database");
    try (var archived = new Archived(new FactStore(file, "256MB", 2))) {
      archived.says(ANA, "2026-01-01T04:00:00Z", "hello");
      assertThat(archived.catchUp()).isEqualTo(1);
    }
  }

  @Test
  void rows_restored_from_a_dump_are_followed_although_their_transactions_lie_in_the_future() {
    try (var archived = new Archived()) {
      archived.says(ANA, "2026-01-01T04:00:00Z", "hello");
      JdbcClient.create(archived.postgres)
          .sql("update channel_event set xid = '900000000'::xid8")
          .update();
      assertThat(archived.catchUp()).isEqualTo(1);
      archived.says(BO, "2026-01-01T04:01:00Z", "hi");
      assertThat(archived.catchUp()).isEqualTo(1);
    }
  }

  @Test
  void a_history_that_was_taken_away_is_forgotten() {
    try (var archived = new Archived()) {
      archived.says(ANA, "2026-01-01T04:00:00Z", "hello");
      archived.catchUp();
      JdbcClient.create(archived.postgres).sql("delete from channel_event").update();
      archived.says(BO, "2026-01-02T04:00:00Z", "a new beginning");
      assertThat(archived.metrics().activity().messages()).isEqualTo(1);
    }
  }
}
