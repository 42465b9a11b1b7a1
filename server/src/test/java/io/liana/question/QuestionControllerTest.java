package io.liana.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Funnels over HTTP, from events that really arrived. */
class QuestionControllerTest {
  private static final Instant MONDAY = Instant.parse("2026-09-07T02:00:00Z");
  private static final String JOIN_SPEAK =
      "{\"steps\":[{\"what\":\"joined\"},{\"what\":\"said\"}],\"from\":\"2026-09-01\",\"to\":\"2026-11-08\",\"window_hours\":24%s}";
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-16T02:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;
  private static int said;

  private Riverside riverside;
  private final List<String> lines = new ArrayList<>();

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
    riverside = Riverside.in(liana);
  }

  @Test
  void who_came_and_spoke_is_counted_and_the_week_in_which_it_changed_is_named() {
    // Eight weeks of forty newcomers: of the first four weeks thirty speak, later ten.
    for (int week = 0; week < 8; week++) {
      for (int i = 0; i < 40; i++) {
        Instant at = MONDAY.plus(Duration.ofDays(7L * week));
        String key = "w" + week + "-" + i;
        line("join", key, at, "");
        if (i < (week < 4 ? 30 : 10)) {
          line("message", key, at.plusSeconds(600), "Hello");
        } else if (i == 39) {
          line("message", key, at.plus(Duration.ofHours(25)), "Too late");
        }
      }
    }
    tell();
    JsonNode answer = ask(JOIN_SPEAK.formatted(""));
    assertThat(answer.at("/steps/0/people").asInt()).isEqualTo(320);
    assertThat(answer.at("/steps/1/people").asInt()).isEqualTo(160);
    assertThat(answer.at("/steps/1/share").asDouble()).isEqualTo(0.5);
    assertThat(answer.at("/steps/1/low").asDouble()).isBetween(0.44, 0.45);
    assertThat(answer.at("/steps/1/median_seconds").asDouble()).isEqualTo(600);
    assertThat(answer.path("open").asBoolean()).isFalse();
    assertThat(answer.path("trend")).hasSize(10);
    assertThat(answer.at("/trend/1/from").asString()).isEqualTo("2026-09-07");
    assertThat(answer.at("/trend/1/people").toString()).isEqualTo("[40,30]");
    assertThat(answer.at("/changes/0/at").asString()).isEqualTo("2026-10-05");
    assertThat(answer.at("/changes/0/before").asDouble()).isEqualTo(0.75);
    assertThat(answer.at("/changes/0/after").asDouble()).isEqualTo(0.25);
    assertThat(answer.path("changes")).hasSize(1);

    JsonNode parts = ask(JOIN_SPEAK.formatted(",\"by_group\":true"));
    assertThat(parts.at("/groups/0/group/name").asString()).contains("tea house");
    assertThat(parts.at("/groups/0/steps/1/people").asInt()).isEqualTo(160);
  }

  @Test
  void an_empty_time_and_one_member_are_answered_without_numbers_that_are_none() {
    JsonNode empty = ask(JOIN_SPEAK.formatted(""));
    assertThat(empty.at("/steps/0/people").asInt()).isZero();
    assertThat(empty.at("/steps/1/share").isNull()).isTrue();
    assertThat(empty.at("/steps/1/onward").isNull()).isTrue();
    assertThat(empty.path("changes")).isEmpty();
    line("join", "one", MONDAY, "");
    tell();
    JsonNode one = ask(JOIN_SPEAK.formatted(""));
    assertThat(one.at("/steps/0/people").asInt()).isEqualTo(1);
    assertThat(one.at("/steps/1/share").asDouble()).isZero();
    JsonNode future =
        ask(
            "{\"steps\":[{\"what\":\"joined\"},{\"what\":\"said\"}],\"from\":\"2030-01-01\",\"to\":\"2030-02-01\"}");
    assertThat(future.path("open").asBoolean()).isTrue();
  }

  @Test
  void what_makes_no_sense_is_refused_with_the_field_and_others_groups_are_not_there() {
    for (String wrong :
        List.of(
            "{}",
            "{\"steps\":[{\"what\":\"joined\"}]}",
            "{\"steps\":[{\"what\":\"joined\"},{\"what\":\"bought\"}]}",
            "{\"steps\":[{\"what\":\"joined\"},null]}",
            "{\"steps\":[{\"what\":\"joined\"},{\"what\":\"said\"}],\"window_hours\":0}",
            "{\"steps\":[{\"what\":\"joined\"},{\"what\":\"said\"}],\"from\":\"2026-02-01\",\"to\":\"2026-01-01\"}",
            "{\"steps\":[{\"what\":\"joined\"},{\"what\":\"said\"}],\"exclusions\":[{\"what\":\"left\",\"after\":2}]}")) {
      assertThat(script.post(path(), wrong).code()).as(wrong).isEqualTo("invalid_request");
    }
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.post(path(), JOIN_SPEAK.formatted("")).status()).isEqualTo(404);
    line("join", "one", MONDAY, "");
    tell();
    String other = Riverside.in(liana).groupId().toString();
    assertThat(
            ask(JOIN_SPEAK.formatted(",\"groups\":[\"" + other + "\"]"))
                .at("/steps/0/people")
                .asInt())
        .as("a group of another community is none of this one's")
        .isZero();
  }

  private String path() {
    return "/communities/" + riverside.community() + "/questions/funnel";
  }

  private JsonNode ask(String question) {
    Visitor.Answer answer = script.post(path(), question);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private void line(String type, String key, Instant at, String text) {
    lines.add(
        """
        {"id":"q%d","type":"%s","at":"%s","sender":{"id":"%s","name":"%s"},"text":"%s"}"""
            .formatted(++said, type, at, key, key, text));
  }

  private void tell() {
    Visitor.Answer answer =
        script.send(
            "POST",
            "/groups/" + riverside.groupId() + "/events",
            BodyPublishers.ofString(String.join("\n", lines)),
            "application/x-ndjson");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    lines.clear();
    liana.work();
  }
}
