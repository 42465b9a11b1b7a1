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
   */
  private record Outage(long last, Instant askAgain) {}

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
    long last = known == null ? 0 : known.last();
    boolean over = false;
    if (api.call(connection.bot(), "getWebhookInfo", Map.of()) instanceof Answer.Ok ok) {
      long failed = ok.result().path("last_error_date").asLong(0);
      over = failed > last && ok.result().path("pending_update_count").asLong(0) == 0;
      // Until what waits was brought, the outage is not over.
      last = over || known == null ? Math.max(last, failed) : last;
    }
    outages.put(account, new Outage(last, now.plus(ASK_AGAIN)));
    return over && known != null;
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
