package io.liana.identity;

import io.liana.kernel.Problem;
import java.time.DateTimeException;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is true for the whole server. */
@Component
public class Settings {
  private final JdbcClient sql;

  Settings(JdbcClient sql) {
    this.sql = sql;
  }

  /**
   * @param zone for communities that name none of their own
   */
  public record Defaults(String language, ZoneId zone) {}

  public Defaults defaults() {
    return sql.sql("select default_language, default_zone from identity_settings")
        .query(
            (row, number) ->
                new Defaults(
                    row.getString("default_language"), ZoneId.of(row.getString("default_zone"))))
        .single();
  }

  /** Null leaves a value as it is. */
  void change(@Nullable String language, @Nullable String zone) {
    if (zone != null) {
      mustBeZone(zone);
    }
    sql.sql(
            """
            update identity_settings
               set default_language = coalesce(:language, default_language),
                   default_zone = coalesce(:zone, default_zone)
            """)
        .param("language", language)
        .param("zone", zone)
        .update();
  }

  private static void mustBeZone(String zone) {
    try {
      ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw Problem.invalid(
          "zone_unknown",
          "'%s' is not a time zone; a known one looks like Asia/Shanghai.".formatted(zone),
          java.util.Map.of("zone", zone));
    }
  }
}
