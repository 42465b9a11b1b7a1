package io.liana.connection;

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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two tables of a tea house that talk among themselves, Ana between them, and who sits alone. */
class ConnectionControllerTest {
  private static final Instant MONDAY = Instant.parse("2026-09-07T02:00:00Z");
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-09-21T14:00:00Z"));
  private static RunningLiana liana;
  private static Visitor script;
  private static int told;

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

  /**
   * Bo, Chen and Dai, and Eva, Fang and Gu talk in triangles, three messages a side; Ana says one
   * thing to Bo and one to Eva. Hu speaks on the last day and nobody answers; Ito joined the day
   * before and says nothing; Jun joined and left again; Kai spoke long ago and joins again.
   */
  @BeforeEach
  void a_tea_house() {
    riverside = Riverside.in(liana);
    says("kai", null, -40);
    for (String pair : List.of("bo chen", "chen dai", "dai bo", "eva fang", "fang gu", "gu eva")) {
      String[] two = pair.split(" ");
      for (int day = 0; day < 3; day++) {
        says(two[0], two[1], day);
      }
    }
    says("ana", "bo", 1);
    says("ana", "eva", 5);
    event("join", "kai", null, 9);
    event("join", "jun", null, 11);
    event("leave", "jun", null, 12);
    event("join", "ito", null, 12);
    says("hu", null, 13);
    tell();
  }

  @Test
  void two_tables_are_two_circles_and_ana_stands_between_them() {
    JsonNode seen = get("/connections");
    assertThat(seen.path("first_day").asString()).isEqualTo("2026-07-29");
    assertThat(seen.path("last_day").asString()).isEqualTo("2026-09-20");
    assertThat(seen.at("/totals/nodes").asInt()).isEqualTo(7);
    assertThat(seen.at("/totals/directed_messages").asInt()).isEqualTo(20);
    assertThat(seen.path("circles_in_all").asInt()).isEqualTo(2);
    // 20 messages. One circle holds 10 of them inside, ends 21; the other 9, ends 19.
    double modularity = 10 / 20.0 - Math.pow(21 / 40.0, 2) + 9 / 20.0 - Math.pow(19 / 40.0, 2);
    assertThat(seen.path("modularity").asDouble()).isCloseTo(modularity, within(1e-9));
    assertThat(seen.at("/circles/0/members").asInt()).isEqualTo(4);
    assertThat(seen.at("/circles/0/inside").asInt()).isEqualTo(10);
    assertThat(seen.at("/circles/0/crossing").asInt()).isEqualTo(1);
    assertThat(seen.path("pivots").isNull()).isTrue();

    JsonNode ana = seen.at("/bridges/0");
    assertThat(ana.at("/member/name").asString()).isEqualTo("Ana");
    // 3 × 3 of the 15 pairs of the other six.
    assertThat(ana.path("betweenness").asDouble()).isCloseTo(9 / 15.0, within(1e-9));
    assertThat(ana.path("cuts_off").asInt()).isEqualTo(3);
    assertThat(ana.path("reached").asInt()).isEqualTo(2);
    assertThat(ana.path("outside").asDouble()).isEqualTo(0.5);
    assertThat(ana.path("dimension").asInt()).isEqualTo(2);
    assertThat(ana.path("frequency").asDouble()).as("two messages on two days").isEqualTo(1);
    assertThat(ana.path("sent").asInt()).isEqualTo(2);
    assertThat(ana.path("received").asInt()).isZero();
    assertThat(names(seen.path("bridges"))).containsExactly("Ana", "Bo", "Eva");
    JsonNode bo = seen.path("bridges").path(1);
    assertThat(bo.path("duration").asDouble()).as("median of 2, 2 and 0 days").isEqualTo(2);
    assertThat(bo.path("cuts_off").asInt()).isEqualTo(2);
  }

  @Test
  void so_many_are_shown_as_asked_for_and_all_are_counted() {
    JsonNode seen = get("/connections?shown=2");
    assertThat(names(seen.path("shown"))).containsExactly("Bo", "Eva");
    assertThat(seen.path("edges")).isEmpty();
    assertThat(seen.at("/totals/nodes").asInt()).isEqualTo(7);
    JsonNode all = get("/connections");
    assertThat(all.path("edges_in_all").asInt()).isEqualTo(8);
    assertThat(all.at("/edges/0/messages").asInt()).isEqualTo(3);
  }

  @Test
  void a_period_is_looked_at_by_itself() {
    JsonNode seen = get("/connections?from=2026-09-11&to=2026-09-15");
    assertThat(seen.at("/totals/nodes").asInt()).isEqualTo(2);
    assertThat(seen.path("modularity").asDouble()).isZero();
    JsonNode nothing = get("/connections?from=2030-01-01");
    assertThat(nothing.path("first_day").isNull()).isTrue();
    assertThat(nothing.path("modularity").isNull()).isTrue();
    assertThat(nothing.path("shown")).isEmpty();
  }

  @Test
  void newcomers_nobody_spoke_to_are_found_and_a_task_greets_them_once() {
    JsonNode alone = get("/newcomers-alone");
    // Ana and the two tables came first with their first words, on the 7th, 8th and later.
    assertThat(alone.path("from").asString()).isEqualTo("2026-09-07");
    assertThat(alone.path("until").asString()).isEqualTo("2026-09-20");
    assertThat(alone.path("came").asInt()).isEqualTo(9);
    assertThat(names(alone.path("items"))).containsExactly("Ana", "Ito", "Hu");
    JsonNode ito = alone.path("items").path(1);
    assertThat(ito.path("spoke_at").isNull()).isTrue();
    assertThat(ito.path("waited_hours").asInt()).isEqualTo(60);
    assertThat(ito.path("task").isNull()).isTrue();
    JsonNode hu = alone.path("items").path(2);
    assertThat(hu.path("messages").asInt()).isEqualTo(1);
    assertThat(hu.path("waited_hours").asInt()).isEqualTo(36);

    String greeting = place() + "/newcomers-alone/" + hu.at("/member/id").asString() + "/greeting";
    assertThat(script.post(greeting, "{}").status()).isEqualTo(204);
    assertThat(script.post(greeting, "{}").status()).as("twice is once").isEqualTo(204);
    assertThat(get("/newcomers-alone").at("/items/2/task").asString()).isEqualTo("open");
    JsonNode tasks = script.get("/tasks?group=" + riverside.groupId()).json().path("items");
    assertThat(tasks).hasSize(1);
    assertThat(tasks.at("/0/kind").asString()).isEqualTo("greet");
    assertThat(tasks.at("/0/member/name").asString()).isEqualTo("Hu");
    assertThat(tasks.at("/0/due_at").asString()).isEqualTo("2026-09-22T14:00:00Z");

    says("ana", "hu", 14);
    tell();
    assertThat(names(get("/newcomers-alone").path("items"))).containsExactly("Ana", "Ito");
    assertThat(script.post(greeting, "{}").code()).isEqualTo("newcomer_not_alone");
  }

  @Test
  void few_days_look_at_the_last_ones_only_and_an_earlier_end_looks_back() {
    assertThat(names(get("/newcomers-alone?days=1").path("items"))).containsExactly("Hu");
    JsonNode then = get("/newcomers-alone?days=3&to=2026-09-09");
    assertThat(then.path("until").asString()).isEqualTo("2026-09-09");
    assertThat(names(then.path("items"))).containsExactly("Ana");
  }

  @Test
  void nonsense_is_refused_and_nobody_looks_into_a_group_out_of_their_sight() {
    for (String wrong :
        List.of(
            "/connections?shown=0",
            "/connections?shown=201",
            "/connections?from=soon",
            "/newcomers-alone?days=0",
            "/newcomers-alone?days=367")) {
      assertThat(script.get(place() + wrong).code()).as(wrong).isEqualTo("invalid_request");
    }
    assertThat(script.get(place() + "/connections?from=2026-09-02&to=2026-09-01").code())
        .isEqualTo("period_backwards");
    Visitor elsewhere =
        Riverside.operator(liana, "owner", List.of(Riverside.in(liana).community().toString()));
    assertThat(elsewhere.get(place() + "/connections").code()).isEqualTo("group_not_found");
    assertThat(elsewhere.get(place() + "/newcomers-alone").code()).isEqualTo("group_not_found");
    assertThat(elsewhere.post(place() + "/newcomers-alone/1/greeting", "{}").status())
        .isEqualTo(404);
  }

  private String place() {
    return "/groups/" + riverside.groupId();
  }

  private JsonNode get(String path) {
    Visitor.Answer answer = script.get(place() + path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static List<String> names(JsonNode rows) {
    return rows.valueStream().map(row -> row.at("/member/name").asString()).toList();
  }

  private void says(String who, String to, int day) {
    event("message", who, to, day);
  }

  private void event(String type, String who, @Nullable String to, int day) {
    String name = Character.toUpperCase(who.charAt(0)) + who.substring(1);
    String said =
        !type.equals("message")
            ? ""
            : ",\"text\":\"Tea?\""
                + (to == null ? "" : ",\"targets\":[{\"id\":\"%s\"}]".formatted(to));
    lines.add(
        """
        {"id":"c%d","type":"%s","at":"%s","sender":{"id":"%s","name":"%s"}%s}"""
            .formatted(++told, type, MONDAY.plus(Duration.ofDays(day)), who, name, said));
  }

  private void tell() {
    Visitor.Answer answer =
        script.send(
            "POST",
            place() + "/events",
            BodyPublishers.ofString(String.join("\n", lines)),
            "application/x-ndjson");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    lines.clear();
    liana.work();
  }
}
