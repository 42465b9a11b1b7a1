package io.liana.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.StrictPlatform;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A command the platform gave no answer to: a person says what is to become of it. */
class DoubtsTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
  private static final Actor TESTER = new Actor.Machine("test");
  private static final TurnableClock clock = new TurnableClock(NOON);
  private static final StrictPlatform platform = new StrictPlatform(clock);
  private static RunningLiana liana;
  private static int count;

  private Visitor script;
  private CommunityId community;
  private GroupView group;
  private String doubtful;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.freshWith(
            platform,
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.desk.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void one_command_is_in_doubt() {
    platform.forget();
    script = liana.script();
    int n = ++count;
    community = liana.bean(Communities.class).create("Riverside " + n, Riverside.ZONE, TESTER).id();
    group =
        liana
            .bean(Groups.class)
            .create(community, "Room " + n, StrictPlatform.NAME, "bot" + n, "r" + n, TESTER);
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    "doubt-" + n,
                    community,
                    group.id(),
                    null,
                    Purpose.ANSWER,
                    new Command.SendText(group.externalId(), "Nine o'clock", List.of(), null),
                    null,
                    NOON)));
    platform.silent(true);
    liana.bean(DeliveryWorker.class).runDue();
    platform.silent(false);
    doubtful = delivery().path("id").asString();
  }

  @Test
  void it_is_shown_as_in_doubt_with_a_task_to_look() {
    assertThat(delivery().path("state").asString()).isEqualTo("unknown");
    assertThat(delivery().path("outcome").asString()).isEqualTo("no_answer");
    assertThat(task().path("kind").asString()).isEqualTo("check");
    assertThat(task().at("/delivery/id").asString()).isEqualTo(doubtful);
  }

  @Test
  void it_had_arrived_and_the_task_is_over() {
    JsonNode settled = script.post("/deliveries/" + doubtful + "/arrived", Map.of()).json();
    assertThat(settled.path("state").asString()).isEqualTo("delivered");
    assertThat(task().path("state").asString()).isEqualTo("done");
    assertThat(said()).hasSize(1);
    assertThat(journal("delivery_arrived")).isEqualTo(1);
  }

  @Test
  void it_is_sent_again_only_because_somebody_said_so() {
    script.post("/deliveries/" + doubtful + "/again", Map.of());
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(delivery().path("state").asString()).isEqualTo("delivered");
    assertThat(said()).containsExactly("Nine o'clock", "Nine o'clock");
    assertThat(journal("delivery_sent_again")).isEqualTo(1);
    assertThat(task().path("state").asString()).isEqualTo("dropped");
  }

  @Test
  void sent_again_and_in_doubt_again_it_is_asked_again() {
    clock.advance(java.time.Duration.ofMinutes(1));
    script.post("/deliveries/" + doubtful + "/again", Map.of());
    clock.advance(java.time.Duration.ofMinutes(1));
    platform.silent(true);
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(delivery().path("state").asString()).isEqualTo("unknown");
    assertThat(task().path("state").asString()).isEqualTo("open");
  }

  @Test
  void it_may_be_let_be() {
    JsonNode settled = script.post("/deliveries/" + doubtful + "/let-be", Map.of()).json();
    assertThat(settled.path("state").asString()).isEqualTo("cancelled");
    assertThat(settled.path("outcome").asString()).isEqualTo("let_be");
    assertThat(journal("delivery_let_be")).isEqualTo(1);
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(said()).hasSize(1);
  }

  @Test
  void finishing_its_task_says_that_it_arrived() {
    script.post("/tasks/" + task().path("id").asString() + "/done", Map.of());
    assertThat(delivery().path("state").asString()).isEqualTo("delivered");
  }

  @Test
  void what_is_settled_or_somebody_elses_cannot_be_settled() {
    script.post("/deliveries/" + doubtful + "/arrived", Map.of());
    assertThat(script.post("/deliveries/" + doubtful + "/again", Map.of()).code())
        .isEqualTo("not_in_doubt");
    assertThat(script.post("/deliveries/999999/again", Map.of()).code())
        .isEqualTo("delivery_not_found");
    Visitor stranger = Riverside.in(liana).localOperator();
    assertThat(stranger.post("/deliveries/" + doubtful + "/again", Map.of()).code())
        .isEqualTo("delivery_not_found");
  }

  private JsonNode delivery() {
    return script.get("/deliveries?community=" + community).json().path("items").get(0);
  }

  private JsonNode task() {
    return script.get("/tasks?community=" + community).json().path("items").get(0);
  }

  private List<String> said() {
    return platform.said(group.externalId());
  }

  private int journal(String kind) {
    return script
        .get("/journal?kind=" + kind + "&community=" + community)
        .json()
        .path("items")
        .size();
  }
}
