package io.liana.channel.wecom;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** WeCom's error numbers, sorted by what can be done about them. */
final class ErrorCodes {
  static final int INVALID_TOKEN = 40014;
  static final int TOKEN_EXPIRED = 42001;
  static final int RATE = 45009;
  static final int TOO_MANY_AT_ONCE = 45033;
  static final int NOT_A_CUSTOMER = 84061;
  static final int NOT_A_CUSTOMER_GROUP = 90501;
  static final int NOT_A_CUSTOMER_GROUP_EITHER = 90509;

  private static final Duration SOON = Duration.ofSeconds(2);

  // -1 busy; 41063, 41079 still being sent out; 41096 another app greets at this moment.
  private static final Map<Integer, Duration> RETRY =
      Map.of(
          -1,
          SOON,
          TOO_MANY_AT_ONCE,
          Duration.ofSeconds(1),
          41063,
          Duration.ofSeconds(5),
          41079,
          Duration.ofSeconds(5),
          41096,
          Duration.ofSeconds(1));

  private static final Map<Integer, String> ASK =
      Map.ofEntries(
          Map.entry(40001, "wecom_check_secret"),
          Map.entry(40013, "wecom_check_corp_id"),
          Map.entry(40056, "wecom_check_agent_id"),
          Map.entry(48002, "wecom_allow_api"),
          Map.entry(60020, "wecom_add_trusted_ip"),
          Map.entry(50001, "wecom_set_trusted_domain"),
          Map.entry(43012, "wecom_set_callback_url"),
          Map.entry(81013, "wecom_widen_app_scope"),
          Map.entry(60011, "wecom_widen_app_scope"),
          Map.entry(40098, "wecom_verify_staff"),
          Map.entry(41054, "wecom_activate_staff"),
          Map.entry(84074, "wecom_allow_customer_contact"),
          Map.entry(301052, "wecom_renew_archive"),
          Map.entry(41057, "wecom_bind_open_platform"),
          Map.entry(41045, "wecom_free_contact_ways"));

  static final Set<Integer> TOKEN = Set.of(INVALID_TOKEN, TOKEN_EXPIRED);

  private ErrorCodes() {}

  static Answer sort(int code, String evidence) {
    Duration wait = RETRY.get(code);
    if (wait != null) {
      return new Answer.Retry(wait, code, evidence);
    }
    String remedy = ASK.get(code);
    return remedy == null
        ? new Answer.GiveUp(code, evidence)
        : new Answer.AskHuman(remedy, code, evidence);
  }
}
