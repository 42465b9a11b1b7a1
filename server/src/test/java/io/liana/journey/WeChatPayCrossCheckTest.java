package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.NodeProgram;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.WeChatPayShop;
import io.liana.payment.PaymentWorker;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Our simulator and our client against npm's {@code wechatpay-axios-plugin}. */
@Tag("crosscheck")
class WeChatPayCrossCheckTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void a_foreign_client_orders_is_told_asks_and_gives_back_at_our_simulator() {
    try (Simulation simulation = Simulation.of("wechatpay");
        var program =
            NodeProgram.start(
                NodeProgram.installed("wechatpay-axios-plugin"),
                "client.mjs",
                Map.of(
                    "API",
                    simulation.url().toString(),
                    "MERCHANT",
                    JSON.writeValueAsString(simulation.post("/simulator/merchants", Map.of()))))) {
      program.line("ordered weixin://wxpay/bizpayurl?pr=");
      program.line("told true SUCCESS 1990 true");
      program.line("asked SUCCESS true");
      program.line("refunded SUCCESS");
      program.line("closed 204");
    }
  }

  @Test
  void a_foreign_platform_believes_us_and_is_believed() throws Exception {
    try (var program =
            NodeProgram.start(
                NodeProgram.installed("wechatpay-axios-plugin"), "platform.mjs", Map.of());
        RunningLiana liana = RunningLiana.fresh(Clock.systemUTC(), "liana.payment.threads=0")) {
      JsonNode made = JSON.readTree(program.line("values {").substring("values ".length()));
      var riverside = Riverside.in(liana);
      Map<String, Object> wish =
          Map.of(
              "community_id",
              riverside.community().toString(),
              "name",
              "Foreign",
              "values",
              WeChatPayShop.values(liana, made));
      String merchant = liana.script().post("/merchants", wish).json().path("id").asString();
      assertThat(
              liana
                  .script()
                  .post("/merchants/" + merchant + "/check", Map.of())
                  .json()
                  .at("/checks/0/state")
                  .asString())
          .isEqualTo("ok");
      JsonNode asked =
          liana
              .script()
              .post(
                  "/communities/" + riverside.community() + "/payments",
                  Map.of("purpose", "p", "amount", 1_990, "description", "入群费"))
              .json();
      press(liana, asked.path("page").asString());
      String payment = "/payments/" + asked.at("/payment/id").asString();
      String number = liana.script().get(payment).json().at("/orders/0/number").asString();
      program.tell(liana.url() + "/api/v1/hooks/wechatpay/" + merchant + " " + number + " 1990");
      program.line("answered 204");
      liana.bean(PaymentWorker.class).runDue();
      assertThat(liana.script().get(payment).json().at("/payment/state").asString())
          .isEqualTo("paid");
      assertThat(program.lines()).contains("heard GET true", "heard POST true");
    }
  }

  private static void press(RunningLiana liana, String page)
      throws IOException, InterruptedException {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(liana.url() + page))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("way=native"))
                .build(),
            BodyHandlers.discarding());
  }
}
