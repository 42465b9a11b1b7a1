package io.liana;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.TestPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class MigrationTest {
  @Test
  void an_empty_database_is_migrated() {
    try (var database = TestPostgres.freshDataSource()) {
      var lanes =
          new JdbcTemplate(database)
              .queryForObject("select count(*) from liana.channel_lane", Integer.class);
      assertThat(lanes).isEqualTo(16);
    }
  }
}
