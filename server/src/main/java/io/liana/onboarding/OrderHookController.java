package io.liana.onboarding;

import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import io.liana.onboarding.SeedController.OrdersGiven;
import io.liana.onboarding.SeedController.TakenAnswer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A shop tells of orders as they are paid. Signed: HMAC-SHA256 under the shop's secret over the
 * seconds, a dot and the body, in hex. A call that is old, or was made before, is refused.
 */
@RestController
class OrderHookController {
  private static final Actor SHOP = new Actor.Machine("shop");
  private static final Duration DRIFT = Duration.ofMinutes(5); // between their clock and ours
  private static final int LARGEST = 1_000_000; // characters

  private final Seeds seeds;
  private final SeedStore store;
  private final SeedController orders;
  private final JsonMapper json;
  private final Clock clock;

  OrderHookController(
      Seeds seeds, SeedStore store, SeedController orders, JsonMapper json, Clock clock) {
    this.seeds = seeds;
    this.store = store;
    this.orders = orders;
    this.json = json;
    this.clock = clock;
  }

  @PostMapping("/api/v1/hooks/orders/{community}")
  @Permission(Permission.PUBLIC)
  @Transactional
  TakenAnswer told(
      @PathVariable String community,
      @RequestHeader(name = "X-Liana-Timestamp", required = false) @Nullable String timestamp,
      @RequestHeader(name = "X-Liana-Signature", required = false) @Nullable String signature,
      @RequestBody String body) {
    CommunityId id = CommunityId.parse(community);
    byte[] given = hex(signature);
    String secret = seeds.secret(id).orElse("");
    // The same answer for a shop that is not there: nobody learns which communities have one.
    if (body.length() > LARGEST
        || secret.isEmpty()
        || timestamp == null
        || !MessageDigest.isEqual(given, expected(secret, timestamp + "." + body))) {
      throw new Problem(403, "signature_wrong", "The signature is not the shop's.", Map.of());
    }
    Instant now = clock.instant();
    Instant at = Instant.ofEpochSecond(Problem.parseId(timestamp));
    if (Duration.between(at, now).abs().compareTo(DRIFT) > 0) {
      throw new Problem(403, "call_too_old", "The call is more than five minutes off.", Map.of());
    }
    if (!store.firstCall(given, now, now.minus(DRIFT.multipliedBy(3)))) {
      throw Problem.conflict("call_repeated", "This call was made before.");
    }
    try {
      return orders.take(id, json.readValue(body, OrdersGiven.class), SHOP);
    } catch (JacksonException e) {
      throw Problem.invalid("not_json", "The body is no list of orders. Nothing was kept.");
    }
  }

  private static byte[] hex(@Nullable String text) {
    try {
      return text == null ? new byte[0] : HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] expected(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
