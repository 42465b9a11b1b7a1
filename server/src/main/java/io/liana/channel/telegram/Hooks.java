package io.liana.channel.telegram;

import io.liana.channel.telegram.Bots.Connection;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
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

  private final BotApi api;
  private final Clock clock;
  private final Map<String, Instant> lookAgain = new ConcurrentHashMap<>();

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
