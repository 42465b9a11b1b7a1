package io.liana.channel.onebot;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The ways a bot and we find each other, and what is shut to everybody else. */
class OneBotWaysInTest {
  private final TurnableClock clock = new TurnableClock(Instant.now());
  private Simulation bot;
  private RunningLiana liana;
  private Visitor script;

  @BeforeEach
  void start() {
    bot = Simulation.of("onebot");
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.accounts.threads=0",
            "liana.onebot.threads=0",
            "liana.onebot.answer=5s");
    script = liana.script();
  }

  @AfterEach
  void stop() {
    liana.close();
    bot.close();
  }

  @Test
  void the_bot_comes_to_us_with_its_token_and_nobody_else_does() {
    connect(Map.of("self_id", "10001", "transport", "reverse_ws", "access_token", "open-sesame"));
    assertThat(knock("10001", "Bearer open-sesam").code()).isEqualTo("onebot_not_let_in");
    assertThat(knock("10002", "Bearer open-sesame").code()).isEqualTo("onebot_not_let_in");
    assertThat(knock("10001", "Bearer open-sesame").code()).isEqualTo("websocket_needed");
    assertThat(open()).isFalse();
    bot.post(
        "/control/reverse",
        Map.of(
            "url",
            liana.url().replaceFirst("http", "ws") + "/api/v1/onebot/ws",
            "token",
            "open-sesame"));
    Eventually.get("the bot is in", this::open);
    heard("over its own socket");
    assertThat(knowsItself()).isTrue();
  }

  private Visitor.Answer knock(String self, String token) {
    return liana.visitor().with("X-Self-ID", self).with("Authorization", token).get("/onebot/ws");
  }

  @Test
  void over_http_events_are_signed_and_a_wrong_signature_is_turned_away() {
    connect(
        Map.of(
            "self_id", "10001",
            "transport", "http",
            "url", bot.url().toString(),
            "event_secret", "s3cret"));
    Eventually.get("the bot answers", this::open);
    bot.post(
        "/control/post", Map.of("url", liana.url() + "/api/v1/onebot/events", "secret", "s3cret"));
    heard("posted and signed");

    String event =
        "{\"time\":1795316400,\"self_id\":10001,\"post_type\":\"message\",\"message_type\":\"group\",\"message_id\":1,\"group_id\":700000001,\"user_id\":2,\"message\":\"forged\"}";
    String right =
        "sha1=" + OneBotController.sha1("s3cret", event.getBytes(StandardCharsets.UTF_8));
    assertThat(post(event + " ", right).code()).isEqualTo("onebot_not_let_in");
    assertThat(post(event, "sha1=" + "0".repeat(40)).code()).isEqualTo("onebot_not_let_in");
    assertThat(post(event, "").code()).isEqualTo("onebot_not_let_in");
    assertThat(post(event, right).status()).isEqualTo(204);
    String rubbish = "[1]";
    assertThat(
            post(
                    rubbish,
                    "sha1="
                        + OneBotController.sha1("s3cret", rubbish.getBytes(StandardCharsets.UTF_8)))
                .code())
        .isEqualTo("not_an_event");
    assertThat(post("x".repeat((1 << 20) + 1), right).code()).isEqualTo("event_too_large");
  }

  private Visitor.Answer post(String body, String signature) {
    return liana
        .visitor()
        .with("X-Self-ID", "10001")
        .with("X-Signature", signature)
        .send("POST", "/onebot/events", BodyPublishers.ofString(body), "application/json");
  }

  @Test
  void calls_and_events_may_have_a_socket_each() {
    connect(Map.of("self_id", "10001", "url", bot.socket() + "/api"));
    Eventually.get("both are open", this::open);
    Eventually.get("one each", () -> bot.get("/control/sockets").path("open").asInt() == 2);
    heard("over the event socket");
    assertThat(knowsItself()).isTrue();
  }

  @Test
  void a_wrong_token_is_named_with_what_to_do() {
    bot.post("/control/token", Map.of("token", "right"));
    String id = connect(Map.of("self_id", "10001", "url", bot.socket(), "access_token", "wrong"));
    JsonNode token =
        Eventually.get(
            "the refusal is known",
            () -> {
              look();
              return script
                  .get("/accounts/" + id + "/health")
                  .json()
                  .path("checks")
                  .valueStream()
                  .filter(
                      check ->
                          check.path("code").asString().equals("token")
                              && check.path("state").asString().equals("failed"))
                  .findFirst()
                  .orElse(null);
            });
    assertThat(token.path("remedy").asString()).isEqualTo("enter_the_token");
    script.patch("/accounts/" + id, Map.of("values", Map.of("access_token", "right")));
    Eventually.get("the right one opens", this::open);
  }

  @Test
  void a_bot_of_another_number_is_not_listened_to() {
    connect(Map.of("self_id", "10009", "url", bot.socket()));
    Eventually.get(
        "it is found out",
        () -> {
          look();
          return liana
              .bean(OneBotAccounts.class)
              .find("10009")
              .filter(account -> "this bot is 10001".equals(account.trouble()))
              .isPresent();
        });
    assertThat(liana.bean(OneBotConnector.class).reachable("10009")).isFalse();
  }

  @Test
  void a_silent_connection_is_noticed_and_replaced() {
    connect(Map.of("self_id", "10001", "url", bot.socket()));
    Eventually.get("the bot is in", this::open);
    Instant first = since();
    clock.advance(Duration.ofSeconds(91)); // nothing was heard, not even an answer to a ping
    look();
    Eventually.get(
        "it is replaced",
        () -> {
          clock.advance(Duration.ofSeconds(1));
          return open() && since().isAfter(first);
        });
  }

  @Test
  void pauses_between_tries_grow_to_a_minute() {
    var settings =
        new OneBotSettings(
            Duration.ofSeconds(8),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            0);
    var account =
        new OneBotAccount(
            new OneBotConfig("1", OneBotConfig.Transport.FORWARD_WS, null, null, null),
            new OneBotHttp(
                java.net.http.HttpClient.newHttpClient(),
                io.liana.channel.OutgoingAddresses.all(),
                tools.jackson.databind.json.JsonMapper.shared()),
            settings,
            clock);
    long[] pauses = {1, 2, 4, 8, 16, 32, 60, 60};
    assertThat(account.takeTry(clock.instant())).isTrue();
    for (long pause : pauses) {
      account.failed("no one there", false);
      clock.advance(Duration.ofSeconds(pause).minusMillis(1));
      assertThat(account.takeTry(clock.instant())).isFalse();
      clock.advance(Duration.ofMillis(1));
      assertThat(account.takeTry(clock.instant())).as(pause + " s").isTrue();
      assertThat(account.takeTry(clock.instant())).as("one try at a time").isFalse();
    }
  }

  private String connect(Map<String, String> values) {
    return script
        .post("/accounts", Map.of("platform", "onebot", "name", "QQ", "values", values))
        .json()
        .path("id")
        .asString();
  }

  private void look() {
    liana.bean(OneBotAccounts.class).runDue();
  }

  private boolean open() {
    clock.advance(Duration.ofMillis(50)); // a first try that failed is tried again
    look();
    return liana.bean(OneBotAccounts.class).find("10001").filter(OneBotAccount::isOpen).isPresent();
  }

  private Instant since() {
    return liana.bean(OneBotAccounts.class).find("10001").orElseThrow().openSince();
  }

  /** Said in a group without a place: it is counted, which shows that it arrived. */
  private void heard(String text) {
    Eventually.get(
        "something is heard",
        () -> {
          // The bot's end of a fresh connection may open after ours: it speaks until it is heard.
          bot.post("/control/say", Map.of("user", "30001", "text", text));
          liana.work();
          look();
          return script.get("/accounts").json().at("/items/0/last_event_at").isString();
        });
  }

  private boolean knowsItself() {
    return liana.bean(OneBotConnector.class).health("10001").checks().stream()
        .anyMatch(
            check ->
                check.code().equals("number")
                    && check.state() == io.liana.channel.AccountHealth.State.OK);
  }
}
