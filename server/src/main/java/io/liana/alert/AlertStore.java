package io.liana.alert;

import io.liana.alert.Alert.Rule;
import io.liana.alert.Alert.Way;
import io.liana.alert.Alert.Wish;
import io.liana.alert.Judge.Verdict;
import io.liana.kernel.CommunityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class AlertStore {
  private static final String ALERT =
      """
      select id, community_id, name, metric, each_group, days, rule, way, value, even_when_quiet, muted_until, looked_at,
             task_key, made_at
        from alert_alert
      """;
  private static final String RING =
      "select id, group_id, day, value, expected, low, high, p, over_at from alert_ring where alert_id = :alert ";

  /**
   * @param group {@link DailyCounts#COMMUNITY} for the whole
   * @param overAt null while it rings
   */
  record Ring(
      long id,
      long group,
      LocalDate day,
      double value,
      double expected,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double p,
      @Nullable LocalDate overAt) {}

  private final JdbcClient jdbc;

  AlertStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  long insert(CommunityId community, Wish wish, Instant now) {
    return jdbc.sql(
            """
            insert into alert_alert (community_id, name, metric, each_group, days, rule, way, value, even_when_quiet, made_at)
            values (:community, :name, :metric, :each, :days, :rule, :way, :value, :quiet, :now)
            returning id
            """)
        .param("community", community.value())
        .param("name", wish.name())
        .param("metric", wish.metric().code())
        .param("each", wish.eachGroup())
        .param("days", wish.days())
        .param("rule", wish.rule().code())
        .param("way", wish.rule().way().code())
        .param("value", value(wish.rule()))
        .param("quiet", wish.evenWhenQuiet())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Long.class)
        .single();
  }

  /** What it looks at stays: its history is of that. */
  void change(long id, Wish wish) {
    jdbc.sql(
            """
            update alert_alert
               set name = :name, days = :days, rule = :rule, way = :way, value = :value, even_when_quiet = :quiet
             where id = :id
            """)
        .param("id", id)
        .param("name", wish.name())
        .param("days", wish.days())
        .param("rule", wish.rule().code())
        .param("way", wish.rule().way().code())
        .param("value", value(wish.rule()))
        .param("quiet", wish.evenWhenQuiet())
        .update();
  }

  static @Nullable Double value(Rule rule) {
    return switch (rule) {
      case Rule.Threshold threshold -> threshold.value();
      case Rule.Change change -> change.by();
      case Rule.Outside _ -> null;
    };
  }

  static Rule rule(String code, Way way, @Nullable Double value) {
    double number = value == null ? 0 : value;
    return switch (code) {
      case "threshold" -> new Rule.Threshold(way, number);
      case "change" -> new Rule.Change(way, number);
      case "band" -> new Rule.Outside(way);
      default -> throw new IllegalStateException("unknown rule " + code);
    };
  }

  void drop(long id) {
    jdbc.sql("delete from alert_alert where id = :id").param("id", id).update();
  }

  void mute(long id, @Nullable LocalDate until) {
    jdbc.sql("update alert_alert set muted_until = :until where id = :id")
        .param("until", until)
        .param("id", id)
        .update();
  }

  /** False when the day was judged already. */
  boolean claim(long id, LocalDate day) {
    return jdbc.sql(
                "update alert_alert set looked_at = :day where id = :id and (looked_at is null or looked_at < :day)")
            .param("day", day)
            .param("id", id)
            .update()
        == 1;
  }

  void told(long id, String key) {
    jdbc.sql("update alert_alert set task_key = :key where id = :id")
        .param("key", key)
        .param("id", id)
        .update();
  }

  void ring(long alert, long group, LocalDate day, Verdict verdict) {
    jdbc.sql(
            """
            insert into alert_ring (alert_id, group_id, day, value, expected, low, high, p)
            values (:alert, :group, :day, :value, :expected, :low, :high, :p)
            """)
        .param("alert", alert)
        .param("group", group)
        .param("day", day)
        .param("value", verdict.value())
        .param("expected", verdict.expected())
        .param("low", verdict.low())
        .param("high", verdict.high())
        .param("p", verdict.p())
        .update();
  }

  void over(long ring, LocalDate day) {
    jdbc.sql("update alert_ring set over_at = :day where id = :id")
        .param("day", day)
        .param("id", ring)
        .update();
  }

  Optional<Alert> find(long id) {
    return jdbc.sql(ALERT + " where id = :id").param("id", id).query(AlertStore::alert).optional();
  }

  List<Alert> all() {
    return jdbc.sql(ALERT + " order by id").query(AlertStore::alert).list();
  }

  List<Alert> of(CommunityId community) {
    return jdbc.sql(ALERT + " where community_id = :community order by id")
        .param("community", community.value())
        .query(AlertStore::alert)
        .list();
  }

  List<Ring> open(long alert) {
    return jdbc.sql(RING + "and over_at is null order by id")
        .param("alert", alert)
        .query(AlertStore::ring)
        .list();
  }

  /** The newest first. */
  List<Ring> rings(long alert, int most) {
    return jdbc.sql(RING + "order by id desc limit :most")
        .param("alert", alert)
        .param("most", most)
        .query(AlertStore::ring)
        .list();
  }

  private static Alert alert(ResultSet row, int n) throws SQLException {
    return new Alert(
        row.getLong("id"),
        new CommunityId(row.getLong("community_id")),
        new Wish(
            row.getString("name"),
            Metric.of(row.getString("metric")),
            row.getBoolean("each_group"),
            row.getInt("days"),
            rule(
                row.getString("rule"),
                Way.of(row.getString("way")),
                row.getObject("value", Double.class)),
            row.getBoolean("even_when_quiet")),
        row.getObject("muted_until", LocalDate.class),
        row.getObject("looked_at", LocalDate.class),
        row.getString("task_key"),
        row.getObject("made_at", OffsetDateTime.class).toInstant());
  }

  private static Ring ring(ResultSet row, int n) throws SQLException {
    return new Ring(
        row.getLong("id"),
        row.getLong("group_id"),
        row.getObject("day", LocalDate.class),
        row.getDouble("value"),
        row.getDouble("expected"),
        row.getObject("low", Double.class),
        row.getObject("high", Double.class),
        row.getObject("p", Double.class),
        row.getObject("over_at", LocalDate.class));
  }
}
