package io.liana.demo;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills an empty server with a reading club: a season of talk to look back on, a case with its
 * evidence, a task for a human, and a room to try things in.
 */
@Component
@ConditionalOnProperty(name = "liana.demo", havingValue = "true")
class Riverside {
  private static final Logger log = LoggerFactory.getLogger(Riverside.class);
  private static final Set<String> SWITCHED_ON =
      Set.of("no-adverts", "advert-first", "advert-again", "welcome");
  private static final String ADVERT = "低价出售游戏账号，全网最低，需要的加薇信 vx88776655 私聊，先到先得";
  private static final int LINES_A_CALL = 500;
  private static final int PATIENCE_SECONDS = 120;

  private final Environment environment;
  private final JsonMapper json;
  private final Clock clock;

  Riverside(Environment environment, JsonMapper json, Clock clock) {
    this.environment = environment;
    this.json = json;
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void fill() {
    Thread.ofVirtual().name("riverside").start(this::fillIfEmpty);
  }

  private void fillIfEmpty() {
    String root = "http://localhost:" + environment.getRequiredProperty("local.server.port");
    try (var api = new OwnApi(json, root, environment.getRequiredProperty("liana.local-token"))) {
      if (api.get("/communities").path("items").isEmpty()) {
        String community =
            id(
                api.post(
                    "/communities", Map.of("name", "河畔读书会 Riverside", "zone", "Asia/Shanghai")));
        String season = tellTheSeason(api, community);
        switchOn(api, community);
        anAdvertWhereNoMachineMayAct(api, season);
        aDayInTheRoom(api, community);
      }
    } catch (RuntimeException | InterruptedException e) {
      log.warn("The demo world is not complete", e);
    }
  }

  /** The group it happened in. */
  private String tellTheSeason(OwnApi api, String community) throws InterruptedException {
    String group =
        id(
            api.post(
                "/groups",
                Map.of("community_id", community, "name", "河畔读书会 · 春夏秋", "platform", "open")));
    List<String> lines = new Season(json, clock.instant()).lines();
    Instant last = Instant.parse(json.readTree(lines.getLast()).path("at").asString());
    for (int from = 0; from < lines.size(); from += LINES_A_CALL) {
      api.postLines(
          "/groups/" + group + "/events",
          String.join("\n", lines.subList(from, Math.min(lines.size(), from + LINES_A_CALL))));
    }
    // The rules are switched on only when the past is settled: nobody wants to be welcomed for a
    // join in spring.
    for (int waited = 0; !isSettled(api, group, last) && waited < PATIENCE_SECONDS; waited++) {
      TimeUnit.SECONDS.sleep(1);
    }
    return group;
  }

  private static boolean isSettled(OwnApi api, String group, Instant last) {
    JsonNode newest = api.get("/groups/" + group + "/events?limit=1").path("items").path(0);
    return newest.has("at") && !Instant.parse(newest.path("at").asString()).isBefore(last);
  }

  /** Through the open door nothing can be taken back: a human gets the task. */
  private void anAdvertWhereNoMachineMayAct(OwnApi api, String group) {
    ObjectNode event =
        json.createObjectNode()
            .put("id", "season-advert")
            .put("at", clock.instant().toString())
            .put("type", "message")
            .put("text", ADVERT);
    event.putObject("sender").put("id", "r-passer-by").put("name", "游戏代练阿强");
    api.postLines("/groups/" + group + "/events", event.toString());
  }

  /**
   * Somebody was welcomed and somebody else warned; Chen and the advertiser wait for the visitor.
   */
  private static void aDayInTheRoom(OwnApi api, String community) {
    String room =
        id(api.post("/sandbox/rooms", Map.of("community_id", community, "name", "河畔读书会 · 活群")));
    String reader = joins(api, room, "小鹿");
    String passerBy = joins(api, room, "游戏代练阿强");
    says(api, room, reader, "大家好，我是小鹿，刚读完第三章");
    says(api, room, passerBy, ADVERT);
    says(api, room, reader, "下周六的共读还有位置吗？");
  }

  private static String joins(OwnApi api, String room, String name) {
    String account = id(api.post("/sandbox/accounts", Map.of("name", name)));
    api.post("/sandbox/rooms/" + room + "/members", Map.of("account_id", account));
    return account;
  }

  private static void says(OwnApi api, String room, String account, String text) {
    api.post("/sandbox/rooms/" + room + "/messages", Map.of("account_id", account, "text", text));
  }

  private static void switchOn(OwnApi api, String community) {
    JsonNode suggested = api.get("/communities/" + community + "/rules").path("suggested");
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode rule : suggested.path("rules")) {
      if (SWITCHED_ON.contains(rule.path("key").asString())) {
        ((ObjectNode) rule).put("mode", "on");
      }
      rules.add(rule);
    }
    api.put("/communities/" + community + "/rules/draft", Map.of("rules", rules));
    api.post("/communities/" + community + "/rules/publish", Map.of("note", "demo"));
  }

  private static String id(JsonNode created) {
    return created.path("id").asString();
  }
}
