package io.liana.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Whom to talk to today. */
class CareListTest {
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
  void a_newcomer_nobody_answers_is_listed_until_somebody_does() {
    tell("join", "dan", "Dan", "", "");
    tell("message", "dan", "Dan", "Is anybody here?", "");
    hours(2);
    assertThat(reasons()).as("somebody may still be typing").isEmpty();
    hours(3);
    JsonNode one = list("open").path("items").path(0);
    assertThat(one.path("reason").asString()).isEqualTo("unanswered");
    assertThat(one.at("/member/name").asString()).isEqualTo("Dan");
    assertThat(one.at("/last/0/text").asString()).isEqualTo("Is anybody here?");
    tell("message", "bo", "Bo", "We are, Dan", "dan");
    hours(2);
    assertThat(reasons()).isEmpty();
    assertThat(list("closed").at("/items/0/state").asString()).isEqualTo("gone");
  }

  @Test
  void what_is_done_is_one_line_in_the_journal_and_comes_back_only_for_a_new_reason() {
    tell("join", "dan", "Dan", "", "");
    for (int i = 0; i < 6; i++) {
      tell("message", "dan", "Dan", "Line " + i, "");
    }
    tell("message", "bo", "Bo", "Hello Dan", "dan");
    hours(2);
    JsonNode one = list("open").path("items").path(0);
    assertThat(one.path("reason").asString()).isEqualTo("active");
    assertThat(one.path("messages").asInt()).isEqualTo(6);
    String path = "/care/" + one.path("id").asString();
    Visitor bo = riverside.localOperator();
    assertThat(bo.post(path + "/done", Map.of("note", "We talked")).json().path("state").asString())
        .isEqualTo("done");
    assertThat(bo.post(path + "/done", Map.of()).code()).isEqualTo("care_closed");
    assertThat(
            script
                .get("/journal?kind=care_done&community=" + riverside.community())
                .json()
                .path("items"))
        .hasSize(1);
    hours(26);
    tell("message", "dan", "Dan", "Still here", "");
    hours(2);
    assertThat(reasons()).isEmpty();

    script.put("/members/" + member("Dan") + "/birthday", Map.of("birthday", today()));
    hours(2);
    assertThat(reasons()).containsExactly("birthday");
    Visitor stranger =
        Riverside.operator(liana, "operator", List.of(Riverside.in(liana).community().toString()));
    String other = "/care/" + list("open").at("/items/0/id").asString();
    assertThat(stranger.post(other + "/done", Map.of()).status()).isEqualTo(404);
  }

  @Test
  void what_is_put_off_is_away_for_so_long_and_may_be_given_to_somebody() {
    script.put("/members/" + riverside.chen() + "/birthday", Map.of("birthday", today()));
    hours(2);
    JsonNode list = list("open");
    String path = "/care/" + list.at("/items/0/id").asString();
    riverside.localOperator();
    String who = list("open").at("/people/0/id").asString();
    assertThat(
            script.post(path + "/assign", Map.of("to", who)).json().path("assigned_to").asString())
        .isEqualTo(who);
    assertThat(script.post(path + "/assign", Map.of("to", "987654")).status()).isEqualTo(400);
    script.post(path + "/snooze", Map.of("days", 1));
    assertThat(list("open").path("items")).isEmpty();
    assertThat(list("open").path("hidden").asInt()).isEqualTo(1);
    hours(25);
    assertThat(reasons()).containsExactly("birthday");
    assertThat(
            script
                .put("/members/" + riverside.chen() + "/birthday", Map.of("birthday", "31-12"))
                .code())
        .isEqualTo("invalid_request");
    assertThat(script.get("/members/" + riverside.chen()).json().path("birthday").asString())
        .isNotEmpty();
  }

  @Test
  void no_more_than_thirty_are_added_in_a_day_and_the_longest_waiting_come_first() {
    for (int i = 0; i < 40; i++) {
      String key = "p%02d".formatted(i);
      tell("join", key, key, "", "");
      tell("message", key, key, "Hello", "");
      clock.advance(Duration.ofSeconds(1));
    }
    hours(5);
    assertThat(reasons()).hasSize(30);
    assertThat(list("open").at("/items/0/member/name").asString()).isEqualTo("p00");
    hours(2);
    assertThat(reasons()).hasSize(30);
    hours(24);
    assertThat(reasons()).hasSize(40);
  }

  // ---- the parts these are made of

  private String today() {
    return java.time.LocalDate.ofInstant(clock.instant(), Riverside.ZONE).toString().substring(5);
  }

  private static void hours(int hours) {
    clock.advance(Duration.ofHours(hours));
    liana.bean(OnboardingWorker.class).runDue();
  }

  private void tell(String type, String key, String name, String text, String to) {
    String line =
        """
        {"id":"c%d","type":"%s","at":"%s","sender":{"id":"%s","name":"%s"},"text":"%s"%s}"""
            .formatted(
                ++said,
                type,
                clock.instant(),
                key,
                name,
                text,
                to.isEmpty() ? "" : ",\"targets\":[{\"id\":\"" + to + "\"}]");
    Visitor.Answer answer =
        script.send(
            "POST",
            "/groups/" + riverside.groupId() + "/events",
            BodyPublishers.ofString(line),
            "application/x-ndjson");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    liana.work();
  }

  private JsonNode list(String state) {
    return script.get("/communities/" + riverside.community() + "/care?state=" + state).json();
  }

  private List<String> reasons() {
    return list("open")
        .path("items")
        .valueStream()
        .map(one -> one.path("reason").asString())
        .toList();
  }

  private String member(String name) {
    return script
        .get("/groups/" + riverside.groupId() + "/members?q=" + name)
        .json()
        .at("/items/0/id")
        .asString();
  }
}
