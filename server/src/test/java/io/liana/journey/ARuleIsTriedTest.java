package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.experiment.Experiments;
import io.liana.experiment.Exposure;
import io.liana.kit.Eventually;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A house rule for one arm: whom it is for, who met it, and a rehearsal that counts nobody. */
class ARuleIsTriedTest {
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-16T02:00:00Z"));
  private static final String RULE =
      """
      {"key":"%s","name":"%s","mode":"on","triggers":[{"type":"keyword","match":"contains","words":["price"]}],
       "conditions":[%s],"effects":[{"type":"reply","text":"It is 9"},{"type":"tag","tag":"told"}]}
      """;
  private static RunningLiana liana;
  private static Visitor script;
  private static int said;

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
    riverside = Riverside.in(liana);
  }

  @Test
  void the_arm_decides_whether_a_rule_fires_and_a_rehearsal_shows_it_and_counts_nobody() {
    publish(rules(""));
    say(0, 30, "What is the price?");
    String tried = experiment("Answer prices", "member");
    JsonNode draft = rehearse(rules(rule("price", tried + ":b")));
    assertThat(draft.at("/draft/answered").asInt()).as("a draft decides nothing").isZero();
    begin(tried);
    int would = rehearse(rules(rule("price", tried + ":b"))).at("/draft/answered").asInt();
    assertThat(would).isBetween(1, 29);
    assertThat(met(tried)).as("nobody met a rehearsal").containsExactly(0, 0);

    publish(rules(rule("price", tried + ":b")));
    JsonNode place = script.get("/experiments/" + tried).json().at("/places/0");
    assertThat(place.path("kind").asString()).isEqualTo("rule");
    assertThat(place.path("name").asString()).isEqualTo("Rule price");
    say(0, 30, "And the price?");
    say(30, 5, "Good morning");
    assertThat(told()).isEqualTo(would);
    assertThat(met(tried)).containsExactly(30 - would, would);
    say(0, 30, "The price, please");
    assertThat(met(tried)).as("once each").containsExactly(30 - would, would);

    script.post("/experiments/" + tried + "/stop", Map.of("why", "Clear", "arm", "b"));
    say(30, 5, "price");
    assertThat(told()).as("everybody gets b").isEqualTo(would + 5);
    assertThat(met(tried)).containsExactly(30 - would, would);
  }

  @Test
  void a_group_is_told_as_a_whole() {
    String tried = experiment("Whole groups", "group");
    begin(tried);
    publish(rules(rule("price", tried + ":b")));
    say(0, 10, "price");
    assertThat(told()).isIn(0, 10);
    assertThat(met(tried)).containsExactlyInAnyOrder(0, 10);
    JsonNode met = script.get("/experiments/" + tried).json();
    assertThat(met.at("/arms/0/groups").asInt() + met.at("/arms/1/groups").asInt()).isEqualTo(1);
  }

  @Test
  void of_several_meetings_at_once_the_first_counts() {
    String tried = experiment("At once", "member");
    begin(tried);
    Instant first = clock.instant();
    new TransactionTemplate(liana.bean(PlatformTransactionManager.class))
        .executeWithoutResult(
            all ->
                liana
                    .bean(Experiments.class)
                    .expose(
                        Stream.of(first.plusSeconds(60), first, first.plusSeconds(30))
                            .map(
                                at ->
                                    Exposure.to(
                                        tried + ":b", riverside.groupId(), riverside.chen(), at))
                            .toList()));
    assertThat(
            liana
                .bean(JdbcTemplate.class)
                .queryForObject(
                    "select at from experiment_exposure where experiment_id = ?",
                    OffsetDateTime.class,
                    Long.valueOf(tried)))
        .isEqualTo(first.atOffset(ZoneOffset.UTC));
  }

  @Test
  void each_rule_may_try_one_thing_of_its_own_on_members_or_groups() {
    String first = experiment("First", "member");
    String second = experiment("Second", "group");
    String visitors = experiment("Visitors", "visitor");
    assertThat(refused(rule("x", first + ":b\",\"" + second + ":b")))
        .isEqualTo("place_tried_twice");
    assertThat(refused(rule("x", visitors + ":b"))).isEqualTo("experiment_unit_wrong");
    assertThat(refused(rule("x", first + ":z"))).isEqualTo("invalid_request");
    assertThat(script.get("/experiments/" + first).json().path("places").isEmpty()).isTrue();
    publish(rules(rule("x", first + ":b") + "," + rule("y", second + ":a")));
    assertThat(script.get("/experiments/" + first).json().at("/places/0/name").asString())
        .isEqualTo("Rule x");
    assertThat(script.get("/experiments/" + second).json().at("/places/0/name").asString())
        .isEqualTo("Rule y");
    publish(rules(rule("x", first + ":b").replace("\"mode\":\"on\"", "\"mode\":\"off\"")));
    assertThat(script.get("/experiments/" + first).json().path("places").isEmpty())
        .as("a rule that is off decides nothing")
        .isTrue();
  }

  private static String rules(String rules) {
    return "{\"rules\":[" + rules + "]}";
  }

  private static String rule(String key, String arms) {
    return RULE.formatted(key, "Rule " + key, "{\"type\":\"arm\",\"arms\":[\"" + arms + "\"]}");
  }

  private String path() {
    return "/communities/" + riverside.community() + "/rules";
  }

  private String refused(String rule) {
    assertThat(script.put(path() + "/draft", rules(rule)).status()).isEqualTo(200);
    return script.post(path() + "/publish", Map.of()).code();
  }

  private void publish(String rules) {
    Visitor.Answer saved = script.put(path() + "/draft", rules);
    assertThat(saved.status()).as(saved.text()).isEqualTo(200);
    Visitor.Answer published = script.post(path() + "/publish", Map.of());
    assertThat(published.status()).as(published.text()).isLessThan(300);
  }

  private JsonNode rehearse(String draft) {
    Visitor.Answer started =
        script.post(
            path() + "/rehearsals",
            "{\"group_id\":\"%s\",\"draft\":%s}".formatted(riverside.groupId(), draft));
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    String one = path() + "/rehearsals/" + started.json().path("id").asString();
    return Eventually.get(
        "the rehearsal is done",
        () -> {
          JsonNode now = script.get(one).json();
          return now.path("state").asString().equals("done") ? now : null;
        });
  }

  private void say(int from, int people, String text) {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < from + people; i++) {
      lines.add(
          """
          {"id":"x%d","type":"message","at":"%s","sender":{"id":"n%d","name":"N%d"},"text":"%s"}"""
              .formatted(++said, clock.instant(), i, i, text));
    }
    Visitor.Answer answer =
        script.send(
            "POST",
            "/groups/" + riverside.groupId() + "/events",
            BodyPublishers.ofString(String.join("\n", lines)),
            "application/x-ndjson");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    liana.work();
  }

  private int told() {
    Integer told =
        liana
            .bean(JdbcTemplate.class)
            .queryForObject(
                "select count(*) from member_tag where community_id = ? and tag = 'told'",
                Integer.class,
                riverside.community().value());
    return told == null ? 0 : told;
  }

  private static List<Integer> met(String experiment) {
    JsonNode json = script.get("/experiments/" + experiment).json();
    return List.of(json.at("/arms/0/members").asInt(), json.at("/arms/1/members").asInt());
  }

  private String experiment(String name, String unit) {
    Visitor.Answer made =
        script.post(
            "/communities/" + riverside.community() + "/experiments",
            Map.of(
                "name",
                name,
                "unit",
                unit,
                "arms",
                List.of(Map.of("key", "a", "name", "A"), Map.of("key", "b", "name", "B")),
                "metric",
                unit.equals("visitor") ? "joined" : "spoke",
                "guardrails",
                List.of()));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  private static void begin(String experiment) {
    assertThat(script.post("/experiments/" + experiment + "/start", Map.of()).status())
        .isLessThan(300);
  }
}
