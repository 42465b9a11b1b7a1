package io.liana.acquisition;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The days scans are kept by. */
class ScanStoreTest {
  @Test
  void a_day_whose_scans_came_before_its_partition_stays_among_the_others_and_holds_nobody_up() {
    var clock = new TurnableClock(Riverside.MONDAY);
    try (RunningLiana liana =
        RunningLiana.fresh(clock, "liana.acquisition.threads=0", "liana.intake.threads=0")) {
      JdbcTemplate jdbc = liana.bean(JdbcTemplate.class);
      jdbc.execute(
          """
          set session_replication_role = replica;
          insert into acquisition_scan (id, at, code_id, visitor, result, returning_visitor, device, app, region, network)
            values (1, '2026-11-30T04:00:00Z', 1, 77, 'led', false, '', '', '', '');
          set session_replication_role = origin
          """);
      clock.advance(Duration.ofDays(14)); // nobody was there to make the days before
      liana.bean(ScanStore.class).preparePartitions();
      assertThat(days(jdbc)).doesNotContain("acquisition_scan_2026_11_30");
      assertThat(days(jdbc)).contains("acquisition_scan_2026_12_01", "acquisition_scan_2026_12_02");
    }
  }

  private static List<String> days(JdbcTemplate jdbc) {
    return jdbc.queryForList(
        "select relname from pg_class where relname like 'acquisition_scan_20%' and relkind = 'r'",
        String.class);
  }
}
