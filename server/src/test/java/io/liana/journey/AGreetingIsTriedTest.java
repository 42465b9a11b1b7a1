package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two first weeks beside each other: who gets which, who met it, and what it showed. */
class AGreetingIsTriedTest {
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-16T02:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;
  private static int said;

  private Riverside riverside;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.onboarding.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    riverside = Riverside.in(liana);
  }

  @Test
  void the_arm_decides_the_kind_is_counted_once_and_is_judged_when_its_days_are_over() {
    String id = planned("member", 0.1);
    script.post("/experiments/" + id + "/start", Map.of());
    publish(id);
    join(0, 400);

    Map<String, String> kinds = kinds();
    assertThat(kinds).hasSize(400);
    JsonNode met = script.get("/experiments/" + id).json();
    assertThat(members(met, 0) + members(met, 1) + met.at("/held_out/members").asInt())
        .isEqualTo(400);
    assertThat(members(met, 0)).isEqualTo(count(kinds, "plain")).isBetween(130, 230);
    assertThat(members(met, 1)).isEqualTo(count(kinds, "warm")).isBetween(130, 230);
    assertThat(count(kinds, "all"))
        .as("who is held out gets what everybody else gets")
        .isPositive();

    join(0, 5);
    assertThat(script.get("/experiments/" + id).json()).as("who comes twice").isEqualTo(met);

    // Of those who were greeted warmly nine of ten answer, of the others every third.
    List<String> answers = new ArrayList<>();
    int warm = 0;
    int other = 0;
    for (var one : kinds.entrySet()) {
      if (one.getValue().equals("warm") ? warm++ % 10 > 0 : other++ % 3 == 0) {
        answers.add(line("message", one.getKey(), "Hello"));
      }
    }
    tell(answers);
    JsonNode early = script.get("/experiments/" + id + "/verdict").json();
    assertThat(early.path("exposed").asInt()).isEqualTo(400);
    assertThat(early.path("mature").asInt()).as("their days are not over").isZero();
    assertThat(early.at("/metrics/0/readout/comparisons/0/conclusion").asString())
        .isEqualTo("no_answer");

    clock.advance(Duration.ofDays(7));
    JsonNode verdict = script.get("/experiments/" + id + "/verdict").json();
    assertThat(verdict.path("mature").asInt()).isEqualTo(400);
    JsonNode spoke = verdict.at("/metrics/0");
    assertThat(spoke.path("metric").asString()).isEqualTo("spoke");
    assertThat(spoke.at("/readout/split/broken").asBoolean()).isFalse();
    assertThat(spoke.at("/readout/arms/1/mean").asDouble()).isBetween(0.85, 0.9);
    assertThat(spoke.at("/readout/comparisons/0/conclusion").asString()).isEqualTo("shown");
    assertThat(spoke.at("/readout/comparisons/1/arm").asString()).isEqualTo("holdout");
    JsonNode stayed = verdict.at("/metrics/1");
    assertThat(stayed.path("role").asString()).isEqualTo("guardrail");
    assertThat(stayed.at("/readout/arms/0/mean").asDouble()).isEqualTo(1);

    assertThat(script.put("/experiments/" + id, plan("member", 0)).code())
        .isEqualTo("experiment_begun");
    script.post("/experiments/" + id + "/stop", Map.of("why", "It is clear"));
    join(500, 20);
    assertThat(count(kinds(), "all")).as("once it is over the next kind fits").isGreaterThan(19);
    assertThat(script.get("/experiments/" + id + "/verdict").json().path("exposed").asInt())
        .isEqualTo(400);
    assertThat(script.post("/experiments/" + id + "/start", Map.of()).code())
        .isEqualTo("experiment_begun");
  }

  @Test
  void whole_groups_get_the_same_and_are_what_is_counted() {
    String id = planned("group", 0);
    script.post("/experiments/" + id + "/start", Map.of());
    publish(id);
    join(0, 40);
    assertThat(kinds().values().stream().distinct().toList()).hasSize(1);
    clock.advance(Duration.ofDays(7));
    JsonNode verdict = script.get("/experiments/" + id + "/verdict").json();
    assertThat(verdict.path("mature").asInt()).isEqualTo(40);
    JsonNode arms = verdict.at("/metrics/0/readout/arms");
    assertThat(arms.path(0).path("n").asInt() + arms.path(1).path("n").asInt())
        .as("one group is one observation")
        .isEqualTo(1);
    assertThat(verdict.at("/metrics/0/readout/comparisons/0/conclusion").asString())
        .isEqualTo("no_answer");
  }

  @Test
  void who_left_and_came_in_again_within_the_days_came_back() {
    Map<String, Object> plan = new HashMap<>(plan("member", 0));
    plan.put("metric", "came_back");
    plan.put("guardrails", List.of("stayed"));
    Visitor.Answer planned =
        script.post("/communities/" + riverside.community() + "/experiments", plan);
    String id = planned.json().path("id").asString();
    assertThat(planned.status()).as(planned.text()).isEqualTo(201);
    script.post("/experiments/" + id + "/start", Map.of());
    publish(id);
    join(0, 40);
    Map<String, String> kinds = kinds();

    // Of those greeted plainly every second comes back; of the others one in the days, one late.
    List<String> gone = new ArrayList<>();
    List<String> soon = new ArrayList<>();
    List<String> late = new ArrayList<>();
    int plain = 0;
    int warm = 0;
    for (String name : kinds.keySet().stream().sorted().toList()) {
      boolean ofPlain = kinds.get(name).equals("plain");
      int nth = ofPlain ? plain++ : warm++;
      if (ofPlain || nth < 3) {
        gone.add(name);
      }
      if (ofPlain ? nth % 2 == 0 : nth == 0) {
        soon.add(name);
      } else if (!ofPlain && nth == 1) {
        late.add(name);
      }
    }
    assertThat(warm).isGreaterThan(3);
    clock.advance(Duration.ofDays(1));
    tell(gone.stream().map(name -> line("leave", name, "")).toList());
    clock.advance(Duration.ofDays(1));
    tell(soon.stream().map(name -> line("join", name, "")).toList());
    clock.advance(Duration.ofDays(5));
    tell(late.stream().map(name -> line("join", name, "")).toList());
    JsonNode verdict = script.get("/experiments/" + id + "/verdict").json();
    assertThat(verdict.path("mature").asInt()).isEqualTo(40);
    JsonNode came = verdict.at("/metrics/0");
    assertThat(came.path("metric").asString()).isEqualTo("came_back");
    assertThat(came.at("/readout/arms/0/mean").asDouble())
        .isEqualTo((plain + 1) / 2 / (double) plain);
    assertThat(came.at("/readout/arms/1/mean").asDouble()).isEqualTo(1.0 / warm);
  }

  @Test
  void who_is_decided_about_by_something_else_has_not_met_it() {
    String id = planned("member", 0);
    script.post("/experiments/" + id + "/start", Map.of());
    publish(
        """
        {"again_after_days":30,"helpers":[],"kinds":[
          {"key":"all","name":"All","when":{},"steps":[]},
          {"key":"warm","name":"Warm","when":{"arms":["%s:b"]},"steps":[]}]}
        """
            .formatted(id),
        true);
    join(0, 10);
    assertThat(script.get("/experiments/" + id + "/verdict").json().path("exposed").asInt())
        .isZero();
  }

  @Test
  void a_plan_that_makes_no_sense_is_refused_and_one_out_of_sight_is_not_there() {
    String all = "/communities/" + riverside.community() + "/experiments";
    assertThat(script.post(all, with("arms", List.of(arm("a")))).code())
        .isEqualTo("invalid_request");
    assertThat(script.post(all, with("arms", List.of(arm("a"), arm("a")))).code())
        .isEqualTo("invalid_request");
    assertThat(script.post(all, with("arms", List.of(arm("a"), arm("holdout")))).code())
        .isEqualTo("invalid_request");
    assertThat(script.post(all, with("holdout", 1)).code()).isEqualTo("invalid_request");
    assertThat(script.post(all, with("days", 91)).code()).isEqualTo("invalid_request");
    assertThat(script.post(all, with("metric", "luck")).code()).isEqualTo("invalid_request");
    String id = planned("member", 0);
    assertThat(script.post(all, plan("member", 0)).code()).isEqualTo("experiment_name_taken");
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.get("/experiments/" + id).status()).isEqualTo(404);
    assertThat(elsewhere.get("/experiments/" + id + "/verdict").status()).isEqualTo(404);
    assertThat(elsewhere.get(all).status()).isEqualTo(404);
    assertThat(script.delete("/experiments/" + id).status()).isEqualTo(204);
    assertThat(script.get(all).json().path("items")).isEmpty();
    assertThat(
            script
                .put(
                    onboarding(),
                    draft(
                        "{\"kinds\":[{\"key\":\"x\",\"name\":\"x\",\"when\":{\"arms\":[\"b\"]},\"steps\":[]}]}",
                        false))
                .code())
        .isEqualTo("invalid_request");
  }

  private String planned(String unit, double holdout) {
    Visitor.Answer answer =
        script.post("/communities/" + riverside.community() + "/experiments", plan(unit, holdout));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json().path("id").asString();
  }

  private static Map<String, Object> plan(String unit, double holdout) {
    return Map.of(
        "name",
        "Warm greeting",
        "hypothesis",
        "Who is greeted by name speaks",
        "unit",
        unit,
        "arms",
        List.of(arm("a"), arm("b")),
        "holdout",
        holdout,
        "metric",
        "spoke",
        "guardrails",
        List.of("stayed", "messages"),
        "days",
        7);
  }

  private static Map<String, Object> with(String field, Object value) {
    Map<String, Object> plan = new HashMap<>(plan("member", 0));
    plan.put(field, value);
    return plan;
  }

  private static Map<String, Object> arm(String key) {
    return Map.of("key", key, "name", "Arm " + key);
  }

  private void publish(String id) {
    publish(
        """
        {"again_after_days":30,"helpers":[],"kinds":[
          {"key":"plain","name":"Plain","when":{"arms":["%1$s:a"]},"steps":[{"type":"greet","key":"greet","after":0,"text":"Hi"}]},
          {"key":"warm","name":"Warm","when":{"arms":["%1$s:b"]},"steps":[{"type":"greet","key":"greet","after":0,"text":"Hi {name|friend}"}]},
          {"key":"all","name":"All","when":{},"steps":[]}]}
        """
            .formatted(id),
        true);
  }

  private void publish(String week, boolean running) {
    Visitor.Answer answer = script.put(onboarding(), draft(week, running));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private String onboarding() {
    return "/communities/" + riverside.community() + "/onboarding";
  }

  private static String draft(String week, boolean running) {
    return "{\"document\":%s,\"running\":%s,\"over\":0}".formatted(week, running);
  }

  private void join(int from, int people) {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < from + people; i++) {
      lines.add(line("join", "n" + i, ""));
    }
    tell(lines);
  }

  private static String line(String type, String key, String text) {
    return """
    {"id":"x%d","type":"%s","at":"%s","sender":{"id":"%s","name":"%s"},"text":"%s"}"""
        .formatted(++said, type, clock.instant(), key, key, text);
  }

  private void tell(List<String> lines) {
    Visitor.Answer answer =
        script.send(
            "POST",
            "/groups/" + riverside.groupId() + "/events",
            BodyPublishers.ofString(String.join("\n", lines)),
            "application/x-ndjson");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    liana.work();
  }

  /** Of every newcomer, by name. */
  private Map<String, String> kinds() {
    Map<String, String> kinds = new HashMap<>();
    String cursor = "";
    do {
      JsonNode page =
          script
              .get(
                  "/communities/"
                      + riverside.community()
                      + "/newcomers?limit=200"
                      + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
              .json();
      page.path("items")
          .forEach(
              row -> kinds.put(row.at("/member/name").asString(), row.path("kind").asString()));
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    return kinds;
  }

  private static int count(Map<String, String> kinds, String kind) {
    return (int) kinds.values().stream().filter(kind::equals).count();
  }

  private static int members(JsonNode experiment, int arm) {
    return experiment.at("/arms/" + arm + "/members").asInt();
  }
}
