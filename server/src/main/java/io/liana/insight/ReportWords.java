package io.liana.insight;

import io.liana.insight.Retention.Rate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report as rows of words, section by section; the same on paper, page and terminal. */
final class ReportWords {
  private ReportWords() {}

  record Section(String title, List<Row> rows) {}

  /**
   * @param key of docs/metrics.md
   * @param base how many the ratio is counted over; null where that goes without saying
   */
  record Row(String key, String name, String value, @Nullable String base) {}

  static String period(Report report, Catalogue words) {
    Activity activity = report.metrics().activity();
    return activity.firstDay() == null || activity.lastDay() == null
        ? words.page("no_period")
        : words.page(
            "period",
            Map.of(
                "first", activity.firstDay(),
                "last", activity.lastDay(),
                "days", activity.spanDays(),
                "zone", report.zone()));
  }

  static String forecast(Forecast forecast, Catalogue words) {
    if (forecast.score() == null || forecast.asOf() == null) {
      return words.page("forecast_none");
    }
    Map<String, Object> params =
        Map.of(
            "days", forecast.horizonDays(),
            "max", forecast.maxMessages(),
            "score", forecast.score(),
            "threshold", forecast.threshold());
    String sentence = Boolean.TRUE.equals(forecast.dead()) ? "forecast_dead" : "forecast_alive";
    return words.page(sentence, params)
        + " "
        + words.page("forecast_as_of", Map.of("day", forecast.asOf(), "method", forecast.method()));
  }

  /** Why the forecast says so, one sentence each. */
  static List<String> reasons(Forecast forecast) {
    return forecast.reasons().stream().map(ForecastReason::text).toList();
  }

  static List<Section> sections(Report report, Catalogue words) {
    Metrics metrics = report.metrics();
    return List.of(
        new Section(words.page("activity"), activity(metrics.activity(), words)),
        new Section(words.page("two_eight"), twoEight(metrics.twoEight(), words)),
        new Section(words.page("retention"), retention(metrics, words)),
        new Section(words.page("newcomers"), newcomers(metrics.newcomers(), words)),
        new Section(words.page("connections"), connections(metrics.graph(), words)),
        new Section(words.page("answers"), answers(metrics.answers(), words)));
  }

  /** The few numbers a manager asks for first. */
  static List<Row> tiles(Report report, Catalogue words) {
    Metrics m = report.metrics();
    Double day7 = m.retention().get("D7") instanceof Rate.OnDay onDay ? onDay.rolling() : null;
    return List.of(
        count("messages", m.activity().messages(), words),
        count("speakers", m.activity().speakers(), words),
        count("messages_last30", m.activity().messagesLast30(), words),
        count("mean_dau", m.activity().meanDau(), words),
        ratio("stickiness", m.activity().stickiness(), words),
        ratio("top20_share", m.twoEight().top20Share(), words),
        new Row("retention.D7", words.page("tile_day7"), words.percent(day7), null),
        ratio("newcomers.share", m.newcomers().share(), words),
        ratio("answer_rate", m.answers().answerRate(), words));
  }

  private static List<Row> activity(Activity a, Catalogue words) {
    return List.of(
        count("messages", a.messages(), words),
        count("bot_messages", a.botMessages(), words),
        count("speakers", a.speakers(), words),
        count("joins", a.joins(), words),
        count("leaves", a.leaves(), words),
        count("joiners", a.joiners(), words),
        count("lurkers", a.lurkers(), words),
        count("active_days", a.activeDays(), words),
        count("mean_dau", a.meanDau(), words),
        count("mean_mau30", a.meanMau30(), words),
        ratio("stickiness", a.stickiness(), words),
        count("one_message_members", a.oneMessageMembers(), words),
        count("one_day_members", a.oneDayMembers(), words),
        new Row(
            "last_active_day",
            words.metricName("last_active_day"),
            a.lastActiveDay() == null ? words.page("none") : a.lastActiveDay().toString(),
            null),
        count("silent_days_at_end", a.silentDaysAtEnd(), words),
        count("longest_silence_days", a.longestSilenceDays(), words),
        count("messages_last30", a.messagesLast30(), words),
        count("messages_last90", a.messagesLast90(), words),
        count("speakers_last30", a.speakersLast30(), words));
  }

  private static List<Row> twoEight(TwoEight t, Catalogue words) {
    return List.of(
        ratio("top20_share", t.top20Share(), words),
        count("members_for_80pct", t.membersFor80pct(), words),
        count("gini", t.gini(), words));
  }

  private static List<Row> retention(Metrics metrics, Catalogue words) {
    List<Row> rows = new ArrayList<>();
    metrics
        .retention()
        .forEach(
            (key, rate) ->
                rows.add(
                    new Row(
                        "retention." + key,
                        words.metricName("retention." + key),
                        rate(rate, words),
                        words.page("base") + " " + words.number(rate.base()))));
    return rows;
  }

  private static List<Row> newcomers(Newcomers n, Catalogue words) {
    return List.of(
        count("newcomers.base", n.base(), words),
        count("newcomers.replied_24h", n.replied24h(), words),
        ratio("newcomers.share", n.share(), words),
        ratio("newcomers.rolling_d30_replied", n.rollingD30Replied(), words),
        ratio("newcomers.rolling_d30_not", n.rollingD30Not(), words));
  }

  private static List<Row> connections(Connections g, Catalogue words) {
    return List.of(
        count("graph.nodes", g.nodes(), words),
        count("graph.edges", g.edges(), words),
        count("graph.directed_messages", g.directedMessages(), words),
        ratio("graph.reciprocity", g.reciprocity(), words),
        ratio("graph.density", g.density(), words),
        count("graph.max_in", g.maxIn(), words),
        count("graph.max_out", g.maxOut(), words));
  }

  private static List<Row> answers(Answers a, Catalogue words) {
    return List.of(
        count("questions", a.questions(), words),
        ratio("answer_rate", a.answerRate(), words),
        count("median_answer_minutes", a.medianAnswerMinutes(), words));
  }

  private static Row count(String key, @Nullable Number value, Catalogue words) {
    return new Row(key, words.metricName(key), words.number(value), null);
  }

  private static Row ratio(String key, @Nullable Double value, Catalogue words) {
    return new Row(key, words.metricName(key), words.percent(value), null);
  }

  private static String rate(Rate rate, Catalogue words) {
    return switch (rate) {
      case Rate.OnDay day ->
          "%s %s · %s %s"
              .formatted(
                  words.page("exact"),
                  words.percent(day.exact()),
                  words.page("rolling"),
                  words.percent(day.rolling()));
      case Rate.InWeek week ->
          "%s %s".formatted(words.page("window"), words.percent(week.window()));
    };
  }
}
