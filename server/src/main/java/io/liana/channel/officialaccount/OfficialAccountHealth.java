package io.liana.channel.officialaccount;

import io.liana.channel.AccountHealth;
import io.liana.channel.AccountHealth.Check;
import io.liana.channel.AccountHealth.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Walks through what must be right, in the order it has to be put right. */
@Component
class OfficialAccountHealth {
  static final String SENDING = "/cgi-bin/message/custom/send";

  private final WeChatApi api;
  private final HookStore store;

  OfficialAccountHealth(WeChatApi api, HookStore store) {
    this.api = api;
    this.store = store;
  }

  AccountHealth walk(OfficialAccount account) {
    List<Check> checks = new ArrayList<>();
    Answer token = api.token(account);
    checks.add(token(token));
    if (token instanceof Answer.Ok) {
      rights(api.post(account, "/openapi/quota/get", Map.of("cgi_path", SENDING)), checks);
    } else {
      checks.add(Check.unknown("officialaccount_rights"));
      checks.add(Check.unknown("officialaccount_quota"));
    }
    checks.add(
        store.verifiedAt(account.id()).isPresent()
            ? Check.ok("callback")
            : Check.failed("callback", Map.of(), "officialaccount_set_server_address"));
    checks.add(
        account.crypto() != null
            ? Check.ok("officialaccount_encrypted")
            : Check.failed("officialaccount_encrypted", Map.of(), "officialaccount_encrypt"));
    return new AccountHealth(checks, null);
  }

  private static Check token(Answer token) {
    return switch (token) {
      case Answer.Ok _ -> Check.ok("token");
      case Answer.Refused refused ->
          Check.failed(
              "token",
              Map.of("evidence", refused.evidence()),
              Codes.CREDENTIALS.getOrDefault(refused.code(), "wait"));
      case Answer.Silence silence ->
          new Check("token", State.UNKNOWN, Map.of("evidence", silence.why()), null);
    };
  }

  /** Who may not send cannot ask how much of it is left either. */
  private static void rights(Answer quota, List<Check> checks) {
    switch (quota) {
      case Answer.Ok ok -> {
        checks.add(Check.ok("officialaccount_rights"));
        checks.add(left(ok.body().path("quota")));
      }
      case Answer.Refused refused -> {
        Map<String, Object> evidence = Map.of("evidence", refused.evidence());
        checks.add(
            Codes.UNAUTHORISED.contains(refused.code())
                ? Check.failed("officialaccount_rights", evidence, "officialaccount_verify_account")
                : new Check("officialaccount_rights", State.UNKNOWN, evidence, null));
        checks.add(Check.unknown("officialaccount_quota"));
      }
      case Answer.Silence silence -> {
        Map<String, Object> evidence = Map.of("evidence", silence.why());
        checks.add(new Check("officialaccount_rights", State.UNKNOWN, evidence, null));
        checks.add(Check.unknown("officialaccount_quota"));
      }
    }
  }

  private static Check left(JsonNode quota) {
    long remaining = quota.path("remain").asLong(0);
    long limit = quota.path("daily_limit").asLong(0);
    Map<String, Object> numbers = Map.of("left", remaining, "limit", limit);
    return remaining > 0
        ? new Check("officialaccount_quota", State.OK, numbers, null)
        : Check.failed("officialaccount_quota", numbers, "officialaccount_wait_for_midnight");
  }
}
