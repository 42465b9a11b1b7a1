package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Phone;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.member.ErasureWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** One poster, two rooms beside each other: who is led where, who met it, and what it showed. */
class ACodeIsTriedTest {
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-20T04:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;
  private static String community;

  @BeforeAll
  static void start() {
    liana = RunningLiana.fresh(clock, "liana.intake.threads=0", "liana.delivery.threads=0");
    script = liana.script();
    community =
        id(script.post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai")));
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  void visitors_are_led_by_their_arm_counted_when_they_are_led_and_judged_by_who_joined() {
    List<JsonNode> rooms = List.of(room("A"), room("B"));
    liana.work();
    String tried = experiment("Quiet room", "visitor", "joined");
    String other = experiment("Another", "visitor", "joined");
    String members = experiment("Of members", "member", "spoke");
    assertThat(script.post(at("plans"), plan("P", rooms, tried + ":c", tried + ":b")).code())
        .as("no such arm")
        .isEqualTo("invalid_request");
    assertThat(script.post(at("plans"), plan("P", rooms, tried + ":a", other + ":b")).code())
        .isEqualTo("place_tried_twice");
    assertThat(script.post(at("plans"), plan("P", rooms, members + ":a", members + ":b")).code())
        .isEqualTo("experiment_unit_wrong");
    String plan = id(script.post(at("plans"), plan("P", rooms, tried + ":a", tried + ":b")));
    assertThat(script.get("/experiments/" + tried).json().at("/places/0/place").asString())
        .isEqualTo(plan);
    String slug = code(plan);
    assertThat(new Phone(liana).scan(slug).text())
        .as("a draft decides nothing")
        .contains("Neither");

    script.post("/experiments/" + tried + "/start", Map.of());
    List<Phone> phones = new ArrayList<>();
    Map<String, Integer> led = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      Phone phone = new Phone(liana);
      String to = phone.scan(slug).location();
      assertThat(phone.scan(slug).location()).as("the same arm again").isEqualTo(to);
      phones.add(phone);
      led.merge(to, 1, Integer::sum);
    }
    assertThat(led.keySet()).containsExactlyInAnyOrder(url(rooms, 0), url(rooms, 1));
    JsonNode met = script.get("/experiments/" + tried).json();
    assertThat(met.at("/arms/0/visitors").asInt()).isEqualTo(led.get(url(rooms, 0)));
    assertThat(met.at("/arms/1/visitors").asInt()).isEqualTo(led.get(url(rooms, 1)));
    assertThat(met.at("/arms/0/members").asInt()).isZero();

    for (int i = 0; i < 3; i++) {
      join(rooms.get(0), url(rooms, 0));
    }
    JsonNode gone = join(rooms.get(1), url(rooms, 1));
    JsonNode stays = join(rooms.get(1), url(rooms, 1));
    script.delete("/sandbox/rooms/" + id(rooms.get(1)) + "/members/" + gone.asString());
    liana.work();

    assertThat(
            script
                .post("/experiments/" + tried + "/stop", Map.of("why", "Clear", "arm", "c"))
                .code())
        .isEqualTo("invalid_request");
    script.post("/experiments/" + tried + "/stop", Map.of("why", "Clear", "arm", "b"));
    phones.forEach(phone -> assertThat(phone.scan(slug).location()).isEqualTo(url(rooms, 1)));
    assertThat(new Phone(liana).scan(slug).location()).isEqualTo(url(rooms, 1));

    clock.advance(Duration.ofDays(7));
    JsonNode verdict = script.get("/experiments/" + tried + "/verdict").json();
    assertThat(verdict.path("exposed").asInt()).as("nobody met it after the end").isEqualTo(60);
    assertThat(verdict.path("mature").asInt()).isEqualTo(60);
    JsonNode joined = verdict.at("/metrics/0/readout");
    assertThat(joined.at("/split/broken").asBoolean()).isFalse();
    assertThat(joined.at("/arms/0/mean").asDouble()).isEqualTo(3.0 / led.get(url(rooms, 0)));
    assertThat(joined.at("/arms/1/mean").asDouble()).isEqualTo(2.0 / led.get(url(rooms, 1)));
    assertThat(verdict.at("/metrics/1/metric").asString()).isEqualTo("stayed");
    assertThat(verdict.at("/metrics/1/readout/arms/0/mean").asDouble())
        .isEqualTo(3.0 / led.get(url(rooms, 0)));
    assertThat(verdict.at("/metrics/1/readout/arms/1/mean").asDouble())
        .isEqualTo(1.0 / led.get(url(rooms, 1)));

    JdbcTemplate jdbc = liana.bean(JdbcTemplate.class);
    Map<String, Object> who =
        jdbc.queryForMap(
            """
            select m.member_id, m.name from acquisition_arrival a join member_account m on m.member_id = a.member_id
             where a.left_at is null and a.group_id = ? and a.visitor is not null
            """,
            Long.valueOf(rooms.get(1).path("group_id").asString()));
    assertThat(stays.isMissingNode()).isFalse();
    script.post("/members/" + who.get("member_id") + "/erase", Map.of("name", who.get("name")));
    for (int round = 0; round < 2; round++) {
      liana.work();
      liana.bean(ErasureWorker.class).runDue();
    }
    assertThat(script.get("/experiments/" + tried + "/verdict").json().path("exposed").asInt())
        .as("whose browser it was is gone")
        .isEqualTo(59);
  }

  @Test
  void a_metric_nobody_can_know_of_visitors_is_refused() {
    Map<String, Object> draft = new HashMap<>(draft("Odd", "visitor", "spoke"));
    assertThat(script.post(at("experiments"), draft).code()).isEqualTo("invalid_request");
    draft.put("unit", "member");
    draft.put("metric", "joined");
    assertThat(script.post(at("experiments"), draft).code()).isEqualTo("invalid_request");
  }

  private static JsonNode room(String name) {
    return script
        .post(
            "/sandbox/rooms",
            Map.of("community_id", community, "name", name, "with_personas", false))
        .json();
  }

  private static String url(List<JsonNode> rooms, int room) {
    return "https://join.example/" + id(rooms.get(room));
  }

  private static String experiment(String name, String unit, String metric) {
    return id(script.post(at("experiments"), draft(name, unit, metric)));
  }

  private static Map<String, Object> draft(String name, String unit, String metric) {
    return Map.of(
        "name",
        name,
        "unit",
        unit,
        "arms",
        List.of(Map.of("key", "a", "name", "Loud"), Map.of("key", "b", "name", "Quiet")),
        "metric",
        metric,
        "guardrails",
        List.of("stayed"));
  }

  private static String plan(String name, List<JsonNode> rooms, String first, String second) {
    String rule =
        """
        {"name":"%s","when":{"arms":["%s"]},"lead":{"kind":"pool","strategy":"fill_first","doors":[
          {"key":"%s","name":"Room","group":"%s","url":"%s","show":"redirect","seats":100,"weight":1}]}}
        """;
    return """
    {"name":"%s","document":{"rules":[%s,%s],"otherwise":{"kind":"words","title":"Neither","text":""},
     "fallback":{"kind":"words","title":"Full","text":""}}}
    """
        .formatted(
            name,
            rule.formatted(
                "one", first, "a", rooms.get(0).path("group_id").asString(), url(rooms, 0)),
            rule.formatted(
                "two", second, "b", rooms.get(1).path("group_id").asString(), url(rooms, 1)));
  }

  private static String code(String plan) {
    return script
        .post(at("codes"), Map.of("plan_id", plan, "codes", List.of(Map.of("label", "poster"))))
        .json()
        .at("/items/0/slug")
        .asString();
  }

  private static int people;

  /** The account that came in. */
  private static JsonNode join(JsonNode room, String via) {
    JsonNode account =
        script.post("/sandbox/accounts", Map.of("name", "Person " + ++people)).json().path("id");
    Visitor.Answer answer =
        script.post(
            "/sandbox/rooms/" + id(room) + "/members",
            Map.of("account_id", account.asString(), "via", via));
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    liana.work();
    return account;
  }

  private static String at(String what) {
    return "/communities/" + community + "/" + what;
  }

  private static String id(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isLessThan(300);
    return id(answer.json());
  }

  private static String id(JsonNode json) {
    return json.path("id").asString();
  }
}
