package io.liana.channel.officialaccount;

import io.liana.channel.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Set;

/** WeChat's error numbers, sorted by what can be done about them. Pure. */
final class Codes {
  static final int BUSY = -1;
  private static final int DAY_QUOTA = 45009;
  private static final int MINUTE_QUOTA = 45011;

  /** The token died: wrong or not the latest, unknown, expired. */
  static final Set<Integer> TOKEN = Set.of(40001, 40014, 42001);

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration UNTIL_TOKEN = Duration.ofMinutes(1);
  private static final ZoneId WECHATS_DAY = ZoneId.of("Asia/Shanghai");

  /** The credentials, or from where we call; nothing can be sent before somebody changes it. */
  static final Map<Integer, String> CREDENTIALS =
      Map.of(
          40001, "officialaccount_check_secret",
          40125, "officialaccount_check_secret",
          40243, "officialaccount_check_secret",
          40013, "officialaccount_check_app_id",
          40164, "officialaccount_add_ip");

  /** What this message will never get past. */
  private static final Map<Integer, String> REFUSED =
      Map.of(
          45015, "officialaccount_window_closed",
          45047, "officialaccount_too_many",
          43004, "officialaccount_not_following",
          40003, "officialaccount_not_following",
          43019, "officialaccount_blacklisted",
          45002, "too_long");

  /** The account may not; a person can still answer on mp.weixin.qq.com. */
  static final Set<Integer> UNAUTHORISED = Set.of(48001, 48004, 48008, 76022);

  private Codes() {}

  static Outcome outcome(Answer answer, Instant now) {
    return switch (answer) {
      case Answer.Ok _ -> new Outcome.Delivered(null); // WeChat gives such messages no id
      case Answer.Silence silence when silence.handedOver() ->
          new Outcome.Unknown("WeChat did not answer: " + silence.why());
      case Answer.Silence silence ->
          new Outcome.RetryAfter(SOON, "WeChat was not reached: " + silence.why());
      case Answer.Refused refused -> outcome(refused.code(), refused.evidence(), now);
    };
  }

  private static Outcome outcome(int code, String evidence, Instant now) {
    if (code == BUSY) {
      return new Outcome.RetryAfter(SOON, evidence);
    }
    if (code == DAY_QUOTA) {
      return new Outcome.RetryAfter(untilMidnight(now), evidence);
    }
    if (code == MINUTE_QUOTA) {
      return new Outcome.RetryAfter(Duration.ofMinutes(1), evidence);
    }
    if (CREDENTIALS.containsKey(code) || TOKEN.contains(code)) {
      return new Outcome.RetryAfter(UNTIL_TOKEN, evidence);
    }
    return UNAUTHORISED.contains(code)
        ? new Outcome.NeedsHuman("officialaccount_not_authorised")
        : new Outcome.Rejected(REFUSED.getOrDefault(code, "refused"), evidence);
  }

  /** A full day's quota is empty again at midnight in China. */
  private static Duration untilMidnight(Instant now) {
    ZonedDateTime there = now.atZone(WECHATS_DAY);
    return Duration.between(
        there, there.toLocalDate().plusDays(1).atTime(LocalTime.MIN).atZone(WECHATS_DAY));
  }
}
