package io.liana.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Inbox;
import io.liana.channel.RawEvent;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Actor;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.kit.Visitor.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ParkedControllerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
  private static RunningLiana liana;

  private final String room = "room-" + UUID.randomUUID();
  private Visitor script;
  private Riverside riverside;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            new TurnableClock(NOON), "liana.intake.threads=0", "liana.delivery.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void an_event_of_a_group_nobody_knows() {
    script = liana.script();
    riverside = Riverside.in(liana);
    arrives(room, "hello from " + room);
  }

  @Test
  void what_was_set_aside_is_shown_as_it_came() {
    JsonNode parked = newest();
    assertThat(parked.path("raw").asString()).contains("hello from " + room);
    assertThat(parked.path("error").asString()).contains(room);
    assertThat(parked.path("group").isNull()).isTrue();
    assertThat(parked.path("attempts").asInt()).isEqualTo(1);
    assertThat(parked.path("state").asString()).isEqualTo("parked");
  }

  @Test
  void once_the_cause_is_gone_a_retry_settles_it_and_it_is_parked_no_more() {
    String id = newest().path("id").asString();
    GroupView group = groupIsMade();

    Answer retried = script.post("/parked/" + id + "/retry", "");
    assertThat(retried.status()).isEqualTo(202);
    assertThat(retried.json().path("state").asString()).isEqualTo("queued");
    assertThat(retried.json().at("/group/name").asString()).isEqualTo(group.name());
    assertThat(script.post("/parked/" + id + "/retry", "").code()).isEqualTo("parked_queued");
    assertThat(script.post("/parked/" + id + "/discard", Map.of("reason", "x")).code())
        .isEqualTo("parked_queued");

    assertThat(liana.bean(IntakeWorker.class).runDue()).isEqualTo(1);
    JsonNode said = script.get("/groups/" + group.id() + "/events").json().path("items");
    assertThat(said).hasSize(1);
    assertThat(said.path(0).path("text").asString()).isEqualTo("hello from " + room);
    assertThat(script.post("/parked/" + id + "/retry", "").code()).isEqualTo("parked_not_found");
    assertThat(script.get("/parked?group=" + group.id()).json().path("items")).isEmpty();
  }

  @Test
  void what_fails_again_comes_back_to_its_place_and_is_counted() {
    String id = newest().path("id").asString();
    script.post("/parked/" + id + "/retry", "");
    liana.bean(IntakeWorker.class).runDue();

    JsonNode parked = newest();
    assertThat(parked.path("id").asString()).isEqualTo(id);
    assertThat(parked.path("attempts").asInt()).isEqualTo(2);
    assertThat(parked.path("state").asString()).isEqualTo("parked");
    assertThat(script.post("/parked/" + id + "/retry", "").status()).isEqualTo(202);
    liana.bean(IntakeWorker.class).runDue();
    assertThat(newest().path("attempts").asInt()).isEqualTo(3);
  }

  @Test
  void what_is_given_up_is_gone_and_the_journal_knows_why() {
    String id = newest().path("id").asString();
    assertThat(script.post("/parked/" + id + "/discard", Map.of()).code())
        .isEqualTo("invalid_request");
    assertThat(script.post("/parked/" + id + "/discard", Map.of("reason", "a test")).status())
        .isEqualTo(204);
    assertThat(script.post("/parked/" + id + "/discard", Map.of("reason", "again")).code())
        .isEqualTo("parked_not_found");
    JsonNode entry =
        script.get("/journal?kind=parked_discarded&limit=1").json().path("items").path(0);
    assertThat(entry.at("/reason/why").asString()).isEqualTo("a test");
  }

  @Test
  void only_who_sees_all_sees_events_of_groups_nobody_knows() {
    String id = newest().path("id").asString();
    Visitor bo = riverside.localOperator();
    assertThat(bo.get("/parked").json().path("items")).isEmpty();
    assertThat(bo.post("/parked/" + id + "/retry", "").code()).isEqualTo("parked_not_found");

    groupIsMade();
    assertThat(bo.get("/parked").json().path("items")).hasSize(1);
    Visitor stranger = Riverside.in(liana).localOperator();
    assertThat(stranger.get("/parked").json().path("items")).isEmpty();
    assertThat(stranger.post("/parked/" + id + "/discard", Map.of("reason", "x")).code())
        .isEqualTo("parked_not_found");
    assertThat(stranger.get("/parked?community=" + riverside.community()).code())
        .isEqualTo("community_not_found");
  }

  private GroupView groupIsMade() {
    return liana
        .bean(Groups.class)
        .create(
            riverside.community(), room, GroupView.OPEN, "", room, new Actor.Machine("fixture"));
  }

  private JsonNode newest() {
    return script.get("/parked?limit=1").json().path("items").path(0);
  }

  private static void arrives(String room, String text) {
    String body =
        """
        {"id":"1","at":"2026-11-22T04:00:00Z","type":"message","sender":{"id":"chen"},"text":"%s"}"""
            .formatted(text);
    liana
        .bean(Inbox.class)
        .acceptNow(List.of(new RawEvent("open", "", room, "message:chen:1", NOON, body)));
    liana.bean(IntakeWorker.class).runDue();
  }
}
