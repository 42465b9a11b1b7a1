package io.liana.saved;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.journal.JournalListing;
import io.liana.kernel.Paging;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** A saved question answers itself in a group: at its time, once, and only while it may. */
class ScheduleTest {
  private static final String[] NO_THREADS = {
    "liana.intake.threads=0",
    "liana.delivery.threads=0",
    "liana.saved.threads=0",
    "liana.saved.address=https://liana.example/"
  };
  private static final TurnableClock clock = new TurnableClock(Riverside.MONDAY);
  private static RunningLiana liana;
  private static Visitor script;
  private static JdbcTemplate jdbc;

  private Riverside riverside;

  @BeforeAll
  static void start() {
    liana = RunningLiana.fresh(clock, NO_THREADS);
    script = liana.script();
    jdbc = liana.bean(JdbcTemplate.class);
    Riverside.operator(liana, "owner", null); // one must remain when others are changed
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void nothing_is_due() {
    jdbc.update("delete from saved_schedule");
    clock.set(Riverside.MONDAY);
    riverside = Riverside.in(liana);
  }

  @Test
  void a_group_is_told_the_answer_once_when_it_is_due() {
    String id = daily(script, keep(), "10:00");
    JsonNode set = listed(id);
    assertThat(set.path("state").asString()).isEqualTo("active");
    assertThat(set.at("/next/0/at").asString()).isEqualTo("2026-11-16T02:00:00Z");
    assertThat(set.path("next")).hasSize(3);
    assertThat(set.path("last").isNull()).isTrue();
    work();
    assertThat(outbox()).isEmpty();
    at("2026-11-16T02:00:10Z");
    work();
    work();
    assertThat(outbox()).containsExactly("saved:" + id + ":2026-11-16T02:00:00Z");
    assertThat(runs(id)).containsExactly("2026-11-16T02:00:00Z sent");
    assertThat(text().lines())
        .startsWith("新人漏斗", "2026-08-18 至 2026-11-16", "", "群: 全部", "1 进群: 0", "2 提问: 0")
        .contains("不到 30 人：比例只能当作印象", "从 | 1 进群 | 2 提问", "2026-08-17 | 0 | 0")
        .endsWith(
            "https://liana.example/communities/"
                + riverside.community()
                + "/funnel?steps=joined.asked");
    assertThat(listed(id).at("/last/state").asString()).isEqualTo("sent");
    assertThat(journal()).containsExactly("schedule_sent", "schedule_set", "question_saved");
  }

  @Test
  void what_was_missed_while_the_server_stood_still_is_sent_once() {
    String id = daily(script, keep(), "10:00");
    at("2026-11-19T07:00:00Z");
    work();
    work();
    assertThat(outbox()).containsExactly("saved:" + id + ":2026-11-19T02:00:00Z");
    assertThat(runs(id))
        .containsExactly(
            "2026-11-19T02:00:00Z sent",
            "2026-11-18T02:00:00Z missed",
            "2026-11-17T02:00:00Z missed",
            "2026-11-16T02:00:00Z missed");
  }

  @Test
  void two_nodes_send_it_once() throws Exception {
    String saved = keep();
    List<String> ids =
        List.of(
            daily(script, saved, "10:00"),
            daily(script, saved, "10:01"),
            daily(script, saved, "10:02"));
    at("2026-11-16T02:05:00Z");
    try (RunningLiana other = liana.another(NO_THREADS);
        ExecutorService nodes = Executors.newFixedThreadPool(2)) {
      List<Future<?>> both =
          List.of(
              nodes.submit(() -> work()),
              nodes.submit(() -> other.bean(ScheduleWorker.class).runDue()));
      for (Future<?> one : both) {
        one.get();
      }
    }
    assertThat(outbox()).hasSize(3);
    ids.forEach(id -> assertThat(runs(id)).hasSize(1).first().asString().endsWith(" sent"));
  }

  @Test
  void what_a_node_left_when_it_stopped_is_taken_over_and_said_once() {
    String id = daily(script, keep(), "10:00");
    at("2026-11-16T02:00:10Z");
    work();
    // It stopped before it had written down the end.
    jdbc.update("update saved_run set state = 'running', ended_at = null");
    clock.advance(Duration.ofMinutes(20));
    work();
    assertThat(runs(id)).containsExactly("2026-11-16T02:00:00Z running");
    clock.advance(Duration.ofMinutes(11));
    work();
    assertThat(runs(id)).containsExactly("2026-11-16T02:00:00Z sent");
    assertThat(outbox()).hasSize(1);
    // And one that stops whoever takes it is given up.
    jdbc.update("update saved_run set state = 'running', ended_at = null, tries = 3");
    clock.advance(Duration.ofMinutes(31));
    work();
    assertThat(runs(id)).containsExactly("2026-11-16T02:00:00Z failed stopped");
  }

  @Test
  void who_may_no_longer_ask_is_not_answered_and_the_schedule_waits_for_somebody_who_may() {
    Visitor dana = riverside.localOperator();
    String id = daily(dana, keep(), "10:00");
    String operator = dana.get("/session").json().at("/operator/id").asString();
    assertThat(script.patch("/operators/" + operator, Map.of("role", "analyst")).status())
        .as("an analyst speaks in no group")
        .isEqualTo(200);
    at("2026-11-16T02:00:10Z");
    work();
    assertThat(outbox()).isEmpty();
    assertThat(runs(id)).containsExactly("2026-11-16T02:00:00Z failed not_allowed");
    assertThat(listed(id).path("state").asString()).isEqualTo("paused");
    assertThat(listed(id).path("why").asString()).isEqualTo("not_allowed");
    assertThat(listed(id).path("next")).isEmpty();
    assertThat(journal()).startsWith("schedule_not_allowed");
    assertThat(state(dana, id, "active").code()).isEqualTo("not_allowed");
    at("2026-11-18T05:00:00Z");
    assertThat(state(script, id, "active").status()).isEqualTo(200);
    work();
    assertThat(outbox()).as("what fell due meanwhile is not sent").isEmpty();
    at("2026-11-19T02:00:00Z");
    work();
    assertThat(outbox()).hasSize(1);
  }

  @Test
  void a_disabled_operator_and_one_who_no_longer_sees_the_community_are_not_answered() {
    for (Map<String, Object> change :
        List.<Map<String, Object>>of(
            Map.of("disabled", true),
            Map.of("communities", List.of(Riverside.in(liana).community().toString())))) {
      clock.set(Riverside.MONDAY);
      Visitor dana = riverside.localOperator();
      String id = daily(dana, keep(), "10:00");
      String operator = dana.get("/session").json().at("/operator/id").asString();
      assertThat(script.patch("/operators/" + operator, change).status()).isEqualTo(200);
      at("2026-11-16T02:00:10Z");
      work();
      assertThat(runs(id)).containsExactly("2026-11-16T02:00:00Z failed not_allowed");
    }
    assertThat(outbox()).isEmpty();
  }

  @Test
  void a_question_that_is_refused_or_wrong_fails_and_is_asked_again_next_time() {
    String id =
        daily(script, keep("funnel", Map.of("steps", List.of(Map.of("what", "joined")))), "10:00");
    String segment =
        daily(
            script,
            keep(
                "funnel",
                Map.of(
                    "steps",
                    List.of(Map.of("what", "joined"), Map.of("what", "said")),
                    "segment",
                    "987654321")),
            "10:00");
    at("2026-11-16T02:00:10Z");
    work();
    assertThat(runs(id)).containsExactly("2026-11-16T02:00:00Z failed question_refused");
    assertThat(runs(segment)).containsExactly("2026-11-16T02:00:00Z failed question_refused");
    assertThat(listed(id).path("state").asString()).isEqualTo("active");
    assertThat(outbox()).isEmpty();
  }

  @Test
  void each_kind_of_question_is_answered() {
    List<String> kinds =
        List.of("retention", "lifecycle", "stickiness", "paths", "check_in", "sql");
    for (String kind : kinds) {
      Map<String, Object> question =
          switch (kind) {
            case "sql" -> Map.of("sql", "select '=1+1' as formula, 42 as n");
            case "check_in" -> Map.of("weeks", "8");
            default -> Map.of();
          };
      daily(script, keep(kind, question), "10:00");
    }
    at("2026-11-16T02:00:10Z");
    work();
    assertThat(jdbc.queryForList("select distinct state from saved_run", String.class))
        .containsExactly("sent");
    assertThat(text()).startsWith("新人漏斗\n\nformula: =1+1\nn: 42\n");
  }

  @Test
  void paused_it_is_silent_and_dropped_it_is_gone_with_its_runs() {
    String id = daily(script, keep(), "10:00");
    assertThat(state(script, id, "paused").json().path("why").asString()).isEqualTo("by_hand");
    at("2026-11-17T02:00:10Z");
    work();
    assertThat(outbox()).isEmpty();
    assertThat(script.delete("/schedules/" + id).status()).isEqualTo(204);
    assertThat(script.get("/schedules/" + id + "/runs").code()).isEqualTo("schedule_not_found");
    String question = keep();
    daily(script, question, "10:00");
    assertThat(script.delete("/saved/" + question).status()).isEqualTo(204);
    at("2026-11-18T02:00:10Z");
    work();
    assertThat(outbox()).as("its question was dropped").isEmpty();
  }

  @Test
  void what_one_may_not_see_or_do_is_refused() {
    String saved = keep();
    String id = daily(script, saved, "10:00");
    String mine = riverside.community().toString();
    Visitor analyst = Riverside.operator(liana, "analyst", List.of(mine));
    assertThat(analyst.post("/saved/" + saved + "/schedules", wish("10:00")).code())
        .as("may ask, may not speak in groups")
        .isEqualTo("not_allowed");
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.get("/communities/" + mine + "/schedules").status()).isEqualTo(404);
    assertThat(elsewhere.get("/schedules/" + id + "/runs").status()).isEqualTo(404);
    assertThat(elsewhere.delete("/schedules/" + id).status()).isEqualTo(404);
    assertThat(elsewhere.post("/saved/" + saved + "/schedules", wish("10:00")).status())
        .isEqualTo(404);
    Visitor admin = Riverside.operator(liana, "group_admin", List.of(mine));
    String sql = daily(script, keep("sql", Map.of("sql", "select 1 as n")), "10:00");
    assertThat(admin.get("/communities/" + mine + "/schedules").json().path("items"))
        .as("may not ask in SQL")
        .hasSize(1);
    assertThat(admin.get("/schedules/" + sql + "/runs").status()).isEqualTo(404);
    assertThat(state(admin, id, "paused").status()).isEqualTo(403);
    Map<String, Object> foreign = wish("10:00");
    foreign.put("group", Riverside.in(liana).groupId().toString());
    assertThat(script.post("/saved/" + saved + "/schedules", foreign).code())
        .isEqualTo("group_not_found");
  }

  @Test
  void a_try_out_shows_word_for_word_what_the_group_would_hear_and_says_it_to_nobody() {
    String id = daily(script, keep(), "10:00");
    at("2026-11-16T01:30:00Z");
    JsonNode tried = tryOut(script, id, null).json();
    assertThat(tried.path("subject").isNull()).as("it sends no letters").isTrue();
    assertThat(tried.path("found").asInt()).isPositive();
    assertThat(outbox()).isEmpty();
    assertThat(runs(id)).isEmpty();
    assertThat(tryOut(script, id, "ana@example.com").code()).isEqualTo("no_letters");
    at("2026-11-16T02:00:10Z");
    work();
    assertThat(outbox()).as("due as ever").hasSize(1);
    assertThat(tried.path("to_group").asString()).isEqualTo(text());
  }

  @Test
  void a_try_out_is_asked_with_the_rights_of_who_asks() {
    String mine = riverside.community().toString();
    String id = daily(script, keep(), "10:00");
    String sql = daily(script, keep("sql", Map.of("sql", "select 1 as n")), "10:00");
    Visitor analyst = Riverside.operator(liana, "analyst", List.of(mine));
    assertThat(tryOut(analyst, id, null).status())
        .as("may ask; nothing is said in the group")
        .isEqualTo(200);
    Visitor admin = Riverside.operator(liana, "group_admin", List.of(mine));
    assertThat(tryOut(admin, sql, null).status()).as("sets no schedules").isEqualTo(403);
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(tryOut(elsewhere, id, null).code()).isEqualTo("schedule_not_found");
    jdbc.update(
        "update saved_schedule set state = 'paused', why = 'not_allowed' where id = ?",
        Long.valueOf(sql));
    assertThat(tryOut(script, sql, null).json().path("to_group").asString())
        .as("whatever its maker may, or whether it is paused")
        .contains("n: 1");
    jdbc.update(
        "update saved_schedule set emails = '{chen@example.com}' where id = ?", Long.valueOf(sql));
    assertThat(tryOut(script, sql, "ana@example.com").code()).isEqualTo("mail_off");
    assertThat(tryOut(script, sql, null).json().path("text").asString())
        .as("without a mail server there are still the words")
        .contains("n: 1");
    jdbc.update(
        "update saved_question set question = '{\"sql\": \"select wrong\"}' where kind = 'sql'");
    assertThat(tryOut(script, sql, null).code()).isEqualTo("sql_wrong");
    assertThat(runs(sql)).isEmpty();
  }

  @Test
  void a_wish_that_makes_no_sense_is_refused() {
    String path = "/saved/" + keep() + "/schedules";
    for (String at : List.of("9:00", "24:00", "09:60", "")) {
      assertThat(script.post(path, wish(at)).code()).as(at).isEqualTo("invalid_request");
    }
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("every", "hour"),
            Map.of("every", "week", "day", 8),
            Map.of("every", "month", "day", 0),
            Map.of("language", "fr"))) {
      Map<String, Object> wish = wish("10:00");
      wish.putAll(wrong);
      assertThat(script.post(path, wish).code()).as("%s", wrong).isEqualTo("invalid_request");
    }
    assertThat(script.post(path, Map.of("every", "day", "at", "10:00")).code())
        .as("to nobody")
        .isEqualTo("invalid_request");
    assertThat(
            script
                .post(
                    path,
                    Map.of("every", "day", "at", "10:00", "emails", List.of("ana@example.com")))
                .code())
        .as("there is no mail server")
        .isEqualTo("mail_off");
  }

  @Test
  void the_next_times_are_told_before_it_is_set() {
    JsonNode times =
        script
            .get(
                "/communities/"
                    + riverside.community()
                    + "/schedules/times?every=month&day=31&at=09:30")
            .json();
    assertThat(times.path("zone").asString()).isEqualTo("Asia/Shanghai");
    assertThat(times.path("items").valueStream().map(one -> one.path("at").asString()))
        .containsExactly("2026-11-30T01:30:00Z", "2026-12-31T01:30:00Z", "2027-01-31T01:30:00Z");
  }

  // ---- the parts these are made of

  private static void work() {
    liana.bean(ScheduleWorker.class).runDue();
  }

  private static void at(String instant) {
    clock.set(Instant.parse(instant));
  }

  private String keep() {
    return keep(
        "funnel", Map.of("steps", List.of(Map.of("what", "joined"), Map.of("what", "asked"))));
  }

  private String keep(String kind, Map<String, Object> question) {
    return script
        .post(
            "/communities/" + riverside.community() + "/saved",
            Map.of(
                "name",
                "新人漏斗",
                "kind",
                kind,
                "address",
                "steps=joined.asked",
                "question",
                question))
        .json()
        .path("id")
        .asString();
  }

  private Map<String, Object> wish(String at) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("every", "day");
    wish.put("at", at);
    wish.put("group", riverside.groupId().toString());
    return wish;
  }

  private String daily(Visitor by, String saved, String at) {
    Visitor.Answer made = by.post("/saved/" + saved + "/schedules", wish(at));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  private static Visitor.Answer state(Visitor by, String id, String state) {
    return by.put("/schedules/" + id + "/state", Map.of("state", state));
  }

  private static Visitor.Answer tryOut(Visitor by, String id, @Nullable String email) {
    Map<String, Object> body = new HashMap<>();
    body.put("email", email);
    return by.post("/schedules/" + id + "/try", body);
  }

  private JsonNode listed(String id) {
    return script
        .get("/communities/" + riverside.community() + "/schedules")
        .json()
        .path("items")
        .valueStream()
        .filter(one -> one.path("id").asString().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> runs(String id) {
    return script
        .get("/schedules/" + id + "/runs")
        .json()
        .path("items")
        .valueStream()
        .map(
            one ->
                (one.path("due_at").asString()
                        + " "
                        + one.path("state").asString()
                        + " "
                        + one.path("reason").asString(""))
                    .strip())
        .toList();
  }

  private List<String> outbox() {
    return jdbc.queryForList(
        "select key from delivery_outbox where group_id = ? order by id",
        String.class,
        riverside.groupId().value());
  }

  private String text() {
    return jdbc.queryForObject(
        "select command ->> 'text' from delivery_outbox where group_id = ? order by id desc limit 1",
        String.class,
        riverside.groupId().value());
  }

  private List<String> journal() {
    return liana
        .bean(JournalListing.class)
        .page(
            new JournalListing.Search(
                null, riverside.community().value(), null, null, null, null, null, null),
            new Paging(null, null))
        .items()
        .stream()
        .map(JournalListing.Row::kind)
        .filter(kind -> kind.startsWith("schedule_") || kind.startsWith("question_"))
        .toList();
  }
}
