package io.liana.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** In how many weeks members come again, from events that really arrived. Today is a Wednesday. */
class CheckInControllerTest {
  private static final Instant MONDAY = Instant.parse("2026-06-01T02:00:00Z");
  private static RunningLiana liana;
  private static Visitor script;
  private static int said;

  private Riverside riverside;
  private final List<String> lines = new ArrayList<>();

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            new TurnableClock(Instant.parse("2026-09-23T02:00:00Z")),
            "liana.intake.threads=0",
            "liana.delivery.threads=0");
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
  void few_who_came_again_are_counted_and_nothing_is_foretold() {
    JsonNode nobody = ask("");
    assertThat(nobody.path("until").isNull()).isTrue();
    assertThat(nobody.path("times")).isEmpty();
    speaks("ana", 0, 1, 3);
    speaks("bo", 0, 2);
    speaks("chen", 1);
    speaks("dana", 16); // this week: it is not over
    tell();
    JsonNode answer = ask("");
    assertThat(answer.path("until").asString()).as("a Sunday").isEqualTo("2026-09-20");
    assertThat(answer.path("members").asInt()).isEqualTo(3);
    assertThat(answer.path("returners").asInt()).isEqualTo(2);
    assertThat(answer.path("model").isNull()).isTrue();
    assertThat(answer.path("expected").isNull()).isTrue();
    assertThat(answer.path("times").toString())
        .isEqualTo(
            "[{\"times\":0,\"observed\":1,\"expected\":null},{\"times\":1,\"observed\":1,\"expected\":null},"
                + "{\"times\":2,\"observed\":1,\"expected\":null}]");
    JsonNode then = ask("?until=2026-06-16&weeks=2");
    assertThat(then.path("until").asString()).as("whole weeks only").isEqualTo("2026-06-14");
    assertThat(then.path("members").asInt()).isEqualTo(3);
    assertThat(then.path("observed").asInt()).as("bo once, ana once").isEqualTo(2);
    assertThat(ask("?until=2026-09-13&weeks=2").path("observed").isNull()).isTrue();
    assertThat(script.get(path("?weeks=0")).code()).isEqualTo("invalid_request");
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.get(path("")).status()).isEqualTo(404);
  }

  @Test
  void what_is_foretold_is_near_what_came() {
    var chance = new Random(11);
    for (int i = 0; i < 300; i++) {
      double comes = 0.2 + 0.6 * chance.nextDouble();
      double leaves = 0.2 * chance.nextDouble();
      List<Integer> weeks = new ArrayList<>(List.of(0));
      for (int week = 1; week < 16 && chance.nextDouble() >= leaves; week++) {
        if (chance.nextDouble() < comes) {
          weeks.add(week);
        }
      }
      speaks("m" + i, weeks.stream().mapToInt(one -> one).toArray());
    }
    tell();
    JsonNode answer = ask("?until=2026-08-23&weeks=4");
    assertThat(answer.path("members").asInt()).isEqualTo(300);
    assertThat(answer.at("/model/log_likelihood").asDouble()).isNegative();
    double observed = answer.path("observed").asDouble();
    assertThat(answer.path("expected").asDouble()).isCloseTo(observed, within(0.2 * observed));
    assertThat(answer.path("alive").valueStream().mapToInt(JsonNode::asInt).sum()).isEqualTo(300);
    assertThat(sum(answer, "observed")).isEqualTo(300);
    assertThat(sum(answer, "expected")).isCloseTo(300, within(1e-6));
  }

  // ---- the parts these are made of

  private static double sum(JsonNode answer, String which) {
    return answer.path("times").valueStream().mapToDouble(one -> one.path(which).asDouble()).sum();
  }

  private JsonNode ask(String query) {
    Visitor.Answer answer = script.get(path(query));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private String path(String query) {
    return "/communities/" + riverside.community() + "/questions/check-in" + query;
  }

  private void speaks(String key, int... weeks) {
    for (int week : weeks) {
      lines.add(
          """
          {"id":"c%d","type":"message","at":"%s","sender":{"id":"%s","name":"%s"},"text":"Hello"}"""
              .formatted(++said, MONDAY.plus(Duration.ofDays(7L * week)), key, key));
    }
  }

  private void tell() {
    for (int i = 0; i < lines.size(); i += 400) {
      Visitor.Answer answer =
          script.send(
              "POST",
              "/groups/" + riverside.groupId() + "/events",
              BodyPublishers.ofString(
                  String.join("\n", lines.subList(i, Math.min(lines.size(), i + 400)))),
              "application/x-ndjson");
      assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    }
    lines.clear();
    liana.work();
  }
}
