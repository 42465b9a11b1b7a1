package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.member.Members;
import io.liana.member.Members.Presence;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A period is planned, counted by itself, decided upon, and the next one opens with that. */
class AWeekIsReviewedTest {
  private static final Instant NOW = Riverside.MONDAY.plus(Duration.ofDays(10));
  private static final LocalDate MONDAY = LocalDate.ofInstant(Riverside.MONDAY, ZoneOffset.UTC);
  private static final TurnableClock clock = new TurnableClock(NOW);
  private static RunningLiana liana;
  private static Visitor script;

  private Riverside riverside;

  @BeforeAll
  static void start() {
    liana = RunningLiana.fresh(clock, "liana.intake.threads=0", "liana.delivery.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    clock.set(NOW);
    riverside = Riverside.in(liana);
  }

  @Test
  void a_week_that_runs_is_counted_against_as_many_days_of_the_week_before() {
    riverside.says(riverside.chen(), at(1), "hello");
    riverside.says(riverside.ana(), at(2), "hello Chen");
    riverside.says(riverside.bo(), at(5), "a day this week has not reached");
    riverside.says(riverside.chen(), at(8), "still here");
    String orders =
        """
        订单号,手机号,实付金额,付款时间
        A-1,13800000001,99,%1$s 10:00:00
        A-2,13800000001,99,%1$s 11:00:00
        A-3,13800000002,99,%1$s 10:00:00
        A-4,13800000003,99,%1$s 10:00:00
        A-4,13800000003,-99,%1$s 12:00:00
        A-5,13800000001,99,%2$s 10:00:00
        """
            .formatted(day(8), day(1));
    var taken =
        script.send(
            "POST",
            path("purchases/csv?keep=true"),
            BodyPublishers.ofByteArray(orders.getBytes(StandardCharsets.UTF_8)),
            "text/csv");
    assertThat(taken.status()).as(taken.text()).isEqualTo(200);

    String id = made(plan(7, 13, Map.of("activity", 0.5, "repurchase", 0.4)));
    JsonNode whole = ok(script.get("/reviews/" + id));
    assertThat(whole.at("/review/state").asString()).isEqualTo("running");
    assertThat(whole.path("measured").toString()).contains(day(7), day(10));
    assertThat(whole.path("against").toString()).contains(day(0), day(3));

    JsonNode activity = line(whole, "activity");
    assertThat(activity.at("/now/hits").asInt()).isEqualTo(1);
    assertThat(activity.at("/now/of").asInt()).isEqualTo(4);
    assertThat(activity.at("/now/few").asBoolean()).isTrue();
    assertThat(activity.at("/now/low").asDouble()).isBetween(0.0, 0.25);
    assertThat(activity.at("/before/hits").asInt()).isEqualTo(2);
    assertThat(activity.path("change").asDouble()).isCloseTo(-0.25, within(1e-12));
    assertThat(activity.path("met").asBoolean()).isFalse();
    assertThat(activity.path("of_goal").asBoolean()).isTrue();
    assertThat(activity.path("p").asDouble()).as("2 of 4 and 1 of 4, Fisher").isEqualTo(1);
    assertThat(activity.at("/parts/0/id").asString()).isEqualTo(riverside.groupId().toString());
    assertThat(activity.at("/parts/0/share").asDouble()).isCloseTo(-0.25, within(1e-12));

    JsonNode repurchase = line(whole, "repurchase");
    assertThat(repurchase.at("/now/hits").asInt()).isEqualTo(1);
    assertThat(repurchase.at("/now/of").asInt()).as("given back is not bought").isEqualTo(2);
    assertThat(repurchase.at("/before/of").asInt()).isEqualTo(1);
    assertThat(repurchase.path("met").asBoolean()).isTrue();
    assertThat(line(whole, "conversion").at("/now/hits").asInt())
        .as("none of the buyers is known to be a member")
        .isZero();
    assertThat(line(whole, "acquisition").path("unknown").asString()).isEqualTo("no_scans");
    assertThat(line(whole, "referral").path("unknown").asString()).isEqualTo("no_invitations");
    assertThat(line(whole, "replication").path("unknown").asString())
        .isEqualTo("nothing_replicated");

    liana
        .bean(Members.class)
        .left(List.of(new Presence(riverside.groupId(), riverside.bo(), null, at(6))));
    JsonNode later = line(ok(script.get("/reviews/" + id)), "activity");
    assertThat(later.at("/now/of").asInt()).as("who left before is not counted").isEqualTo(3);
    assertThat(later.at("/before/of").asInt()).as("and was there then").isEqualTo(4);
  }

  @Test
  void decisions_become_tasks_and_the_next_review_opens_with_them() {
    String first = made(plan(0, 6, Map.of()));
    JsonNode open =
        ok(
            script.post(
                "/reviews/" + first + "/decisions",
                Map.of("what", "Answer newcomers within a day", "owner", "Bo", "due", day(12))));
    assertThat(open.path("state").asString()).isEqualTo("open");
    JsonNode task = task("Answer newcomers within a day (Bo)");
    assertThat(task.path("kind").asString()).isEqualTo("task");

    String second = made(plan(7, 13, Map.of()));
    JsonNode last = ok(script.get("/reviews/" + second)).path("last");
    assertThat(last.path("id").asString()).isEqualTo(first);
    assertThat(last.at("/decisions/0/state").asString()).isEqualTo("open");
    var done = script.post("/tasks/" + task.path("id").asString() + "/done", "{}");
    assertThat(done.status()).as(done.text()).isBetween(200, 204);
    assertThat(ok(script.get("/reviews/" + second)).at("/last/decisions/0/state").asString())
        .isEqualTo("done");
    assertThat(
            ok(script.get("/reviews/" + second + "?against=" + first)).path("against").toString())
        .contains(day(0), day(6));
    assertThat(
            script
                .post("/reviews/" + first + "/decisions", Map.of("what", "Too late", "due", day(9)))
                .code())
        .isEqualTo("invalid_request");
  }

  @Test
  void a_decision_to_change_something_is_kept_by_the_journal() {
    String first = made(plan(0, 6, Map.of()));
    Map<String, Object> wish =
        Map.of("what", "Say at noon what is going on", "due", day(12), "changes", "community");
    JsonNode decided = ok(script.post("/reviews/" + first + "/decisions", wish));
    assertThat(decided.path("changes").asString()).isEqualTo("community");
    assertThat(decided.path("changed_at").isNull()).isTrue();

    String second = made(plan(7, 13, Map.of()));
    assertThat(last(second).path("changed_at").isNull()).isTrue();
    clock.set(NOW.plusSeconds(60));
    ok(
        script.patch(
            "/communities/" + riverside.community(), Map.of("charter", "Newcomers first.")));
    clock.set(NOW.plusSeconds(3600));
    assertThat(last(second).path("changed_at").asString())
        .isEqualTo(NOW.plusSeconds(60).toString());

    Map<String, Object> wrong = new HashMap<>(wish);
    wrong.put("changes", "the_weather");
    var answer = script.post("/reviews/" + first + "/decisions", wrong);
    assertThat(answer.code()).isEqualTo("invalid_request");
    assertThat(answer.json().at("/params/field").asString()).isEqualTo("changes");
  }

  private static JsonNode last(String review) {
    return ok(script.get("/reviews/" + review)).at("/last/decisions/0");
  }

  @Test
  void a_plan_is_read_strictly_changed_by_version_and_seen_only_at_home() {
    String id = made(plan(0, 6, Map.of()));
    Map.of(
            "goal", "fame",
            "from", "yesterday",
            "until", day(-1),
            "name", "",
            "targets", Map.of("activity", 1.5))
        .forEach(
            (field, wrong) -> {
              Map<String, Object> plan = new HashMap<>(plan(0, 6, Map.of()));
              plan.put(field, wrong);
              var answer = script.post(path("reviews"), plan);
              assertThat(answer.code()).as(field).isEqualTo("invalid_request");
              assertThat(answer.json().at("/params/field").asString()).startsWith(field);
            });
    Map<String, Object> changed = new HashMap<>(plan(0, 5, Map.of()));
    changed.put("version", 1);
    assertThat(ok(script.put("/reviews/" + id, changed)).path("until").asString())
        .isEqualTo(day(5));
    assertThat(script.put("/reviews/" + id, changed).code()).isEqualTo("review_changed");
    Riverside elsewhere = Riverside.in(liana);
    Visitor stranger =
        Riverside.operator(liana, "operator", List.of(elsewhere.community().toString()));
    assertThat(stranger.get("/reviews/" + id).code()).isEqualTo("review_not_found");
    assertThat(stranger.get("/reviews/" + id + "/board.pdf").code()).isEqualTo("review_not_found");
    assertThat(stranger.get(path("reviews")).code()).isEqualTo("community_not_found");
    assertThat(script.delete("/reviews/" + id).status()).isEqualTo(204);
    assertThat(ok(script.get(path("reviews"))).path("items")).isEmpty();
    assertThat(script.get("/journal?community=" + riverside.community()).text())
        .contains("review_made", "review_changed", "review_dropped");
  }

  @Test
  void a_review_leaves_the_house_as_a_page_and_on_paper() {
    riverside.says(riverside.chen(), at(8), "hello");
    String first = made(plan(0, 6, Map.of()));
    String second = made(plan(7, 13, Map.of("activity", 0.5)));
    var page = script.get("/reviews/" + second + "/board.html?language=zh-CN&against=" + first);
    assertThat(page.status()).as(page.text()).isEqualTo(200);
    assertThat(page.text()).contains("<html lang=\"zh-CN\">", "4 人中 1 人", "25.0%", "两期的计划");
    var paper = script.get("/reviews/" + second + "/board.pdf?language=en");
    assertThat(paper.status()).isEqualTo(200);
    assertThat(paper.text()).startsWith("%PDF-");
    assertThat(script.get("/reviews/" + second + "/board.pdf?language=fr").code())
        .isEqualTo("bad_language");
  }

  private Map<String, Object> plan(int from, int until, Map<String, Object> targets) {
    return Map.of(
        "name",
        "Week",
        "goal",
        "activity",
        "from",
        day(from),
        "until",
        day(until),
        "hypothesis",
        "Greeting everybody by name brings more of them to speak.",
        "targets",
        targets);
  }

  private String made(Map<String, Object> plan) {
    return ok(script.post(path("reviews"), plan)).path("id").asString();
  }

  private JsonNode task(String title) {
    for (JsonNode one : ok(script.get("/tasks?community=" + riverside.community())).path("items")) {
      if (one.path("title").asString().equals(title)) {
        return one;
      }
    }
    throw new AssertionError("no task " + title);
  }

  private static JsonNode line(JsonNode whole, String ratio) {
    for (JsonNode one : whole.path("check")) {
      if (one.path("ratio").asString().equals(ratio)) {
        return one;
      }
    }
    throw new AssertionError("no line " + ratio);
  }

  private static Instant at(int day) {
    return Riverside.MONDAY.plus(Duration.ofDays(day));
  }

  private static String day(int day) {
    return MONDAY.plusDays(day).toString();
  }

  private String path(String below) {
    return "/communities/" + riverside.community() + "/" + below;
  }

  private static JsonNode ok(Visitor.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(200, 299);
    return answer.json();
  }
}
