package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Phone;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.onboarding.OnboardingWorker;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody who paid is asked, opens their link, comes in, and buys again. */
class ACustomerIsInvitedTest {
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-16T02:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.onboarding.threads=0",
            "liana.acquisition.look=50ms");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  void asked_opened_joined_and_bought_again() {
    String community =
        id(script.post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai")));
    String at = "/communities/" + community;
    JsonNode room =
        script
            .post(
                "/sandbox/rooms",
                Map.of("community_id", community, "name", "Riverside", "with_personas", false))
            .json();
    work();
    String plan =
        id(
            script.post(
                at + "/plans",
                """
                {"name":"Room","document":{"rules":[],"otherwise":{"kind":"pool","strategy":"fill_first","doors":[
                  {"key":"a","name":"A","group":"%s","url":"https://join.example/seed","show":"redirect","seats":9,"weight":1}]},
                  "fallback":{"kind":"words","title":"Full","text":""}}}
                """
                    .formatted(room.path("group_id").asString())));
    buys(at, "A-1", "2026-11-10T01:00:00Z");
    String wave =
        id(
            script.post(
                at + "/waves",
                Map.of(
                    "name",
                    "First",
                    "plan_id",
                    plan,
                    "size",
                    5,
                    "per_hour",
                    10,
                    "every_order",
                    false)));
    work();
    JsonNode asked = invitation(wave);
    assertThat(asked.path("asked_at").isNull()).isFalse();
    assertThat(asked.path("opened_at").isNull()).isTrue();

    String door =
        new Phone(liana).open(URI.create(asked.path("url").asString()).getPath()).location();
    assertThat(door).isEqualTo("https://join.example/seed");
    assertThat(invitation(wave).path("opened_at").isNull()).isFalse();
    assertThat(invitation(wave).path("joined_at").isNull()).isTrue();

    clock.advance(Duration.ofMinutes(1));
    String chen = id(script.post("/sandbox/accounts", Map.of("name", "Chen")));
    script.post(
        "/sandbox/rooms/" + room.path("id").asString() + "/members",
        Map.of("account_id", chen, "via", door));
    work();
    assertThat(invitation(wave).path("joined_at").isNull()).isFalse();
    assertThat(firstOrders(at)).as("what they bought before is no first order").isZero();

    buys(at, "A-0", "2026-11-09T01:00:00Z");
    assertThat(firstOrders(at)).as("nor is an older one that is told late").isZero();
    script.post(
        "/sandbox/rooms/" + room.path("id").asString() + "/messages",
        Map.of("account_id", chen, "text", "Hello"));
    clock.advance(Duration.ofDays(8));
    work();
    buys(at, "A-2", clock.instant().toString());
    buys(at, "A-2", clock.instant().toString());
    assertThat(firstOrders(at)).isEqualTo(1);
  }

  private static void buys(String at, String order, String paidAt) {
    Visitor.Answer taken =
        script.post(
            at + "/orders",
            """
            {"orders":[{"order_id":"%s","contact":"13900000001","name":"Chen","amount":"30","paid_at":"%s"}]}
            """
                .formatted(order, paidAt));
    assertThat(taken.status()).as(taken.text()).isLessThan(300);
  }

  private static JsonNode invitation(String wave) {
    return script.get("/waves/" + wave + "/invitations").json().at("/items/0");
  }

  private static int firstOrders(String at) {
    return script
        .get(at + "/funnel?from=2026-11-01&to=2026-11-30")
        .json()
        .path("rows")
        .valueStream()
        .flatMap(row -> row.path("steps").valueStream())
        .filter(step -> step.path("step").asString().equals("ordered"))
        .mapToInt(step -> step.path("people").asInt())
        .max()
        .orElse(-1);
  }

  private static void work() {
    for (int i = 0; i < 3; i++) {
      liana.work();
      liana.bean(OnboardingWorker.class).runDue();
    }
    liana.work();
  }

  private static String id(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return answer.json().path("id").asString();
  }
}
