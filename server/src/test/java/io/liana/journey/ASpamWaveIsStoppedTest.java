package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.intake.IntakeWorker;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One story, told in order: what a living group goes through, from the door to the pardon. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ASpamWaveIsStoppedTest {
  private static final String ADVERT = "低价出售游戏账号，全网最低，需要的加薇信 vx88776655 私聊，先到先得";
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;
  private static String community;
  private static String room;
  private static String chen;
  private static String advertiser;
  private static String bo;

  @BeforeAll
  static void riverside_with_its_rules_on() {
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.delivery.pace=0ms");
    script = liana.script();
    community =
        script
            .post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
    room =
        script
            .post("/sandbox/rooms", Map.of("community_id", community, "name", "河畔读书会"))
            .json()
            .path("id")
            .asString();
    for (JsonNode account : script.get("/sandbox/accounts").json().path("items")) {
      switch (account.path("persona").asString()) {
        case "newcomer" -> chen = account.path("id").asString();
        case "advertiser" -> advertiser = account.path("id").asString();
        case "moderator" -> bo = account.path("id").asString();
        default -> {}
      }
    }
    switchOnSuggestedRules();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  @Order(1)
  void a_newcomer_is_welcomed_by_name() {
    script.post(path("/members"), Map.of("account_id", chen));
    liana.work();
    assertThat(saidByLiana()).anyMatch(text -> text.contains("Chen"));
  }

  @Test
  @Order(2)
  void the_first_advert_is_taken_back_and_its_author_warned_once() {
    script.post(path("/members"), Map.of("account_id", advertiser));
    liana.work();
    int before = saidByLiana().size();
    say(advertiser, ADVERT);
    liana.work();
    assertThat(recalled()).hasSize(1);
    assertThat(saidByLiana()).hasSize(before + 1);
    assertThat(present(advertiser)).isTrue();
    assertThat(cases()).hasSize(1);
  }

  @Test
  @Order(3)
  void talk_of_others_and_adverts_of_the_exempt_are_left_alone() {
    say(chen, "请问这本书的第三章大家怎么看？");
    say(bo, ADVERT);
    liana.work();
    assertThat(recalled()).hasSize(1);
    assertThat(cases()).hasSize(1);
  }

  @Test
  @Order(4)
  void two_more_at_once_lead_to_one_removal_in_the_right_order() {
    clock.advance(Duration.ofMinutes(5));
    say(advertiser, ADVERT + "！");
    say(advertiser, ADVERT + "！！");
    liana.work();
    assertThat(present(advertiser)).isFalse();
    assertThat(recalled()).hasSize(3);
    assertThat(log().filter(line -> line.path("type").asString().equals("kick"))).hasSize(1);
    List<String> commands = deliveries();
    assertThat(commands.stream().filter("remove"::equals)).hasSize(1);
    assertThat(commands.indexOf("remove")).isGreaterThan(commands.indexOf("recall"));
  }

  @Test
  @Order(5)
  void the_removed_member_is_not_let_in_again() {
    assertThat(script.post(path("/members"), Map.of("account_id", advertiser)).code())
        .isEqualTo("sandbox_blacklisted");
  }

  @Test
  @Order(6)
  void a_pardon_opens_the_door_again() {
    for (JsonNode one : cases()) {
      script.post("/cases/" + one.path("id").asString() + "/pardon", Map.of("reason", "认错态度良好"));
    }
    liana.work();
    assertThat(script.post(path("/members"), Map.of("account_id", advertiser)).status())
        .isEqualTo(200);
    liana.work();
    assertThat(present(advertiser)).isTrue();
  }

  @Test
  @Order(7)
  void what_a_pardoned_case_had_not_sent_yet_stays_unsent() {
    int before = recalled().size();
    say(advertiser, ADVERT + "。");
    liana.bean(IntakeWorker.class).runDue(); // decided, not delivered
    String fresh = cases().getFirst().path("id").asString();
    script.post("/cases/" + fresh + "/pardon", Map.of("reason", "误会"));
    liana.work();
    assertThat(recalled()).hasSize(before);
    assertThat(
            script
                .get("/cases/" + fresh)
                .json()
                .path("steps")
                .valueStream()
                .map(step -> step.path("state").asString()))
        .contains("dropped");
  }

  @Test
  @Order(8)
  void every_automatic_act_leads_back_to_its_event() {
    List<JsonNode> acts =
        script
            .get("/journal?limit=200&actor=machine")
            .json()
            .path("items")
            .valueStream()
            .filter(line -> line.path("rule").isObject())
            .toList();
    assertThat(acts).isNotEmpty().allMatch(line -> !line.path("event_id").asString("").isEmpty());
  }

  private static void switchOnSuggestedRules() {
    JsonNode suggested =
        script.get("/communities/" + community + "/rules").json().path("suggested");
    suggested.path("rules").forEach(rule -> ((ObjectNode) rule).put("mode", "on"));
    assertThat(
            script.put("/communities/" + community + "/rules/draft", suggested.toString()).status())
        .isEqualTo(200);
    assertThat(
            script
                .post("/communities/" + community + "/rules/publish", Map.of("note", "switch on"))
                .status())
        .isEqualTo(200);
  }

  private static void say(String account, String text) {
    assertThat(script.post(path("/messages"), Map.of("account_id", account, "text", text)).status())
        .isEqualTo(201);
  }

  private static Stream<JsonNode> log() {
    return script.get(path("/messages?limit=200")).json().path("items").valueStream();
  }

  private static List<String> saidByLiana() {
    return log()
        .filter(
            line ->
                line.path("type").asString().equals("message")
                    && line.at("/account/name").asString().equals("Liana"))
        .map(line -> line.path("text").asString())
        .toList();
  }

  private static List<JsonNode> recalled() {
    return log().filter(line -> line.path("recalled_at").isString()).toList();
  }

  private static boolean present(String account) {
    return script
        .get(path(""))
        .json()
        .path("members")
        .valueStream()
        .anyMatch(seat -> seat.at("/account/id").asString().equals(account));
  }

  private static List<JsonNode> cases() {
    return script.get("/cases?community=" + community).json().path("items").valueStream().toList();
  }

  private static List<String> deliveries() {
    return script
        .get("/deliveries?limit=200&community=" + community)
        .json()
        .path("items")
        .valueStream()
        .map(delivery -> delivery.path("command").asString())
        .toList()
        .reversed();
  }

  private static String path(String below) {
    return "/sandbox/rooms/" + room + below;
  }
}
