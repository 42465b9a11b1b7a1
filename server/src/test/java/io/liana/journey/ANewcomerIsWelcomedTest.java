package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Phone;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.onboarding.OnboardingWorker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Somebody comes into a room of the sandbox, and a week begins. */
class ANewcomerIsWelcomedTest {
  /** Ten in the morning at Riverside. */
  private static final Instant TEN = Instant.parse("2026-11-16T02:00:00Z");

  private static final String WEEK =
      """
      {"again_after_days":30,"helpers":[],"kinds":[
        {"key":"reader","name":"Readers","when":{"tags":["reader"]},"steps":[
          {"type":"greet","key":"greet","after":0,"text":"Welcome back, {name|friend}"}]},
        {"key":"all","name":"Everybody","when":{},"steps":[
          {"type":"probation","key":"words-only","hours":24,"text":"{name}, words only today."},
          {"type":"greet","key":"greet","after":0,"text":"Welcome to {group}, {name|friend}!"},
          {"type":"rules","key":"rules","after":2,"text":"{name}, answer 'read'.","words":["read"],"reminder":{"hours":24,"text":"{name}, the rules?"}},
          {"type":"introduce","key":"introduce","after":5,"text":"{name}, who are you?","reminder":{"hours":20,"text":"{name}, two words?"}},
          {"type":"buddy","key":"buddy","after":10,"text":"{name}, ask {buddy|us}.","task":"Say hello to {name|them}"},
          {"type":"tell","key":"day-3","after":4320,"text":"{name}, three days."}]}]}
      """;

  private static final TurnableClock clock = new TurnableClock(TEN);
  private static final AtomicInteger ROOMS = new AtomicInteger();
  private static RunningLiana liana;
  private static RunningLiana second;
  private static Visitor script;
  private static Instant morning = TEN;

  private String community;
  private String room;
  private String name;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.delivery.pace=0ms",
            "liana.onboarding.threads=0");
    second =
        liana.another(
            "liana.intake.threads=0", "liana.delivery.threads=0", "liana.onboarding.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    second.close();
    liana.close();
  }

  @BeforeEach
  void riverside() {
    // The next morning at ten: the clock of a running application never goes back.
    while (clock.instant().isAfter(morning)) {
      morning = morning.plus(Duration.ofDays(1));
    }
    clock.set(morning);
    name = "Riverside week " + ROOMS.incrementAndGet();
    community =
        id(script.post("/communities", Map.of("name", name, "zone", "Asia/Shanghai")).json());
    room =
        id(
            script
                .post("/sandbox/rooms", Map.of("community_id", community, "name", name + " room"))
                .json());
    work();
    // The suggested house rules greet too; here the first week does.
    publish(WEEK, true, 0);
  }

  @Test
  void is_greeted_reminded_acknowledges_and_has_a_buddy() {
    String chen = comes("Chen");
    assertThat(said()).containsExactly("Welcome to " + name + " room, Chen 1-of-" + room + "!");
    passes(Duration.ofMinutes(2));
    passes(Duration.ofMinutes(3));
    passes(Duration.ofMinutes(5));
    assertThat(said().subList(1, 4))
        .containsExactly(
            who("Chen") + ", answer 'read'.",
            who("Chen") + ", who are you?",
            who("Chen") + ", ask Ana.");
    passes(Duration.ofHours(21));
    assertThat(said()).last().isEqualTo(who("Chen") + ", two words?");
    says(chen, "Hello, I Read them");
    passes(Duration.ofHours(4));
    assertThat(said()).as("who has read is not reminded of the rules").hasSize(6);
    passes(Duration.ofDays(2));
    assertThat(said()).last().isEqualTo(who("Chen") + ", three days.");
    passes(Duration.ofDays(5));

    JsonNode newcomers = script.get("/communities/" + community + "/newcomers").json();
    JsonNode row = newcomers.path("items").path(0);
    assertThat(row.path("state").asString()).isEqualTo("done");
    assertThat(row.path("kind").asString()).isEqualTo("all");
    assertThat(row.at("/buddy/name").asString()).isEqualTo("Ana");
    assertThat(row.path("acknowledged_at").isNull()).isFalse();
    assertThat(outcome(row, "rules")).isEqualTo("acknowledged");
    assertThat(outcome(row, "greet")).isEqualTo("delivered");
    assertThat(outcome(row, "rules.remind")).isEqualTo("skipped");
    assertThat(newcomers.at("/counts/acknowledged").asInt()).isEqualTo(1);
    assertThat(script.get("/journal?community=" + community + "&kind=newcomer_told").text())
        .contains("\"step\":\"greet\"", "\"version\":1");
  }

  @Test
  void who_came_by_the_poster_is_greeted_as_one_of_those() {
    String url = "https://join.example/" + room;
    String group = script.get("/sandbox/rooms/" + room).json().path("group_id").asString();
    String plan =
        id(
            script
                .post(
                    "/communities/" + community + "/plans",
                    "{\"name\":\"P\",\"document\":{\"rules\":[],\"otherwise\":{\"kind\":\"pool\",\"strategy\":\"fill_first\",\"doors\":[{\"key\":\"a\",\"name\":\"A\",\"group\":\"%s\",\"url\":\"%s\",\"show\":\"redirect\",\"seats\":9,\"weight\":1}]},\"fallback\":{\"kind\":\"words\",\"title\":\"F\",\"text\":\"\"}}}"
                        .formatted(group, url))
                .json());
    String slug =
        script
            .post(
                "/communities/" + community + "/codes",
                Map.of("plan_id", plan, "codes", List.of(Map.of("label", "poster"))))
            .json()
            .at("/items/0/slug")
            .asString();
    publish(
        WEEK.replace("\"when\":{\"tags\":[\"reader\"]}", "\"when\":{\"codes\":[\"" + slug + "\"]}"),
        true,
        1);
    new Phone(liana).scan(slug);
    String chen = id(script.post("/sandbox/accounts", Map.of("name", who("Chen"))).json());
    script.post("/sandbox/rooms/" + room + "/members", Map.of("account_id", chen, "via", url));
    work();
    assertThat(said()).containsExactly("Welcome back, " + who("Chen"));
  }

  @Test
  void everything_stops_when_they_leave_and_nothing_begins_again_when_they_are_soon_back() {
    String chen = comes("Chen");
    passes(Duration.ofMinutes(2));
    assertThat(said()).hasSize(2);
    leaves(chen);
    passes(Duration.ofHours(30));
    joins(chen);
    passes(Duration.ofDays(4));
    assertThat(said()).hasSize(2);
    assertThat(states()).containsExactly("left");
    leaves(chen);
    passes(Duration.ofDays(40));
    joins(chen);
    assertThat(said()).as("after forty days they are new again").hasSize(3);
    assertThat(states()).containsExactly("running");
  }

  @Test
  void at_night_nothing_is_said_and_who_left_before_the_morning_is_not_greeted() {
    Visitor.Answer quiet =
        script.patch(
            "/communities/" + community,
            Map.of("quiet_hours", Map.of("from", "22:00", "to", "08:00")));
    assertThat(quiet.status()).as(quiet.text()).isEqualTo(200);
    clock.advance(Duration.ofHours(13)); // eleven at night
    String chen = comes("Chen");
    String bea = comes("Bea");
    passes(Duration.ofHours(2));
    assertThat(said()).isEmpty();
    leaves(bea);
    passes(Duration.ofHours(7)); // eight in the morning
    assertThat(said())
        .isNotEmpty()
        .allSatisfy(text -> assertThat(text).contains("Chen").doesNotContain("Bea"));
    assertThat(chen).isNotEmpty();
  }

  @Test
  void a_restart_and_a_second_node_repeat_nothing() {
    comes("Chen");
    comes("Bea");
    List<String> before = said();
    assertThat(before).hasSize(2);
    // As after kill -9 between the deed and the note of it: the hours are all due once more.
    jdbc()
        .update(
            "update onboarding_newcomer set timers = jsonb_build_object('greet', joined_at), done = '{}', next_at = joined_at where community_id = ?",
            Long.parseLong(community));
    second.bean(OnboardingWorker.class).runDue();
    passes(Duration.ofSeconds(1));
    second.bean(OnboardingWorker.class).runDue();
    second.work();
    assertThat(said()).isEqualTo(before);
  }

  @Test
  void buddies_are_shared_out_evenly() {
    for (int i = 0; i < 6; i++) {
      comes("Newcomer" + i);
    }
    passes(Duration.ofMinutes(10));
    assertThat(
            jdbc()
                .queryForList(
                    "select count(*) from onboarding_newcomer where community_id = ? group by buddy_id",
                    Integer.class,
                    Long.parseLong(community)))
        .containsExactly(3, 3);
  }

  @Test
  void on_probation_a_link_is_taken_back() {
    String chen = comes("Chen");
    says(chen, "look at https://shop.example");
    assertThat(said()).last().isEqualTo(who("Chen") + ", words only today.");
    JsonNode look = script.get("/sandbox/rooms/" + room + "/messages?limit=200").json();
    assertThat(
            look.path("items")
                .valueStream()
                .filter(m -> m.path("text").asString("").contains("shop.example")))
        .as("the link is gone")
        .allMatch(m -> !m.path("recalled_at").isNull());
  }

  @Test
  void switched_off_it_is_over_for_everybody() {
    comes("Chen");
    publish(WEEK, false, 1);
    passes(Duration.ofHours(30));
    comes("Bea");
    assertThat(said()).hasSize(1);
    assertThat(states()).containsExactly("stopped");
    assertThat(
            script
                .put(
                    "/communities/" + community + "/onboarding",
                    "{\"document\":" + WEEK + ",\"running\":true,\"over\":1}")
                .code())
        .isEqualTo("onboarding_changed");
  }

  @Test
  void a_rehearsal_shows_what_it_would_have_meant_and_touches_nothing() {
    publish(WEEK, false, 1);
    String chen = comes("Chen");
    String bea = comes("Bea");
    String dan = comes("Dan");
    clock.advance(Duration.ofMinutes(3));
    says(chen, "I read it");
    leaves(dan);
    clock.advance(Duration.ofDays(2));
    says(bea, "late hello");
    long before = rows();
    JsonNode result =
        script
            .post(
                "/communities/" + community + "/onboarding/rehearsal",
                "{\"document\":" + WEEK + "}")
            .json();
    assertThat(rows()).isEqualTo(before);
    // Liana's own account, Ana and Bo came with the room.
    JsonNode all = kind(result, "all");
    assertThat(all.path("left").asInt()).isEqualTo(1);
    assertThat(all.path("acknowledged").asInt()).isEqualTo(1);
    int joined = all.path("newcomers").asInt();
    assertThat(step(all, "greet").path("done").asInt()).isEqualTo(joined);
    assertThat(step(all, "introduce").path("done").asInt()).isEqualTo(joined - 2);
    assertThat(step(all, "introduce").at("/skipped/spoke").asInt()).isEqualTo(1);
    assertThat(step(all, "introduce").path("stopped").asInt()).isEqualTo(1);
    assertThat(result.path("samples").toString()).contains("Welcome to " + name + " room, Chen");
    assertThat(said()).isEmpty();
  }

  // ---- the parts these are made of

  private String who(String person) {
    return person + " 1-of-" + room;
  }

  private static void work() {
    for (int i = 0; i < 3; i++) {
      liana.work();
      liana.bean(OnboardingWorker.class).runDue();
    }
    liana.work();
  }

  private static void passes(Duration time) {
    clock.advance(time);
    work();
  }

  private void publish(String week, boolean running, int over) {
    Visitor.Answer answer =
        script.put(
            "/communities/" + community + "/onboarding",
            "{\"document\":%s,\"running\":%s,\"over\":%d}".formatted(week, running, over));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private String comes(String person) {
    String account = id(script.post("/sandbox/accounts", Map.of("name", who(person))).json());
    joins(account);
    return account;
  }

  private void joins(String account) {
    script.post("/sandbox/rooms/" + room + "/members", Map.of("account_id", account));
    work();
  }

  private void leaves(String account) {
    script.delete("/sandbox/rooms/" + room + "/members/" + account);
    work();
  }

  private void says(String account, String text) {
    script.post(
        "/sandbox/rooms/" + room + "/messages", Map.of("account_id", account, "text", text));
    work();
  }

  /** What Liana said in the room. */
  private List<String> said() {
    return script
        .get("/sandbox/rooms/" + room + "/messages?limit=200")
        .json()
        .path("items")
        .valueStream()
        .filter(message -> message.at("/account/bot").asBoolean(false))
        .map(message -> message.path("text").asString(""))
        .filter(text -> !text.isEmpty())
        .toList()
        .reversed();
  }

  private List<String> states() {
    return script
        .get("/communities/" + community + "/newcomers")
        .json()
        .path("items")
        .valueStream()
        .map(row -> row.path("state").asString())
        .toList();
  }

  private static String outcome(JsonNode row, String step) {
    return row.path("steps")
        .valueStream()
        .filter(one -> one.path("step").asString().equals(step))
        .map(one -> one.path("outcome").asString())
        .findFirst()
        .orElse("");
  }

  private static JsonNode kind(JsonNode result, String key) {
    return result
        .path("kinds")
        .valueStream()
        .filter(one -> one.path("key").asString().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode step(JsonNode kind, String key) {
    return kind.path("steps")
        .valueStream()
        .filter(one -> one.path("step").asString().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private static long rows() {
    Long rows =
        jdbc()
            .queryForObject(
                "select (select count(*) from onboarding_newcomer) + (select count(*) from onboarding_step) + (select count(*) from delivery_outbox) + (select count(*) from journal_entry)",
                Long.class);
    return rows == null ? 0 : rows;
  }

  private static JdbcTemplate jdbc() {
    return liana.bean(JdbcTemplate.class);
  }

  private static String id(JsonNode json) {
    return json.path("id").asString();
  }
}
