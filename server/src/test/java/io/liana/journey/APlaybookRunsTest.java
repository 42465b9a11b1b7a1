package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kernel.CommunityId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.playbook.PlaybookWorker;
import io.liana.playbook.Playbooks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A playbook is written, previewed, started in rooms of the sandbox, followed and stopped. */
class APlaybookRunsTest {
  /** Ten in the morning at Riverside. */
  private static final Instant TEN = Instant.parse("2026-11-16T02:00:00Z");

  private static final AtomicInteger DAYS = new AtomicInteger();
  private static final AtomicInteger ROOMS = new AtomicInteger();
  private static final TurnableClock clock = new TurnableClock(TEN);
  private static RunningLiana liana;
  private static RunningLiana second;
  private static Visitor script;

  private Instant began;
  private String today;
  private String name;
  private String community;
  private List<String> rooms;
  private final Map<String, String> groups = new HashMap<>();

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.delivery.pace=0ms",
            "liana.playbook.threads=0");
    second =
        liana.another(
            "liana.intake.threads=0", "liana.delivery.threads=0", "liana.playbook.threads=0");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    second.close();
    liana.close();
  }

  @BeforeEach
  void riverside() {
    // The clock of a running application never goes back.
    began = TEN.plus(Duration.ofDays(3L * DAYS.incrementAndGet()));
    clock.set(began);
    today = began.toString().substring(0, 10);
    Map<String, Object> wish = new HashMap<>();
    name = "Riverside plays " + DAYS.get();
    wish.put("name", name);
    wish.put("zone", "Asia/Shanghai");
    community = id(script.post("/communities", wish).json());
    rooms = rooms(2);
  }

  @Test
  void says_and_asks_by_the_hour_once_whatever_node_looks() {
    String book =
        make(
            "Opening week",
            say("morning", 1, "09:00", "Too early"),
            say("hello", 1, "11:00", "Hello {group}, day {day} of {community}"),
            task("call", 1, "12:00", "Call the quiet ones"),
            say("second", 2, "11:00", "Day {day}"));
    JsonNode look = look(book, rooms).get(0);
    assertThat(look.path("why_not").isNull()).isTrue();
    assertThat(look.path("by_hand").asBoolean()).isFalse();
    assertThat(fates(look)).containsExactly("past", "goes", "goes", "goes");
    assertThat(script.get("/playbooks/" + book + "/runs").json().path("items").isEmpty())
        .as("a look touches nothing")
        .isTrue();

    List<String> runs = begin(book, rooms);
    passes(Duration.ofMinutes(59));
    assertThat(said(rooms.get(0))).isEmpty();
    passes(Duration.ofMinutes(1));
    for (String room : rooms) {
      assertThat(said(room)).containsExactly("Hello " + name(room) + ", day 1 of " + name);
    }
    passes(Duration.ofHours(1));
    JsonNode run = script.get("/playbook-runs/" + runs.get(0)).json();
    assertThat(states(run)).containsExactly("skipped", "delivered", "task_open", "waiting");
    assertThat(run.at("/steps/0/why").asString()).isEqualTo("past");
    assertThat(run.at("/run/counts").toString())
        .isEqualTo("{\"waiting\":1,\"done\":2,\"failed\":0,\"skipped\":1}");
    JsonNode open = task("playbook");
    assertThat(open.path("title").asString()).isEqualTo("Call the quiet ones");
    script.post("/tasks/" + id(open) + "/done", Map.of());
    passes(Duration.ofHours(23));
    assertThat(said(rooms.get(1))).last().isEqualTo("Day 2");
    run = script.get("/playbook-runs/" + runs.get(0)).json();
    assertThat(run.at("/run/state").asString()).isEqualTo("done");
    assertThat(run.at("/run/next_at").isNull()).isTrue();
    assertThat(kinds()).contains("playbook_started", "playbook_step_said", "playbook_step_task");

    List<Playbooks.Ran> ran =
        liana
            .bean(Playbooks.class)
            .ranBetween(
                CommunityId.parse(community), began, began.plus(Duration.ofDays(1)), List.of());
    assertThat(ran)
        .as("the day's steps of both groups, without what was over before")
        .containsExactly(new Playbooks.Ran(Long.parseLong(book), "Opening week", 2, 4, 0, 0, 0));
  }

  @Test
  void goes_on_as_it_began_and_starts_as_it_is() {
    String book = make("Words", say("hello", 1, "11:00", "Old words"));
    begin(book, rooms.subList(0, 1));
    change(book, 1, say("hello", 1, "11:00", "New words"));
    begin(book, rooms.subList(1, 2));
    passes(Duration.ofHours(1));
    assertThat(said(rooms.get(0))).containsExactly("Old words");
    assertThat(said(rooms.get(1))).containsExactly("New words");
    assertThat(script.delete("/playbooks/" + book).text()).contains("playbook_ran");
  }

  @Test
  void sleeps_with_the_group_and_does_not_come_late() {
    script.patch(
        "/communities/" + community, Map.of("quiet_hours", Map.of("from", "22:00", "to", "08:00")));
    String book =
        make("Nights", say("night", 1, "23:00", "Sleep well"), say("noon", 2, "12:00", "Lunch"));
    JsonNode look = look(book, rooms).get(0);
    assertThat(fates(look)).containsExactly("quiet_hours", "goes");
    List<String> runs = begin(book, rooms.subList(0, 1));
    passes(Duration.ofHours(13)); // eleven at night
    assertThat(said(rooms.get(0))).isEmpty();
    passes(Duration.ofHours(9)); // eight
    assertThat(said(rooms.get(0))).containsExactly("Sleep well");
    clock.set(began.plus(Duration.ofHours(29))); // three hours after noon: the machine was away
    work();
    assertThat(said(rooms.get(0))).containsExactly("Sleep well");
    JsonNode run = script.get("/playbook-runs/" + runs.get(0)).json();
    assertThat(states(run)).containsExactly("delivered", "skipped");
    assertThat(run.at("/steps/1/why").asString()).isEqualTo("late");
  }

  @Test
  void is_stopped_and_takes_back_what_waits() {
    String book =
        make("Stopped", say("hello", 1, "11:00", "Hello"), say("more", 2, "11:00", "More"));
    List<String> runs = begin(book, rooms);
    clock.advance(Duration.ofHours(1));
    liana.bean(PlaybookWorker.class).runDue(); // decided, not yet on its way
    Visitor.Answer stopped =
        script.post("/playbook-runs/" + runs.get(0) + "/stop", Map.of("why", "Enough"));
    assertThat(states(stopped.json())).containsExactly("cancelled", "skipped");
    assertThat(stopped.json().at("/run/why").asString()).isEqualTo("Enough");
    work();
    assertThat(said(rooms.get(0))).isEmpty();
    assertThat(said(rooms.get(1))).containsExactly("Hello");
    assertThat(script.post("/playbooks/" + book + "/stop", Map.of("why", "All")).status())
        .isEqualTo(200);
    assertThat(script.post("/playbooks/" + book + "/stop", Map.of("why", "All")).text())
        .contains("playbook_not_running");
    passes(Duration.ofDays(1));
    assertThat(said(rooms.get(1))).containsExactly("Hello");
  }

  @Test
  void asks_a_person_where_no_machine_may_speak() {
    Riverside riverside = Riverside.in(liana);
    String book =
        id(
            script
                .post(
                    "/communities/" + riverside.community() + "/playbooks",
                    wish("By hand", 0, say("hello", 1, "11:00", "Hello")))
                .json());
    List<String> group = List.of(riverside.groupId().toString());
    assertThat(look(book, group).get(0).path("by_hand").asBoolean()).isTrue();
    String run = begin(book, group).getFirst();
    passes(Duration.ofHours(1));
    assertThat(states(script.get("/playbook-runs/" + run).json())).containsExactly("handed");
    JsonNode task = task("perform");
    script.post("/tasks/" + id(task) + "/done", Map.of());
    assertThat(states(script.get("/playbook-runs/" + run).json())).containsExactly("task_done");
  }

  @Test
  void two_groups_try_two_texts_and_everybody_in_them_has_met_one() {
    rooms = rooms(10);
    String experiment = experiment("group");
    assertThat(refused(say("x", 1, "11:00", "x", experiment("member") + ":b")))
        .isEqualTo("experiment_unit_wrong");
    assertThat(refused(say("x", 1, "11:00", "x", experiment + ":z"))).isEqualTo("invalid_request");
    String book =
        make(
            "Two openings",
            say("a", 1, "11:00", "Plain", experiment + ":a"),
            say("b", 1, "11:00", "Warm", experiment + ":b"));
    JsonNode place = script.get("/experiments/" + experiment).json().at("/places/0");
    assertThat(place.path("kind").asString()).isEqualTo("playbook");
    assertThat(place.path("place").asString()).isEqualTo(book);
    script.post("/experiments/" + experiment + "/start", Map.of());
    Map<String, List<String>> looked = new HashMap<>();
    look(book, rooms).forEach(one -> looked.put(one.at("/group/id").asString(), fates(one)));
    assertThat(met(experiment)).as("a look meets nothing").containsExactly(0, 0);
    List<String> runs = begin(book, rooms);
    passes(Duration.ofHours(1));
    int warm = 0;
    for (String room : rooms) {
      List<String> said = said(room);
      assertThat(said).hasSize(1);
      warm += said.getFirst().equals("Warm") ? 1 : 0;
      assertThat(looked.get(groups.get(room)))
          .containsExactlyElementsOf(
              said.getFirst().equals("Warm")
                  ? List.of("other_arm", "goes")
                  : List.of("goes", "other_arm"));
    }
    assertThat(met(experiment)).containsExactly(rooms.size() - warm, warm);
    assertThat(runs).hasSameSizeAs(rooms);
    int people = script.get("/sandbox/rooms/" + rooms.getFirst()).json().path("members").size();
    assertThat(
            liana
                .bean(JdbcTemplate.class)
                .queryForObject(
                    "select count(*) from experiment_exposure where experiment_id = ?",
                    Integer.class,
                    Long.valueOf(experiment)))
        .as("everybody in every room, without the bot")
        .isEqualTo(rooms.size() * (people - 1));
  }

  @Test
  void what_cannot_be_is_refused_and_nothing_is_begun() {
    assertThat(refused(say("x", 0, "11:00", "x"))).isEqualTo("invalid_request");
    assertThat(refused(say("x", 367, "11:00", "x"))).isEqualTo("invalid_request");
    assertThat(refused(say("x", 1, "24:00", "x"))).isEqualTo("invalid_request");
    assertThat(refused(say("X!", 1, "11:00", "x"))).isEqualTo("invalid_request");
    assertThat(refused(say("x", 1, "11:00", ""))).isEqualTo("invalid_request");
    assertThat(refused(say("x", 1, "11:00", "{name}"))).isEqualTo("invalid_request");
    assertThat(refused(task("x", 1, "11:00", "y".repeat(201)))).isEqualTo("invalid_request");
    assertThat(refused(say("x", 1, "11:00", "x"), say("x", 2, "11:00", "x")))
        .isEqualTo("invalid_request");
    assertThat(refused()).isEqualTo("invalid_request");

    String book = make("Once", say("hello", 1, "11:00", "Hello"));
    assertThat(
            script
                .post(
                    "/communities/" + community + "/playbooks",
                    wish("Once", 0, say("x", 1, "11:00", "x")))
                .text())
        .contains("playbook_name_taken");
    assertThat(
            script
                .put("/playbooks/" + book, wish("Once", 7, say("hello", 1, "11:00", "Hi")))
                .text())
        .contains("playbook_changed");
    assertThat(start(book, rooms, "2026-02-30").text()).contains("first_day");
    assertThat(
            start(book, rooms, began.minus(Duration.ofDays(1)).toString().substring(0, 10)).text())
        .contains("first_day");
    assertThat(start(book, List.of(), today).text()).contains("groups");
    Riverside elsewhere = Riverside.in(liana);
    assertThat(start(book, List.of(elsewhere.groupId().toString()), today).text())
        .contains("groups");
    begin(book, rooms.subList(1, 2));
    assertThat(start(book, rooms, today).text()).contains("playbook_runs_already");
    assertThat(look(book, rooms).get(1).path("why_not").asString()).isEqualTo("runs_already");
    assertThat(script.get("/playbooks/" + book + "/runs").json().path("items").size())
        .as("in all or in none")
        .isEqualTo(1);
    passes(Duration.ofHours(2));
    assertThat(look(book, rooms).get(0).path("why_not").asString()).isEqualTo("nothing_left");
    Visitor stranger = elsewhere.localOperator();
    assertThat(stranger.get("/playbooks/" + book).status()).isEqualTo(404);
    assertThat(stranger.get("/communities/" + community + "/playbooks").status()).isEqualTo(404);
    assertThat(
            Riverside.operator(liana, "analyst", List.of(community))
                .post("/playbooks/" + book + "/stop", Map.of("why", "x"))
                .status())
        .isEqualTo(403);
    String never = make("Never", say("hello", 1, "11:00", "Hello"));
    assertThat(script.delete("/playbooks/" + never).status()).isEqualTo(204);
  }

  @Test
  void a_review_is_about_playbooks_and_tells_what_ran_of_them() {
    String ran = make("Ran", say("hello", 1, "11:00", "Hello"), say("more", 2, "11:00", "More"));
    String idle = make("Idle", say("hello", 1, "11:00", "Hello"));
    begin(ran, rooms);
    passes(Duration.ofHours(1));
    Map<String, Object> plan = new HashMap<>();
    plan.put("name", "The day");
    plan.put("goal", "activity");
    plan.put("from", today);
    plan.put("until", today);
    plan.put("playbooks", List.of(idle));
    Visitor.Answer made = script.post("/communities/" + community + "/reviews", plan);
    assertThat(made.json().at("/playbooks/0").asString()).as(made.text()).isEqualTo(idle);
    String review = "/reviews/" + id(made.json());
    assertThat(script.get(review).json().at("/did/playbooks").toString())
        .isEqualTo(
            """
            [{"id":"%s","name":"Ran","groups":2,"done":2,"waiting":0,"failed":0,"skipped":0,"linked":false},\
            {"id":"%s","name":"Idle","groups":0,"done":0,"waiting":0,"failed":0,"skipped":0,"linked":true}]"""
                .formatted(ran, idle));
    assertThat(script.get(review + "/board.html?language=en").text())
        .contains("Ran", "Idle", "2 done");
    Visitor.Answer decided =
        script.post(
            review + "/decisions",
            Map.of("what", "Say it earlier", "due", today, "changes", "playbook"));
    assertThat(decided.json().path("changed_at").isNull()).as(decided.text()).isTrue();
    clock.advance(Duration.ofMinutes(1));
    change(ran, 1, say("hello", 1, "10:00", "Hello"));
    assertThat(script.get(review).json().at("/decisions/0/changed_at").isNull()).isFalse();
    plan.put("playbooks", List.of("999999"));
    assertThat(script.post("/communities/" + community + "/reviews", plan).text())
        .contains("playbook_not_found");
  }

  private List<String> rooms(int many) {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      JsonNode room =
          script
              .post(
                  "/sandbox/rooms",
                  Map.of("community_id", community, "name", "Play room " + ROOMS.incrementAndGet()))
              .json();
      made.add(id(room));
      groups.put(id(room), room.path("group_id").asString());
      String account =
          id(script.post("/sandbox/accounts", Map.of("name", "Chen " + ROOMS.get())).json());
      script.post("/sandbox/rooms/" + made.getLast() + "/members", Map.of("account_id", account));
    }
    liana.work();
    return made;
  }

  private List<String> groups(List<String> rooms) {
    return rooms.stream().map(room -> groups.getOrDefault(room, room)).toList();
  }

  private static void work() {
    // Two nodes look at the same hours.
    liana.bean(PlaybookWorker.class).runDue();
    second.bean(PlaybookWorker.class).runDue();
    liana.work();
  }

  private static void passes(Duration time) {
    clock.advance(time);
    work();
  }

  private String name(String room) {
    return script.get("/groups/" + groups.get(room)).json().path("name").asString();
  }

  @SafeVarargs
  private String make(String name, Map<String, Object>... steps) {
    Visitor.Answer made =
        script.post("/communities/" + community + "/playbooks", wish(name, 0, steps));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return id(made.json());
  }

  @SafeVarargs
  private void change(String book, int version, Map<String, Object>... steps) {
    Visitor.Answer changed = script.put("/playbooks/" + book, wish("Words", version, steps));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
  }

  @SafeVarargs
  private String refused(Map<String, Object>... steps) {
    return script
        .post("/communities/" + community + "/playbooks", wish("Refused", 0, steps))
        .json()
        .path("code")
        .asString();
  }

  @SafeVarargs
  private static Map<String, Object> wish(String name, int version, Map<String, Object>... steps) {
    return Map.of("name", name, "version", version, "steps", List.of(steps));
  }

  private static Map<String, Object> say(
      String key, int day, String at, String text, String... arms) {
    return Map.of(
        "type", "say", "key", key, "day", day, "at", at, "text", text, "arms", List.of(arms));
  }

  private static Map<String, Object> task(String key, int day, String at, String text) {
    return Map.of("type", "task", "key", key, "day", day, "at", at, "text", text);
  }

  private JsonNode look(String book, List<String> rooms) {
    Visitor.Answer looked =
        script.post(
            "/playbooks/" + book + "/preview", Map.of("groups", groups(rooms), "first_day", today));
    assertThat(looked.status()).as(looked.text()).isEqualTo(200);
    return looked.json().path("items");
  }

  private Visitor.Answer start(String book, List<String> rooms, String day) {
    return script.post(
        "/playbooks/" + book + "/runs", Map.of("groups", groups(rooms), "first_day", day));
  }

  private List<String> begin(String book, List<String> rooms) {
    Visitor.Answer started = start(book, rooms, today);
    assertThat(started.status()).as(started.text()).isEqualTo(201);
    return started.json().path("items").valueStream().map(APlaybookRunsTest::id).toList();
  }

  private static List<String> fates(JsonNode look) {
    return look.path("steps").valueStream().map(one -> one.path("fate").asString()).toList();
  }

  private static List<String> states(JsonNode run) {
    return run.path("steps").valueStream().map(one -> one.path("state").asString()).toList();
  }

  /** The newest open one of a kind. */
  private static JsonNode task(String kind) {
    return script
        .get("/tasks?state=open&limit=200")
        .json()
        .path("items")
        .valueStream()
        .filter(one -> one.path("kind").asString().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  private List<String> kinds() {
    return liana
        .bean(JdbcTemplate.class)
        .queryForList(
            "select distinct kind from journal_entry where community_id = ?",
            String.class,
            Long.valueOf(community));
  }

  private String experiment(String unit) {
    Visitor.Answer made =
        script.post(
            "/communities/" + community + "/experiments",
            Map.of(
                "name",
                "Openings by " + unit,
                "unit",
                unit,
                "arms",
                List.of(Map.of("key", "a", "name", "A"), Map.of("key", "b", "name", "B")),
                "metric",
                "spoke",
                "guardrails",
                List.of()));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return id(made.json());
  }

  private static List<Integer> met(String experiment) {
    JsonNode json = script.get("/experiments/" + experiment).json();
    return List.of(json.at("/arms/0/groups").asInt(), json.at("/arms/1/groups").asInt());
  }

  private static String id(JsonNode made) {
    return made.path("id").asString();
  }

  /** What Liana said in the room. */
  private static List<String> said(String room) {
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
}
