package io.liana.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.liana.kit.TestPostgres;
import io.liana.kit.TurnableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class InboxStoreTest {
  private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private final HikariDataSource database = TestPostgres.freshDataSource();
  private final JdbcTemplate jdbc = new JdbcTemplate(database);
  private final InboxStore store =
      new InboxStore(jdbc, new TransactionTemplate(new JdbcTransactionManager(database)), clock);

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void the_same_event_is_written_once_and_told_apart_from_its_neighbours() {
    store.preparePartitions();
    assertThat(store.write(List.of(event("1"), event("2"), event("1")))).hasSize(2);
    assertThat(store.write(List.of(event("2"), event("3")))).hasSize(1);
  }

  @Test
  void an_event_with_a_wild_time_is_kept_and_met_again() {
    store.preparePartitions();
    var ancient = new RawEvent("open", "", "g", "1", Instant.parse("1999-01-01T00:00:00Z"), "{}");
    assertThat(store.write(List.of(ancient))).hasSize(1);
    assertThat(store.write(List.of(ancient))).isEmpty();
  }

  @Test
  void settled_days_are_let_go_after_a_week_and_unsettled_ones_never() {
    store.preparePartitions();
    store.write(IntStream.range(0, 40).mapToObj(i -> event("k" + i)).toList());
    clock.advance(Duration.ofDays(9));
    store.preparePartitions();
    store.dropSettledDays();
    assertThat(rows()).isEqualTo(40);
    jdbc.update("update channel_lane set cursor = (select max(id) from channel_inbox)");
    store.dropSettledDays();
    assertThat(rows()).isZero();
    assertThat(
            jdbc.queryForObject(
                "select to_regclass('channel_inbox_2026_11_22') is null", Boolean.class))
        .isTrue();
  }

  private Integer rows() {
    return jdbc.queryForObject("select count(*) from channel_inbox", Integer.class);
  }

  private RawEvent event(String key) {
    return new RawEvent("open", "", "g", key, Instant.parse("2026-11-22T02:59:00Z"), "{}");
  }
}
