package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.LianaProcess;
import io.liana.kit.Simulation;
import io.liana.kit.Visitor.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A real server is killed between the order and the notification, and while a refund is asked for.
 */
class APaymentOutlivesAKillTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  @TempDir Path data;

  @Test
  void what_was_paid_while_nobody_listened_is_found_and_goes_back_once() throws Exception {
    try (Simulation bank = Simulation.of("wechatpay")) {
      JsonNode made = bank.post("/simulator/merchants", Map.of());
      String controls = "/simulator/merchants/" + made.path("mchid").asString();
      String payment;
      LianaProcess first = LianaProcess.up(data, "--allow-private", "127.0.0.1,::1");
      try {
        String community = community(first);
        connect(first, community, made);
        JsonNode asked =
            first
                .script()
                .post(
                    "/communities/" + community + "/payments",
                    Map.of("purpose", "entry", "amount", 1_990, "description", "入群费"))
                .json();
        payment = "/payments/" + asked.at("/payment/id").asString();
        press(first.url() + asked.path("page").asString());
      } finally {
        first.kill();
      }
      String number = bank.get(controls).at("/orders/0/number").asString();
      assertThat(bank.post(controls + "/pay", Map.of("number", number)).at("/deliveries/0").asInt())
          .isZero(); // nobody is there

      LianaProcess second = LianaProcess.up(data, "--allow-private", "127.0.0.1,::1");
      try {
        reaches(second, payment, "paid");
        bank.post(controls + "/faults", Map.of("done_but_500", 1));
        second.script().post(payment + "/refund", Map.of("amount", 1_990, "reason", "改主意了"));
        Eventually.get(
            "the refund has reached the bank",
            PATIENCE,
            () -> bank.get(controls).path("refunds").isEmpty() ? null : true);
      } finally {
        second.kill();
      }

      try (LianaProcess third = LianaProcess.up(data, "--allow-private", "127.0.0.1,::1")) {
        reaches(third, payment, "refunded");
        assertThat(bank.get(controls).path("refunds")).hasSize(1);
        assertThat(bank.get(controls).path("balance").asLong()).isZero();
        assertThat(third.script().get(payment).json().path("entries")).hasSize(2);
      }
    }
  }

  private static void reaches(LianaProcess liana, String payment, String state) {
    Eventually.get(
        "the payment is " + state,
        PATIENCE,
        () ->
            liana.script().get(payment).json().at("/payment/state").asString().equals(state)
                ? true
                : null);
  }

  private static String community(LianaProcess liana) {
    Answer answer =
        liana.script().post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai"));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").asString();
  }

  private static void connect(LianaProcess liana, String community, JsonNode made) {
    Map<String, String> values = new HashMap<>();
    made.properties().forEach(each -> values.put(each.getKey(), each.getValue().asString()));
    values.put("public_url", liana.url());
    Answer answer =
        liana
            .script()
            .post(
                "/merchants",
                Map.of("community_id", community, "name", "Riverside fees", "values", values));
    assertThat(List.of(201)).as(answer.text()).contains(answer.status());
  }

  private static void press(String page) throws Exception {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(page))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("way=native"))
                .build(),
            BodyHandlers.discarding());
  }
}
