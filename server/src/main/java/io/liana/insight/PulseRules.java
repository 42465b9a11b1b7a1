package io.liana.insight;

import static io.liana.insight.Finding.Severity.GOOD;
import static io.liana.insight.Finding.Severity.NOTE;
import static io.liana.insight.Finding.Severity.SERIOUS;
import static io.liana.insight.Finding.Severity.WARNING;

import io.liana.insight.Findings.Sight;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Is the group alive, and how does it breathe? One rule, one method. */
final class PulseRules {
  static final List<Function<Sight, @Nullable Finding>> ALL =
      List.of(
          PulseRules::tooLittle,
          PulseRules::forecastDead,
          PulseRules::carriersSilent,
          PulseRules::silentNow,
          PulseRules::falling,
          PulseRules::rising,
          PulseRules::stickinessLow,
          PulseRules::stickinessHigh,
          PulseRules::longSilence,
          PulseRules::botsLoud,
          PulseRules::busyHours);

  private PulseRules() {}

  private static @Nullable Finding tooLittle(Sight sight) {
    Activity a = sight.activity();
    return a.speakers() >= 5 && a.messages() >= 50 && a.spanDays() >= 14
        ? null
        : Finding.of(
            "too_little",
            NOTE,
            "messages",
            a.messages(),
            "speakers",
            a.speakers(),
            "days",
            a.spanDays(),
            "min_messages",
            50,
            "min_speakers",
            5,
            "min_days",
            14);
  }

  private static @Nullable Finding forecastDead(Sight sight) {
    Forecast f = sight.forecast();
    return f.dead() == null || f.score() == null || !f.dead()
        ? null
        : Finding.of(
            "forecast_dead",
            SERIOUS,
            "score",
            f.score(),
            "threshold",
            f.threshold(),
            "max_messages",
            f.maxMessages(),
            "horizon_days",
            f.horizonDays());
  }

  private static @Nullable Finding carriersSilent(Sight sight) {
    Recent r = sight.recent();
    return r.carriers() < 2 || r.carriedMessages() < 100 || r.carriersSilent() * 2 < r.carriers()
        ? null
        : Finding.of(
            "carriers_silent",
            SERIOUS,
            "carriers",
            r.carriers(),
            "silent",
            r.carriersSilent(),
            "min_messages",
            100,
            "limit",
            0.5);
  }

  private static @Nullable Finding silentNow(Sight sight) {
    Integer days = sight.activity().silentDaysAtEnd();
    return days == null || days < 7 || sight.activity().messages() < 50
        ? null
        : Finding.of(
            "silent_now",
            days >= 30 ? SERIOUS : WARNING,
            "days",
            days,
            "limit",
            7,
            "min_messages",
            50);
  }

  private static @Nullable Finding falling(Sight sight) {
    Recent r = sight.recent();
    return r.messagesBefore() < 60 || r.messages() >= 0.6 * r.messagesBefore()
        ? null
        : Finding.of(
            "falling",
            r.messages() < 0.25 * r.messagesBefore() ? SERIOUS : WARNING,
            "now",
            r.messages(),
            "before",
            r.messagesBefore(),
            "drop",
            1 - (double) r.messages() / r.messagesBefore(),
            "limit",
            0.4,
            "min_before",
            60);
  }

  private static @Nullable Finding rising(Sight sight) {
    Recent r = sight.recent();
    return r.messagesBefore() < 60 || r.messages() < 1.5 * r.messagesBefore()
        ? null
        : Finding.of(
            "rising",
            GOOD,
            "now",
            r.messages(),
            "before",
            r.messagesBefore(),
            "times",
            (double) r.messages() / r.messagesBefore(),
            "limit",
            1.5,
            "min_before",
            60);
  }

  private static @Nullable Finding stickinessLow(Sight sight) {
    Activity a = sight.activity();
    return a.stickiness() == null
            || a.meanMau30() == null
            || a.meanMau30() < 10
            || a.stickiness() >= 0.1
        ? null
        : Finding.of(
            "stickiness_low",
            NOTE,
            "stickiness",
            a.stickiness(),
            "days",
            30 * a.stickiness(),
            "limit",
            0.1,
            "min_mau",
            10);
  }

  private static @Nullable Finding stickinessHigh(Sight sight) {
    Activity a = sight.activity();
    return a.stickiness() == null
            || a.meanMau30() == null
            || a.meanMau30() < 10
            || a.stickiness() < 0.3
        ? null
        : Finding.of(
            "stickiness_high",
            GOOD,
            "stickiness",
            a.stickiness(),
            "days",
            30 * a.stickiness(),
            "limit",
            0.3,
            "min_mau",
            10);
  }

  private static @Nullable Finding longSilence(Sight sight) {
    Integer days = sight.activity().longestSilenceDays();
    return days == null || days < 14 || sight.activity().messages() < 50
        ? null
        : Finding.of("long_silence", NOTE, "days", days, "limit", 14, "min_messages", 50);
  }

  private static @Nullable Finding botsLoud(Sight sight) {
    Activity a = sight.activity();
    return a.botMessages() < 100 || a.botMessages() <= a.messages()
        ? null
        : Finding.of(
            "bots_loud",
            NOTE,
            "bots",
            a.botMessages(),
            "people",
            a.messages(),
            "min_messages",
            100);
  }

  private static @Nullable Finding busyHours(Sight sight) {
    Recent r = sight.recent();
    return r.busyShare() < 0.25 || sight.activity().messages() < 200
        ? null
        : Finding.of(
            "busy_hours",
            NOTE,
            "from",
            r.busyFrom(),
            "until",
            (r.busyFrom() + 3) % 24,
            "share",
            r.busyShare(),
            "limit",
            0.25,
            "min_messages",
            200);
  }
}
