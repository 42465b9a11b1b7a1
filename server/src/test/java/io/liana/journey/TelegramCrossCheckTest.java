package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.channel.telegram.Ears;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import io.liana.kit.Eventually;
import io.liana.kit.NodeProgram;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Our connector against npm's {@code telegram-test-api}: a server and a client nobody here wrote.
 * It knows messages, deletions and polling; the rest of the Bot API it does not have.
 */
@Tag("crosscheck")
class TelegramCrossCheckTest {
  private static final String TOKEN = "666:AAfor-tests-only_0123456789abcdefghi";
  private static final long CHAT = -1_009_876_543_210L;
  private static final TurnableClock clock = new TurnableClock(Clock.systemUTC().instant());

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private int orders;
  private RunningLiana liana;
  private String community;
  private String group;

  @Test
  void a_foreign_client_is_heard_answered_and_its_message_taken_back() throws IOException {
    try (var program =
            NodeProgram.start(
                NodeProgram.installed("telegram-test-api"),
                "server.js",
                Map.of("TOKEN", TOKEN, "PORT", Integer.toString(freePort())));
        RunningLiana running =
            RunningLiana.fresh(
                clock,
                "liana.intake.threads=0",
                "liana.delivery.threads=0",
                "liana.accounts.threads=0",
                "liana.telegram.threads=0")) {
      liana = running;
      connect(program.line("listening http").replaceFirst("listening ", ""));
      say(program, "hello from a foreign client");
      work();
      group =
          Eventually.get(
              "the group has its place",
              () ->
                  liana
                      .script()
                      .get("/groups")
                      .json()
                      .path("items")
                      .valueStream()
                      .map(each -> each.path("id").asString())
                      .findFirst()
                      .orElse(null));
      ask(program, Map.of("act", "command", "text", "/start tea", "client", client()));
      work();
      List<JsonNode> heard =
          liana
              .script()
              .get("/groups/" + group + "/events?order=asc")
              .json()
              .path("items")
              .valueStream()
              .toList();
      assertThat(heard)
          .extracting(event -> event.path("text").asString())
          .containsExactly("hello from a foreign client", "/start tea");
      assertThat(heard.getFirst().at("/member/name").asString()).isEqualTo("Fremd");

      order(
          "answer", new Command.SendText(Long.toString(CHAT), "hello from Liana", List.of(), "1"));
      work();
      JsonNode update = ask(program, Map.of("act", "hear", "client", client()));
      assertThat(update.at("/result/0/message/text").asString()).isEqualTo("hello from Liana");
      assertThat(update.at("/result/0/message/reply_parameters/message_id").asInt()).isEqualTo(1);

      order("recall", new Command.RecallMessage(Long.toString(CHAT), "1"));
      clock.advance(Duration.ofSeconds(2));
      work();
      assertThat(ask(program, Map.of("act", "history", "client", client())).toString())
          .contains("/start tea")
          .doesNotContain("hello from a foreign client");
      assertThat(states()).containsOnly("delivered");
    }
  }

  private void connect(String api) {
    community =
        liana
            .script()
            .post("/communities", Map.of("name", "Foreign", "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
    assertThat(
            liana
                .script()
                .post(
                    "/accounts",
                    Map.of(
                        "platform",
                        "telegram",
                        "name",
                        "foreign",
                        "values",
                        Map.of("token", TOKEN, "api_url", api),
                        "community_id",
                        community))
                .status())
        .isEqualTo(201);
  }

  private static Map<String, Object> client() {
    return Map.of(
        "userId",
        77,
        "chatId",
        CHAT,
        "firstName",
        "Fremd",
        "type",
        "supergroup",
        "chatTitle",
        "Tea");
  }

  private void say(NodeProgram program, String text) {
    ask(program, Map.of("act", "say", "text", text, "client", client()));
  }

  private JsonNode ask(NodeProgram program, Map<String, Object> order) {
    Map<String, Object> numbered = new HashMap<>(order);
    numbered.put("n", ++orders);
    program.tell(JSON.writeValueAsString(numbered));
    JsonNode answer = JSON.readTree(program.line("{\"order\":%d,".formatted(orders)));
    assertThat(answer.path("error").asString("")).isEmpty();
    return answer.path("answer");
  }

  private void work() {
    Ears.listen(liana);
    liana.work();
  }

  private void order(String key, Command command) {
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    key,
                    CommunityId.parse(community),
                    GroupId.parse(group),
                    null,
                    Purpose.ANSWER,
                    command,
                    null,
                    clock.instant())));
  }

  private List<String> states() {
    return liana
        .script()
        .get("/deliveries")
        .json()
        .path("items")
        .valueStream()
        .map(delivery -> delivery.path("state").asString())
        .toList();
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }
}
