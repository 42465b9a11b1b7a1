package io.liana.channel.officialaccount;

import io.liana.kernel.Given;
import io.liana.kernel.Problem;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes codes that carry a scene. Calls WeChat: use it outside any transaction. */
@Component
class Scenes {
  static final int LONGEST_NAME = 60;
  static final int MOST_DAYS = 30; // WeChat's own limit of a temporary code
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BITS = 60;

  private final OfficialAccounts accounts;
  private final WeChatApi api;
  private final SceneStore store;
  private final Clock clock;

  Scenes(OfficialAccounts accounts, WeChatApi api, SceneStore store, Clock clock) {
    this.accounts = accounts;
    this.api = api;
    this.store = store;
    this.clock = clock;
  }

  /**
   * @param days null for a permanent one, of which an account may have 100,000 for ever
   * @throws Problem 400 for a wrong wish, 409 {@code account_off}, 502 {@code
   *     officialaccount_refused} or {@code officialaccount_silent}
   */
  Scene make(String account, String name, @Nullable Integer days) {
    String clean = Given.text("name", name, 1, LONGEST_NAME);
    if (days != null && (days < 1 || days > MOST_DAYS)) {
      throw Given.wrong("days", "is 1 to 30, or absent for a code that stays");
    }
    OfficialAccount from =
        accounts
            .find(account)
            .orElseThrow(() -> Problem.conflict("account_off", "This account is switched off."));
    String scene = "s" + new BigInteger(RANDOM_BITS, RANDOM).toString(Character.MAX_RADIX);
    Map<String, Object> info = Map.of("scene", Map.of("scene_str", scene));
    Instant now = clock.instant();
    Map<String, Object> wish =
        days == null
            ? Map.of("action_name", "QR_LIMIT_STR_SCENE", "action_info", info)
            : Map.of(
                "action_name",
                "QR_STR_SCENE",
                "expire_seconds",
                Duration.ofDays(days).toSeconds(),
                "action_info",
                info);
    Answer.Ok made = ok(api.post(from, "/qrcode/create", wish));
    long seconds = made.body().path("expire_seconds").asLong(0);
    return store.insert(
        account,
        scene,
        clean,
        made.body().path("ticket").asString(""),
        made.body().path("url").asString(""),
        days == null ? null : now.plusSeconds(seconds),
        now);
  }

  private static Answer.Ok ok(Answer answer) {
    return switch (answer) {
      case Answer.Ok ok -> ok;
      case Answer.Refused refused ->
          throw new Problem(
              502,
              "officialaccount_refused",
              "WeChat refused: " + refused.evidence(),
              Map.of("evidence", refused.evidence()));
      case Answer.Silence silence ->
          throw new Problem(
              502,
              "officialaccount_silent",
              "WeChat did not answer; a code may exist and is not used.",
              Map.of("evidence", silence.why()));
    };
  }
}
