package io.liana.insight;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * SQL that turns {@code at_ms} into the calendar day (since 1970-01-01) and the hour of a zone. The
 * zone's rules are written out as plain arithmetic, so that every engine agrees with java.time.
 */
record LocalDay(String day, String hour) {

  /** For the rows of {@code table} that meet {@code condition}. */
  static LocalDay of(ZoneId zone, Connection facts, String table, String condition)
      throws SQLException {
    String range = "from %s where %s".formatted(table, condition);
    List<Long> first = Sql.longs(facts, "select coalesce(min(at_ms), 0) " + range);
    List<Long> last = Sql.longs(facts, "select coalesce(max(at_ms), 0) " + range);
    return of(zone, first.getFirst(), last.getFirst());
  }

  static LocalDay of(ZoneId zone, long firstMillis, long lastMillis) {
    String local = "(at_ms + %s)".formatted(offset(zone.getRules(), firstMillis, lastMillis));
    // Whole numbers all the way: engines do not agree on fractions, nor on what / does to them.
    String ofDay = "((%s %% 86400000 + 86400000) %% 86400000)".formatted(local);
    String day = "cast((%s - %s) / 86400000 as integer)".formatted(local, ofDay);
    String hour = "cast((%1$s - %1$s %% 3600000) / 3600000 as integer)".formatted(ofDay);
    return new LocalDay(day, hour);
  }

  private static String offset(ZoneRules rules, long firstMillis, long lastMillis) {
    Instant at = Instant.ofEpochMilli(firstMillis);
    Instant last = Instant.ofEpochMilli(lastMillis);
    StringBuilder cases = new StringBuilder();
    String before = millis(rules, at);
    for (var change = rules.nextTransition(at);
        change != null && !change.getInstant().isAfter(last);
        change = rules.nextTransition(change.getInstant())) {
      cases.append(
          " when at_ms < %d then %s".formatted(change.getInstant().toEpochMilli(), before));
      before = millis(rules, change.getInstant());
    }
    return cases.isEmpty() ? before : "case" + cases + " else " + before + " end";
  }

  private static String millis(ZoneRules rules, Instant at) {
    return Long.toString(rules.getOffset(at).getTotalSeconds() * 1000L);
  }
}
