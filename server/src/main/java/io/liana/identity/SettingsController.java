package io.liana.identity;

import io.liana.journal.Journal;
import io.liana.journal.JournalEntry;
import io.liana.kernel.Caller;
import io.liana.kernel.Permission;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Settings of the whole server, and what it is. */
@RestController
@RequestMapping("/api/v1/settings")
class SettingsController {
  private final Settings settings;
  private final Journal journal;
  private final Clock clock;
  private final JdbcClient sql;
  private final Instant startedAt;
  private final String dataFolder;

  SettingsController(
      Settings settings,
      Journal journal,
      Clock clock,
      JdbcClient sql,
      @Value("${liana.data:}") String dataFolder) {
    this.settings = settings;
    this.journal = journal;
    this.clock = clock;
    this.sql = sql;
    this.startedAt = clock.instant();
    this.dataFolder = dataFolder;
  }

  record ServerFacts(
      String version,
      @Nullable String commit,
      Instant startedAt,
      @Nullable String schemaVersion,
      String database,
      String java,
      @Nullable String dataFolder) {}

  record SettingsAnswer(String defaultLanguage, String defaultZone, ServerFacts server) {}

  record ChangeWish(@Nullable String defaultLanguage, @Nullable String defaultZone) {}

  @GetMapping
  @Permission("settings:read")
  SettingsAnswer settings() {
    var defaults = settings.defaults();
    String version = SettingsController.class.getPackage().getImplementationVersion();
    String database = sql.sql("show server_version").query(String.class).single();
    var facts =
        new ServerFacts(
            version == null ? "development" : version,
            System.getProperty("liana.commit"),
            startedAt,
            schemaVersion(),
            "PostgreSQL " + database,
            Runtime.version().toString(),
            dataFolder.isEmpty() ? null : dataFolder);
    return new SettingsAnswer(defaults.language(), defaults.zone().getId(), facts);
  }

  @PatchMapping
  @Permission("settings:write")
  @Transactional
  SettingsAnswer change(@RequestBody ChangeWish wish, Caller caller) {
    String language = wish.defaultLanguage();
    settings.change(
        language == null ? null : OperatorController.language(language), wish.defaultZone());
    journal.append(
        new JournalEntry(
            clock.instant(), caller.actor(), "settings_changed", null, null, null, null, Map.of()));
    return settings();
  }

  private @Nullable String schemaVersion() {
    return sql.sql(
            """
            select version from flyway_schema_history
             where success and version is not null order by installed_rank desc limit 1
            """)
        .query(String.class)
        .optional()
        .orElse(null);
  }
}
