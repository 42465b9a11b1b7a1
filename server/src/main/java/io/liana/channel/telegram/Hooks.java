package io.liana.channel.telegram;

import io.liana.channel.telegram.Bots.Connection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where Telegram brings updates, and how it proves that it is Telegram. */
@Component
class Hooks {
  // Telegram may bring so many updates at a time; each is answered after the inbox's commit.
  private static final int MOST_AT_ONCE = 40;
  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  /**
   * @param last when Telegram last failed to bring something, in its own seconds
   * @param on it failed, and something still waits there
   */
  private record Outage(long last, boolean on, Instant askAgain) {}

  private final BotApi api;
  private final Clock clock;
  private final Map<String, Instant> lookAgain = new ConcurrentHashMap<>();
  private final Map<String, Outage> outages = new ConcurrentHashMap<>();

  Hooks(BotApi api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  boolean isDue(String account) {
    Instant at = lookAgain.get(account);
    return at == null || !at.isAfter(clock.instant());
  }

  void lookAgain(String account, Instant at) {
    lookAgain.put(account, at);
  }

  /** Sets it again even when it is set: another secret or another list of kinds is not shown. */
  Answer set(Connection connection) {
    return api.call(
        connection.bot(),
        "setWebhook",
        Map.of(
            "url",
            Objects.requireNonNull(connection.hook()),
            "secret_token",
            secret(connection.bot()),
            "allowed_updates",
            Arrivals.KINDS,
            "max_connections",
            MOST_AT_ONCE));
  }

  /**
   * Whether Telegram could not bring something since we last asked, and has brought it all now.
   * What it could not bring for a day it has thrown away.
   */
  boolean cameBack(Connection connection) {
    String account = connection.bot().account();
    Instant now = clock.instant();
    Outage known = outages.get(account);
    if (known != null && known.askAgain().isAfter(now)) {
      return false;
    }
    Instant again = now.plus(ASK_AGAIN);
    if (!(api.call(connection.bot(), "getWebhookInfo", Map.of()) instanceof Answer.Ok ok)) {
      outages.computeIfPresent(account, (a, was) -> new Outage(was.last(), was.on(), again));
      return false;
    }
    long failed = Wire.number(ok.result(), "last_error_date");
    if (known == null) {
      outages.put(account, new Outage(failed, false, again));
      return false;
    }
    // Remembered, because setting the webhook anew makes Telegram forget its last error.
    boolean on = known.on() || failed > known.last();
    boolean over = on && Wire.number(ok.result(), "pending_update_count") == 0;
    outages.put(account, new Outage(Math.max(failed, known.last()), on && !over, again));
    return over;
  }

  /** What waits at Telegram stays there and is fetched. */
  Answer remove(Connection connection) {
    return api.call(connection.bot(), "deleteWebhook", Map.of("drop_pending_updates", false));
  }

  /** Follows from the token, so that it needs no place of its own and changes with it. */
  static String secret(Bot bot) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(bytes(bot.token().secret()), "HmacSHA256"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(bytes("liana webhook of " + bot.account())));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compares in constant time. */
  static boolean proves(Bot bot, @Nullable String given) {
    return given != null && MessageDigest.isEqual(bytes(secret(bot)), bytes(given));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
