package io.liana.onboarding;

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
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Paying customers become the first members. */
class SeedsTest {
  private static final String ORDERS =
      """
      订单号,手机号,姓名,金额,付款时间
      A-1,138 0000 0001,Chen,"1,299.00",2026-11-01 10:30:00
      A-2,13800000002,Dan,99,2026-11-02
      A-3,+86 138-0000-0001,Chen,1,2026/11/03
      A-4,,Nobody,5,2026-11-03
      A-5,13800000005,Eve,five,2026-11-03
      "A-6",13800000006,"Fay, of the ""tea"" house",20.50,2026-11-04
      """;

  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-16T02:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;

  private String community;

  @BeforeAll
  static void start() {
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
  void riverside() {
    community = Riverside.in(liana).community().toString();
  }

  @Test
  void a_table_is_looked_at_first_wrong_rows_are_told_by_number_and_nobody_counts_twice() {
    JsonNode looked = csv(ORDERS, false).json();
    assertThat(looked.path("fresh").asInt()).isEqualTo(4);
    assertThat(looked.path("wrong").toString())
        .contains("\"row\":5", "\"field\":\"contact\"", "\"row\":6", "\"field\":\"amount\"");
    assertThat(waiting()).isZero();
    assertThat(csv(ORDERS, true).json().path("fresh").asInt()).isEqualTo(4);
    JsonNode again = csv(ORDERS, true).json();
    assertThat(again.path("fresh").asInt()).isZero();
    assertThat(again.path("known").asInt()).isEqualTo(4);
    assertThat(waiting()).as("two orders of one phone are one customer").isEqualTo(3);
    assertThat(
            jdbc()
                .queryForList(
                    "select c::text from onboarding_customer c where community_id = ?",
                    String.class,
                    Long.parseLong(community))
                .toString())
        .as("nobody can be called from the database")
        .doesNotContain("1380000", "138 0000"); // three digits stand in any hash
    assertThat(csv("a,b\n1,2\n", false).code()).isEqualTo("invalid_request");
  }

  @Test
  void a_wave_asks_who_spent_most_first_so_many_an_hour_until_it_is_stopped() {
    csv(ORDERS, true);
    String wave = begin("First", 3, 1, false);
    rounds();
    JsonNode invited = invitations(wave);
    assertThat(invited.at("/0/name").asString()).isEqualTo("Chen");
    assertThat(invited.at("/0/spent").asLong()).isEqualTo(130_000);
    assertThat(invited.at("/0/orders").asInt()).isEqualTo(2);
    assertThat(invited.at("/0/url").asString()).contains("/c/");
    assertThat(invited.at("/1/url").isNull()).isTrue();
    rounds();
    assertThat(asked(wave)).isEqualTo(1);
    clock.advance(Duration.ofHours(1));
    rounds();
    assertThat(asked(wave)).isEqualTo(2);
    JsonNode tasks = script.get("/tasks?community=" + community).json().path("items");
    assertThat(tasks).hasSize(2);
    assertThat(tasks.path(0).path("kind").asString()).isEqualTo("invite");
    assertThat(script.post("/waves/" + wave + "/stop", "{}").json().path("state").asString())
        .isEqualTo("stopped");
    clock.advance(Duration.ofHours(2));
    rounds();
    assertThat(asked(wave)).isEqualTo(2);
    assertThat(waiting()).as("who was not asked may be chosen again").isEqualTo(1);
    String sheet = script.get("/waves/" + wave + "/invitations.csv").text();
    assertThat(sheet)
        .contains("A-3,Chen,http")
        .contains("A-2,Dan,http")
        .doesNotContain("1380000", "138 0000");
    assertThat(invited.toString()).doesNotContain("contact");
  }

  @Test
  void who_buys_later_is_invited_once() {
    String wave = begin("Every buyer", 0, 100, true);
    String order =
        "{\"orders\":[{\"order_id\":\"B-%d\",\"contact\":\"13900000001\",\"name\":\"Gil\",\"amount\":\"30\",\"paid_at\":\"2026-11-16T01:00:00Z\"}]}";
    script.post("/communities/" + community + "/orders", order.formatted(1));
    script.post("/communities/" + community + "/orders", order.formatted(1));
    script.post("/communities/" + community + "/orders", order.formatted(2));
    rounds();
    rounds();
    assertThat(invitations(wave)).hasSize(1);
    assertThat(asked(wave)).isEqualTo(1);
  }

  @Test
  void a_shop_signs_what_it_tells_and_tells_it_once() {
    String secret =
        script
            .post("/communities/" + community + "/shop/secret", "{}")
            .json()
            .path("secret")
            .asString();
    String body =
        "{\"orders\":[{\"order_id\":\"C-1\",\"contact\":\"wx_gil\",\"amount\":\"8\",\"paid_at\":\"2026-11-16\"}]}";
    long now = clock.instant().getEpochSecond();
    assertThat(hook(now, body, sign(secret, now, body)).json().path("fresh").asInt()).isEqualTo(1);
    assertThat(hook(now, body, sign(secret, now, body)).code()).isEqualTo("call_repeated");
    assertThat(hook(now, body.replace("8", "0"), sign(secret, now, body)).code())
        .isEqualTo("signature_wrong");
    assertThat(hook(now, body, "zz").code()).isEqualTo("signature_wrong");
    long old = now - 301;
    assertThat(hook(old, body, sign(secret, old, body)).code()).isEqualTo("call_too_old");
    String other =
        script
            .post("/communities/" + community + "/shop/secret", "{}")
            .json()
            .path("secret")
            .asString();
    assertThat(hook(now + 1, body, sign(secret, now + 1, body)).code())
        .isEqualTo("signature_wrong");
    assertThat(hook(now + 1, body, sign(other, now + 1, body)).json().path("known").asInt())
        .isEqualTo(1);
  }

  // ---- the parts these are made of

  private Visitor.Answer csv(String table, boolean keep) {
    return script.send(
        "POST",
        "/communities/" + community + "/orders/csv?keep=" + keep,
        BodyPublishers.ofString(table),
        "text/csv;charset=UTF-8");
  }

  private int waiting() {
    return script.get("/communities/" + community + "/seeds").json().path("waiting").asInt();
  }

  private String begin(String name, int size, int perHour, boolean everyOrder) {
    String plan =
        script
            .post(
                "/communities/" + community + "/plans",
                Map.of(
                    "name",
                    name,
                    "document",
                    Map.of(
                        "rules",
                        List.of(),
                        "otherwise",
                        Map.of("kind", "link", "url", "https://group.example/1"),
                        "fallback",
                        Map.of("kind", "words", "title", "Later", "text", ""))))
            .json()
            .path("id")
            .asString();
    Visitor.Answer wave =
        script.post(
            "/communities/" + community + "/waves",
            Map.of(
                "name",
                name,
                "plan_id",
                plan,
                "size",
                size,
                "per_hour",
                perHour,
                "every_order",
                everyOrder));
    assertThat(wave.status()).as(wave.text()).isEqualTo(201);
    return wave.json().path("id").asString();
  }

  private static void rounds() {
    liana.bean(OnboardingWorker.class).runDue();
  }

  private static JsonNode invitations(String wave) {
    return script.get("/waves/" + wave + "/invitations").json().path("items");
  }

  private static long asked(String wave) {
    return invitations(wave).valueStream().filter(one -> !one.path("asked_at").isNull()).count();
  }

  private Visitor.Answer hook(long at, String body, String signature) {
    return liana
        .visitor()
        .with("X-Liana-Timestamp", Long.toString(at))
        .with("X-Liana-Signature", signature)
        .send(
            "POST",
            "/hooks/orders/" + community,
            BodyPublishers.ofString(body),
            "application/json");
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

  private static JdbcTemplate jdbc() {
    return liana.bean(JdbcTemplate.class);
  }
}
