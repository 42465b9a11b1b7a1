package io.liana.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A shop tells of its orders, and nobody else does in its name. */
class ShopsTellTest {
  private static final String ORDER =
      "{\"lines\":[{\"order\":\"S-1\",\"contact\":\"13800000001\",\"at\":\"2026-11-16T01:00:00Z\",\"amount\":\"%s\"}]}";

  private static RunningLiana liana;
  private static Visitor script;
  private static TurnableClock clock;

  private String community;
  private String shop;
  private String secret;

  @BeforeAll
  static void start() {
    clock = new TurnableClock(Instant.parse("2026-11-16T02:00:00Z"));
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.onboarding.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void a_shop() {
    community = Riverside.in(liana).community().toString();
    JsonNode made = script.post(path("purchase-shops"), Map.of("name", "Tmall")).json();
    shop = made.at("/shop/id").asString();
    secret = made.path("secret").asString();
  }

  @Test
  void what_a_shop_tells_is_taken_once_and_its_day_is_one_batch() {
    JsonNode first = tell(ORDER.formatted("10")).json();
    assertThat(first.path("fresh").asInt()).isEqualTo(1);
    assertThat(money()).isEqualTo(1_000);

    clock.advance(Duration.ofSeconds(1));
    JsonNode again = tell(ORDER.formatted("10")).json();
    assertThat(again.path("known").asInt()).isEqualTo(1);
    assertThat(again.path("batch").asString()).isEqualTo(first.path("batch").asString());
    JsonNode other = tell(ORDER.formatted("12")).json();
    assertThat(other.path("differing").asInt()).isEqualTo(1);
    assertThat(other.at("/differs/0/kept/amount").asLong()).isEqualTo(1_000);
    assertThat(money()).as("kept as it was").isEqualTo(1_000);
    tell(ORDER.formatted("-4"));
    assertThat(money()).as("net of what was given back").isEqualTo(600);

    clock.advance(Duration.ofDays(1));
    JsonNode tomorrow = tell(ORDER.formatted("7").replace("S-1", "S-2")).json();
    assertThat(tomorrow.path("batch").asString()).isNotEqualTo(first.path("batch").asString());
    JsonNode batches = script.get(path("purchase-batches")).json().path("items");
    assertThat(batches).hasSize(2);
    assertThat(batches.at("/1/source").asString()).isEqualTo("webhook");
    assertThat(batches.at("/1/name").asString()).isEqualTo("Tmall");
    assertThat(batches.at("/1/counts").toString())
        .isEqualTo(
            "{\"lines\":4,\"nobody\":0,\"refunds\":1,\"wrong\":0,\"fresh\":2,\"known\":2,\"differing\":1}");
    script.post("/purchase-batches/" + first.path("batch").asString() + "/take-back", "{}");
    assertThat(money()).isEqualTo(700);
    clock.advance(Duration.ofDays(-1));
    JsonNode anew = tell(ORDER.formatted("12").replace(":\"S-1", ": \"S-1")).json();
    assertThat(anew.path("fresh").asInt()).as("the day begins anew").isEqualTo(1);
    assertThat(money()).isEqualTo(700 + 1_200);
  }

  @Test
  void a_call_that_is_not_the_shops_is_refused_and_keeps_nothing() {
    String body = ORDER.formatted("10");
    long now = clock.instant().getEpochSecond();
    assertThat(hook(now, body, sign("another", now, body)).code()).isEqualTo("signature_wrong");
    assertThat(hook(now, body + " ", sign(secret, now, body)).code()).isEqualTo("signature_wrong");
    assertThat(hook(now + 1, body, sign(secret, now, body)).code()).isEqualTo("signature_wrong");
    assertThat(hook(now, body, "no hex").status()).isEqualTo(403);
    assertThat(liana.visitor().post("/hooks/purchases/" + shop, body).status()).isEqualTo(403);
    assertThat(send("999999999", now, body, sign(secret, now, body)).code())
        .as("nobody learns which shops there are")
        .isEqualTo("signature_wrong");
    long old = now - 301;
    assertThat(hook(old, body, sign(secret, old, body)).code()).isEqualTo("call_too_old");
    long ahead = now + 301;
    assertThat(hook(ahead, body, sign(secret, ahead, body)).code()).isEqualTo("call_too_old");
    String huge = "{\"lines\":[\"" + "x".repeat(2_000_000) + "\"]}";
    Visitor.Answer large = hook(now, huge, sign(secret, now, huge));
    assertThat(large.status()).isEqualTo(413);
    assertThat(large.code()).isEqualTo("call_too_large");
    assertThat(script.get(path("purchase-batches")).json().path("items")).isEmpty();

    assertThat(hook(now, body, sign(secret, now, body)).status()).isEqualTo(200);
    assertThat(hook(now, body, sign(secret, now, body)).code()).isEqualTo("call_repeated");
    assertThat(hook(now, body, sign(secret, now, body).toUpperCase(java.util.Locale.ROOT)).code())
        .as("the same in capitals")
        .isEqualTo("call_repeated");
  }

  @Test
  void a_call_that_says_nothing_right_keeps_nothing_and_may_be_made_again() {
    for (String wrong : List.of("no json", "null", "{}", "{\"lines\":[]}", "{\"lines\":[null]}")) {
      assertThat(tell(wrong).status()).as(wrong).isEqualTo(400);
    }
    String half =
        "{\"lines\":[{\"order\":\"1\",\"at\":\"2026-11-16\",\"amount\":\"1\"},{\"order\":\"2\",\"at\":\"2026-11-16\",\"amount\":\"one\"}]}";
    assertThat(tell(half).text()).contains("amount");
    assertThat(tell(half).code()).as("it was not used up").isEqualTo("invalid_request");
    assertThat(script.get(path("purchase-batches")).json().path("items")).isEmpty();
  }

  @Test
  void a_secret_is_renewed_and_a_shop_is_stopped() {
    assertThat(tell(ORDER.formatted("10")).status()).isEqualTo(200);
    String old = secret;
    assertThat(script.post(path("purchase-shops"), Map.of("name", "Tmall")).code())
        .isEqualTo("shop_name_taken");
    secret =
        script.post("/purchase-shops/" + shop + "/secret", "{}").json().path("secret").asString();
    clock.advance(Duration.ofSeconds(1));
    String body = ORDER.formatted("10");
    long now = clock.instant().getEpochSecond();
    assertThat(hook(now, body, sign(old, now, body)).code()).isEqualTo("signature_wrong");
    assertThat(tell(body).status()).isEqualTo(200);
    assertThat(
            script
                .post("/purchase-shops/" + shop + "/stop", "{}")
                .json()
                .path("stopped_at")
                .isNull())
        .isFalse();
    clock.advance(Duration.ofSeconds(1));
    assertThat(tell(body).code()).isEqualTo("signature_wrong");
    assertThat(money()).as("what it told stays").isEqualTo(1_000);
    JsonNode listed = script.get(path("purchase-shops")).json().at("/items/0");
    assertThat(listed.path("told_at").asString()).isNotEmpty();
    assertThat(listed.toString()).doesNotContain(secret);
    assertThat(script.get("/journal?community=" + community).text())
        .contains("purchase_shop_made", "purchase_shop_secret_renewed", "purchase_shop_stopped")
        .doesNotContain(secret);
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.post("/purchase-shops/" + shop + "/secret", "{}").status()).isEqualTo(404);
    assertThat(elsewhere.get(path("purchase-shops")).status()).isGreaterThanOrEqualTo(403);
    Visitor analyst = Riverside.operator(liana, "analyst", List.of(community));
    assertThat(analyst.post("/purchase-shops/" + shop + "/stop", "{}").status()).isEqualTo(403);
  }

  // ---- the parts these are made of

  private long money() {
    return script.get(path("customers")).json().path("money").asLong();
  }

  private Visitor.Answer tell(String body) {
    long now = clock.instant().getEpochSecond();
    return hook(now, body, sign(secret, now, body));
  }

  private Visitor.Answer hook(long at, String body, String signature) {
    return send(shop, at, body, signature);
  }

  private static Visitor.Answer send(String to, long at, String body, String signature) {
    return liana
        .visitor()
        .with("X-Liana-Timestamp", Long.toString(at))
        .with("X-Liana-Signature", signature)
        .send("POST", "/hooks/purchases/" + to, BodyPublishers.ofString(body), "application/json");
  }

  private static String sign(String secret, long at, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal((at + "." + body).getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private String path(String below) {
    return "/communities/" + community + "/" + below;
  }
}
