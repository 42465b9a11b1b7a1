package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Our own OneBot connector joins a room of our own sandbox, as any bot framework would, and keeps
 * the house rules there: hears, answers, recalls, removes, in that order.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ABotKeepsTheSandboxTest {
  private static final String ADVERT = "低价出售游戏账号，全网最低，需要的加薇信 vx88776655 私聊，先到先得";
  // At night the suggested rules keep the room quiet, whatever is said.
  private static final TurnableClock clock =
      new TurnableClock(
          LocalDate.now(ZoneId.of("Asia/Shanghai"))
              .atTime(12, 0)
              .atZone(ZoneId.of("Asia/Shanghai"))
              .toInstant());
  private static RunningLiana liana;
  private static Visitor script;
  private static String room;
  private static String bot;
  private static String token;
  private static String ana;
  private static String chen;
  private static String advertiser;
  private static String group;

  @BeforeAll
  static void a_bot_sits_in_a_room_and_minds_the_rules_of_its_community() {
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.delivery.pace=0ms",
            "liana.onebot.quiet=24h");
    script = liana.script();
    String home = community("Riverside");
    String ruled = community("Riverside over OneBot");
    room = id(script.post("/sandbox/rooms", Map.of("community_id", home, "name", "河畔读书会")).json());
    bot = id(script.post("/sandbox/accounts", Map.of("name", "Vine", "bot", true)).json());
    for (JsonNode account : script.get("/sandbox/accounts").json().path("items")) {
      switch (account.path("persona").asString()) {
        case "owner" -> ana = id(account);
        case "newcomer" -> chen = id(account);
        case "advertiser" -> advertiser = id(account);
        default -> {}
      }
    }
    script.post(path("/members"), Map.of("account_id", bot, "invited_by", ana));
    script.patch(path("/members/" + bot), Map.of("role", "admin"));
    token =
        script.post("/sandbox/accounts/" + bot + "/token", "{}").json().path("token").asString();
    switchOnSuggestedRules(ruled);
    String account =
        id(
            script
                .post(
                    "/accounts",
                    Map.of(
                        "platform",
                        "onebot",
                        "name",
                        "The vine in the sandbox",
                        "community_id",
                        ruled,
                        "values",
                        Map.of(
                            "self_id",
                            bot,
                            "url",
                            liana.url().replaceFirst("http", "ws") + "/api/v1/sandbox/onebot",
                            "access_token",
                            token)))
                .json());
    group =
        Eventually.get(
            "the room is a group of the bot",
            () ->
                script
                    .get("/accounts/" + account + "/groups")
                    .json()
                    .at("/items/0/group_id")
                    .asString(null));
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  @Order(1)
  void the_bot_hears_who_comes_and_what_is_said() {
    script.post(path("/members"), Map.of("account_id", chen, "invited_by", ana));
    say(chen, "大家好，第一次来");
    heard("大家好，第一次来");
    assertThat(events().toString()).contains("\"invite\"");
  }

  @Test
  @Order(2)
  void it_welcomes_in_its_own_name() {
    settle();
    assertThat(saidBy("Vine")).anyMatch(text -> text.contains("Chen"));
  }

  @Test
  @Order(3)
  void it_recalls_an_advert_warns_and_at_the_second_removes_in_the_right_order() {
    script.post(path("/members"), Map.of("account_id", advertiser));
    clock.advance(Duration.ofMinutes(5));
    say(advertiser, ADVERT);
    heard(ADVERT);
    settle();
    assertThat(recalledBy("Vine")).hasSize(1);
    say(advertiser, ADVERT + "！");
    heard(ADVERT + "！");
    settle();
    assertThat(recalledBy("Vine")).hasSize(2);
    List<String> acts =
        liana
            .bean(org.springframework.jdbc.core.simple.JdbcClient.class)
            .sql(
                "select command ->> 'type' from delivery_outbox where platform = 'onebot' and state = 'delivered' order by settled_at, id")
            .query(String.class)
            .list();
    assertThat(acts).contains("recall_message", "remove_member");
    assertThat(acts.lastIndexOf("recall_message")).isLessThan(acts.indexOf("remove_member"));
    assertThat(present(advertiser)).isFalse();
  }

  @Test
  @Order(4)
  void a_bot_may_also_call_over_http_with_its_token() throws Exception {
    assertThat(call("get_group_list", "{}", token).at("/data/0/group_id").asString())
        .isEqualTo(room);
    JsonNode said =
        call(
            "send_group_msg",
            "{\"group_id\":" + room + ",\"message\":\"over &#91;HTTP&#93;\"}",
            token);
    assertThat(said.path("status").asString()).isEqualTo("ok");
    assertThat(saidBy("Vine")).contains("over [HTTP]");
    assertThat(call("fly", "{}", token).path("retcode").asInt()).isEqualTo(1404);
    assertThat(
            call("send_group_msg", "{\"group_id\":999,\"message\":\"x\"}", token)
                .path("status")
                .asString())
        .isEqualTo("failed");
    assertThat(script.post("/sandbox/accounts/" + chen + "/token", "{}").code())
        .isEqualTo("sandbox_not_a_bot");
    assertThat(liana.visitor().get("/sandbox/onebot/get_status").status()).isEqualTo(401);
    assertThat(
            liana
                .visitor()
                .with("Authorization", "Bearer x")
                .get("/sandbox/onebot/get_status")
                .status())
        .isEqualTo(403);
  }

  private static JsonNode call(String action, String params, String token) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(liana.url() + "/api/v1/sandbox/onebot/" + action))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(params))
            .build();
    return JsonMapper.shared()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  private static void settle() {
    for (int i = 0; i < 12; i++) {
      liana.work();
      clock.advance(Duration.ofSeconds(1));
    }
  }

  private static void heard(String text) {
    Eventually.get(
        "heard over OneBot: " + text,
        () -> {
          liana.work();
          return events().toString().contains(text);
        });
  }

  private static JsonNode events() {
    return script.get("/groups/" + group + "/events?limit=100").json().path("items");
  }

  private static String community(String name) {
    return id(script.post("/communities", Map.of("name", name, "zone", "Asia/Shanghai")).json());
  }

  private static void switchOnSuggestedRules(String community) {
    String rules = "/communities/" + community + "/rules";
    JsonNode suggested = script.get(rules).json().path("suggested");
    suggested.path("rules").forEach(rule -> ((ObjectNode) rule).put("mode", "on"));
    script.put(rules + "/draft", suggested.toString());
    assertThat(script.post(rules + "/publish", Map.of("note", "on")).status()).isEqualTo(200);
  }

  private static void say(String account, String text) {
    assertThat(script.post(path("/messages"), Map.of("account_id", account, "text", text)).status())
        .isEqualTo(201);
  }

  private static List<JsonNode> log() {
    return script.get(path("/messages?limit=200")).json().path("items").valueStream().toList();
  }

  private static List<String> saidBy(String name) {
    return log().stream()
        .filter(line -> line.path("type").asString().equals("message"))
        .filter(line -> line.at("/account/name").asString().equals(name))
        .map(line -> line.path("text").asString())
        .toList();
  }

  private static List<JsonNode> recalledBy(String name) {
    return log().stream()
        .filter(line -> line.at("/recalled_by/name").asString("").equals(name))
        .toList();
  }

  private static boolean present(String account) {
    return script
        .get(path(""))
        .json()
        .path("members")
        .valueStream()
        .anyMatch(seat -> seat.at("/account/id").asString().equals(account));
  }

  private static String id(JsonNode of) {
    return of.path("id").asString();
  }

  private static String path(String below) {
    return "/sandbox/rooms/" + room + below;
  }
}
