package io.liana.customer;

import io.liana.community.Communities;
import io.liana.customer.ImportController.LinesGiven;
import io.liana.customer.Imports.Taken;
import io.liana.customer.LineReading.Written;
import io.liana.customer.ToldStore.Differ;
import io.liana.kernel.Actor;
import io.liana.kernel.Permission;
import io.liana.kernel.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A shop tells of orders and refunds as they happen. Signed: HMAC-SHA256 under the shop's secret
 * over the seconds, a dot and the bytes of the body, in hex. A call that is old, or was made
 * before, is refused. What was answered with 200 is written; after any other answer nothing is, and
 * the same call may be made again.
 */
@RestController
class ShopHookController {
  private static final Actor SHOP = new Actor.Machine("shop");
  private static final Duration DRIFT = Duration.ofMinutes(5); // between their clock and ours
  private static final int LARGEST = 2_000_000; // bytes: 5,000 lines of 400

  private final Shops shops;
  private final ShopStore store;
  private final Imports imports;
  private final Communities communities;
  private final JsonMapper json;
  private final Clock clock;
  private final String nobody = UUID.randomUUID().toString(); // signs for shops there are not

  ShopHookController(
      Shops shops,
      ShopStore store,
      Imports imports,
      Communities communities,
      JsonMapper json,
      Clock clock) {
    this.shops = shops;
    this.store = store;
    this.imports = imports;
    this.communities = communities;
    this.json = json;
    this.clock = clock;
  }

  /**
   * @param differing known, and told with another amount: these stay as they are kept
   * @param differs the first hundred of them
   */
  record ToldAnswer(String batch, int fresh, int known, int differing, List<Differ> differs) {}

  @PostMapping("/api/v1/hooks/purchases/{shop}")
  @Permission(Permission.PUBLIC)
  @Transactional
  ToldAnswer told(
      @PathVariable String shop,
      @RequestHeader(name = "X-Liana-Timestamp", required = false) @Nullable String timestamp,
      @RequestHeader(name = "X-Liana-Signature", required = false) @Nullable String signature,
      InputStream given)
      throws IOException {
    byte[] body = given.readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new Problem(
          413, "call_too_large", "A call has at most 2 MB.", Map.of("limit", LARGEST));
    }
    long id = Problem.parseId(shop);
    byte[] signed = hex(signature);
    // The same answer for a shop that is not there: nobody learns which there are.
    boolean right =
        MessageDigest.isEqual(
            signed, expected(shops.secret(id).orElse(nobody), timestamp + ".", body));
    if (!right || timestamp == null || !timestamp.matches("\\d{1,12}")) {
      throw new Problem(403, "signature_wrong", "The signature is not the shop's.", Map.of());
    }
    Instant now = clock.instant();
    Instant at = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(at, now).abs().compareTo(DRIFT) > 0) {
      throw new Problem(403, "call_too_old", "The call is more than five minutes off.", Map.of());
    }
    if (!store.firstCall(signed, now, now.minus(DRIFT.multipliedBy(3)))) {
      throw Problem.conflict("call_repeated", "This call was made before.");
    }
    return take(store.calling(id), body, now);
  }

  private ToldAnswer take(Shop shop, byte[] body, Instant now) {
    List<Written> lines = lines(body);
    ZoneId zone = communities.get(shop.community()).zone();
    List<Movement> movements =
        Table.of(lines, new LineReading(zone, shop.currency(), now), shop.name());
    Taken taken =
        imports.tell(
            shop,
            LocalDate.ofInstant(now, zone),
            movements,
            ImportController.read(lines.size(), movements),
            SHOP);
    store.told(shop.id(), now);
    return new ToldAnswer(
        Long.toString(taken.batch()),
        taken.fresh(),
        taken.met().known(),
        taken.met().differing(),
        taken.met().first());
  }

  private List<Written> lines(byte[] body) {
    try {
      LinesGiven given = json.readValue(body, LinesGiven.class);
      if (given != null) {
        return given.written();
      }
    } catch (JacksonException e) {
      throw noList();
    }
    throw noList();
  }

  private static Problem noList() {
    return Problem.invalid("not_json", "The body is no list of orders. Nothing was kept.");
  }

  private static byte[] hex(@Nullable String text) {
    try {
      return text == null ? new byte[0] : HexFormat.of().parseHex(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static byte[] expected(String secret, String head, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(head.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
