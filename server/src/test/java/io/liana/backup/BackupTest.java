package io.liana.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.liana.kit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;

class BackupTest {
  @TempDir Path folder;
  private final HikariDataSource source = TestPostgres.freshDataSource();
  private final JdbcTemplate sql = new JdbcTemplate(source);

  @AfterEach
  void close() {
    source.close();
  }

  @Test
  void what_was_backed_up_comes_back_with_partitions_sequences_and_odd_texts() throws Exception {
    sql.execute(
        "insert into community_community (name, created_at) values (E'Riverside\\t\\\\ 群藤 😀', now())");
    sql.execute(
        "create table channel_inbox_y partition of channel_inbox for values from ('2026-11-22') to ('2026-11-23')");
    sql.execute(
        """
        insert into channel_inbox (id, day, lane, platform, account, group_key, event_key, at, received_at, body)
        values (nextval('channel_inbox_id'), '2026-11-22', 0, 'p', 'a', 'g', '\\x01', now(), now(), '{}')
        """);
    sql.execute(
        "insert into channel_event (group_id, at, kind, text, event_key) values (1, now(), 'message', E'two\\nlines', 'k')");
    Files.createDirectories(folder.resolve("files/posters"));
    Files.writeString(folder.resolve("files/posters/a.svg"), "<svg/>");
    Files.writeString(folder.resolve("secrets.key"), "the key of all secrets");

    try (Backup backup = Backup.open(written())) {
      String url = TestPostgres.emptyDatabase();
      backup.restoreTables(url, TestPostgres.user(), TestPostgres.password());
      backup.restoreFiles(folder.resolve("new"));
      Path key = folder.resolve("new/secrets.key");
      assertThat(Files.readString(key)).isEqualTo("the key of all secrets");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");

      var restored = new JdbcTemplate(TestPostgres.dataSource(url));
      assertThat(restored.queryForList("select name from liana.community_community", String.class))
          .containsExactly("Riverside\t\\ 群藤 😀");
      assertThat(restored.queryForList("select text from liana.channel_event", String.class))
          .containsExactly("two\nlines");
      assertThat(restored.queryForObject("select count(*) from liana.channel_inbox_y", Long.class))
          .isEqualTo(1);
      assertThat(restored.queryForObject("select nextval('liana.channel_inbox_id')", Long.class))
          .isEqualTo(2);
      assertThat(restored.queryForObject("select count(*) from liana.channel_lane", Long.class))
          .isEqualTo(16);
      assertThat(
              restored.queryForObject(
                  "select xid < pg_snapshot_xmin(pg_current_snapshot()) from liana.channel_event",
                  Boolean.class))
          .as("readers that follow the archive see the restored events as settled")
          .isTrue();
      assertThat(folder.resolve("new/files/posters/a.svg")).hasContent("<svg/>");
    }
  }

  @Test
  void a_database_with_tables_is_not_overwritten() throws Exception {
    try (Backup backup = Backup.open(written())) {
      String url = source.getJdbcUrl();
      assertThatThrownBy(
              () -> backup.restoreTables(url, TestPostgres.user(), TestPostgres.password()))
          .isInstanceOf(Backup.Unusable.class)
          .hasMessageContaining("already");
    }
  }

  @Test
  void a_file_that_is_cut_or_something_else_is_refused() throws Exception {
    Path whole = written();
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.zip");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    Path text = Files.writeString(folder.resolve("text.zip"), "hello");
    for (Path wrong : List.of(cut, text, folder.resolve("missing.zip"))) {
      assertThatThrownBy(() -> Backup.open(wrong)).isInstanceOf(Backup.Unusable.class);
    }
  }

  @Test
  void a_backup_of_a_newer_liana_is_refused() throws Exception {
    sql.execute(
        """
        insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success)
        values (9999, '9999', 'future', 'SQL', 'x', 'x', 1, true)
        """);
    try (Backup backup = Backup.open(written())) {
      String url = TestPostgres.emptyDatabase();
      assertThatThrownBy(
              () -> backup.restoreTables(url, TestPostgres.user(), TestPostgres.password()))
          .isInstanceOf(Backup.Unusable.class)
          .hasMessageContaining("newer Liana");
    }
  }

  private Path written() throws Exception {
    Path file = folder.resolve("backup.zip");
    try (var out = Files.newOutputStream(file)) {
      new BackupWriter(source, Clock.systemUTC(), folder).write(out);
    }
    return file;
  }
}
