package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.RunningLiana;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** docs/tour.md, step by step, in the world of {@code ./liana demo}. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TheTourIsTrueTest {
  private static final String ADVERT = "低价出售游戏账号，全网最低，需要的加薇信 vx88776655 私聊，先到先得";
  private static RunningLiana liana;
  private static Visitor guest;
  private static String community;
  private static String season;
  private static String room;

  @BeforeAll
  static void step_1_the_demo_starts() {
    liana = RunningLiana.fresh(Clock.systemUTC(), "liana.demo=true", "liana.delivery.pace=0ms");
    guest = liana.script();
    JsonNode played =
        Eventually.get(
            "the demo world is complete",
            () -> {
              JsonNode rooms = guest.get("/sandbox/rooms").json().path("items");
              String id = rooms.path(0).path("id").asString("");
              return !id.isEmpty() && recalled(id) > 0 && !tasks().isEmpty() ? rooms.path(0) : null;
            });
    room = played.path("id").asString();
    community = guest.get("/communities").json().at("/items/0/id").asString();
    season =
        items("/groups?community=" + community)
            .filter(group -> group.path("platform").asString().equals("open"))
            .findFirst()
            .orElseThrow()
            .path("id")
            .asString();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  @Order(2)
  void step_2_half_a_year_of_talk_has_numbers_and_findings_and_is_one_file() {
    JsonNode report = guest.get("/groups/" + season + "/report").json();
    assertThat(report.path("span_days").asInt()).isGreaterThan(170);
    assertThat(report.path("messages").asInt()).isGreaterThan(1_000);
    assertThat(report.path("speakers").asInt()).isGreaterThan(15);
    assertThat(report.path("joiners").asInt()).isGreaterThan(40);
    assertThat(report.path("findings").size()).isPositive();
    Visitor.Answer page = guest.get("/groups/" + season + "/report.html?language=en");
    assertThat(page.text()).contains("<svg").doesNotContain("src=\"http");
  }

  @Test
  @Order(3)
  void step_3_a_member_is_found_and_can_be_put_on_the_white_list() {
    JsonNode found = items("/groups/" + season + "/members?q=Bo").findFirst().orElseThrow();
    String member = found.path("id").asString();
    assertThat(items("/members/" + member + "/events")).isNotEmpty();
    Visitor.Answer changed =
        guest.patch("/groups/" + season + "/members/" + member, Map.of("whitelisted", true));
    assertThat(changed.json().path("whitelisted").asBoolean()).isTrue();
  }

  @Test
  @Order(4)
  void step_4_a_draft_runs_over_what_was_really_said() {
    JsonNode rules = guest.get("/communities/" + community + "/rules").json();
    JsonNode draft = rules.path("suggested").deepCopy();
    draft.path("rules").forEach(rule -> ((ObjectNode) rule).put("mode", "on"));
    String path = "/communities/" + community + "/rules/rehearsals";
    Visitor.Answer started =
        guest.post(path, "{\"group_id\":\"%s\",\"draft\":%s}".formatted(season, draft));
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    String one = path + "/" + started.json().path("id").asString();
    JsonNode done =
        Eventually.get(
            "the rehearsal is done",
            () -> {
              JsonNode now = guest.get(one).json();
              return now.path("state").asString().equals("done") ? now : null;
            });
    assertThat(done.at("/progress/read").asInt()).isGreaterThan(1_000);
    assertThat(done.at("/draft/greeted").asInt()).isPositive();
    assertThat(done.at("/draft/recalled").asInt()).isPositive();
  }

  @Test
  @Order(5)
  void step_5_a_newcomer_is_welcomed_and_an_advertiser_warned_then_removed() {
    String chen = persona("newcomer");
    String advertiser = persona("advertiser");
    joins(chen);
    eventually("Chen is welcomed", log -> said(log, "Liana").anyMatch(it -> it.contains("Chen")));
    joins(advertiser);
    long before = recalled(room);
    says(advertiser, ADVERT);
    Eventually.get("the first is taken back", () -> recalled(room) == before + 1);
    says(advertiser, "再发一次：" + ADVERT);
    eventually("its author is removed", log -> log.anyMatch(line -> type(line).equals("kick")));
    assertThat(join(advertiser).status()).isEqualTo(403); // kept out
  }

  @Test
  @Order(6)
  void step_6_a_case_shows_its_evidence_and_a_pardon_opens_the_door() {
    String advertiser = persona("advertiser");
    List<JsonNode> cases =
        items("/cases?community=" + community)
            .filter(one -> one.at("/member/name").asString().equals("低价代充小王"))
            .toList();
    assertThat(cases).isNotEmpty();
    for (JsonNode one : cases) {
      JsonNode whole = guest.get("/cases/" + one.path("id").asString()).json();
      JsonNode evidence = whole.path("evidence").path(0);
      assertThat(evidence.path("findings").size()).isPositive();
      assertThat(evidence.path("rule").path("version").asInt()).isPositive();
      assertThat(evidence.has("counter_before")).isTrue();
      assertThat(whole.path("steps").size()).isPositive();
      assertThat(whole.path("steps").toString()).doesNotContain("{group}");
      guest.post("/cases/" + one.path("id").asString() + "/pardon", Map.of("reason", "认错"));
    }
    Eventually.get("the door is open again", () -> join(advertiser).status() < 300);
  }

  @Test
  @Order(7)
  void step_7_who_did_what_what_was_sent_and_what_a_human_must_do() {
    assertThat(items("/journal?actor=machine")).isNotEmpty();
    assertThat(items("/deliveries?community=" + community)).isNotEmpty();
    assertThat(tasks()).isNotEmpty();
    assertThat(items("/parked")).isEmpty(); // everything was understood
    String halts = "/communities/" + community + "/deliveries";
    assertThat(guest.post(halts + "/halt", Map.of("reason", "tour")).status()).isLessThan(300);
    assertThat(guest.post(halts + "/resume", Map.of()).status()).isLessThan(300);
  }

  @Test
  @Order(8)
  void step_8_a_group_of_ones_own_is_looked_at_first_and_then_brought_in() {
    String body =
        """
        --tour\r
        Content-Disposition: form-data; name="group_name"\r
        \r
        My own\r
        --tour\r
        Content-Disposition: form-data; name="dry_run"\r
        \r
        true\r
        --tour\r
        Content-Disposition: form-data; name="files"; filename="chat.txt"\r
        \r
        13/03/2021, 09:05 - Ana: hello
        13/03/2021, 09:06 - Bo: hi\r
        --tour--\r
        """;
    Visitor.Answer asked =
        guest.send(
            "POST",
            "/imports",
            BodyPublishers.ofString(body),
            "multipart/form-data; boundary=tour");
    String id = asked.json().path("id").asString();
    JsonNode preview = state(id, "previewed");
    assertThat(preview.path("preview").size()).isEqualTo(2);
    guest.post("/imports/" + id + "/confirm", Map.of());
    assertThat(state(id, "done").at("/summary/added").asInt()).isEqualTo(2);
  }

  private static JsonNode state(String importId, String state) {
    return Eventually.get(
        "the import is " + state,
        () -> {
          JsonNode job = guest.get("/imports/" + importId).json();
          return job.path("state").asString().equals(state) ? job : null;
        });
  }

  private static Stream<JsonNode> items(String path) {
    return guest.get(path).json().path("items").valueStream();
  }

  private static List<JsonNode> tasks() {
    return items("/tasks").toList();
  }

  private static String persona(String persona) {
    return items("/sandbox/accounts")
        .filter(account -> account.path("persona").asString().equals(persona))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asString();
  }

  private static Visitor.Answer join(String account) {
    return guest.post("/sandbox/rooms/" + room + "/members", Map.of("account_id", account));
  }

  private static void joins(String account) {
    assertThat(join(account).status()).isLessThan(300);
  }

  private static void says(String account, String text) {
    Visitor.Answer answer =
        guest.post(
            "/sandbox/rooms/" + room + "/messages", Map.of("account_id", account, "text", text));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  private static Stream<JsonNode> log(String of) {
    return items("/sandbox/rooms/" + of + "/messages?limit=200");
  }

  private static long recalled(String of) {
    return log(of).filter(line -> line.path("recalled_at").isString()).count();
  }

  private static String type(JsonNode line) {
    return line.path("type").asString();
  }

  private static Stream<String> said(Stream<JsonNode> log, String who) {
    return log.filter(line -> line.at("/account/name").asString().equals(who))
        .map(line -> line.path("text").asString(""));
  }

  private static void eventually(String what, Predicate<Stream<JsonNode>> holds) {
    Eventually.get(what, () -> holds.test(log(room)));
  }
}
