package io.liana.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.delivery.DeliveryWorker;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.kit.Visitor.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class TaskControllerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
  private static RunningLiana liana;

  private Visitor script;
  private Riverside riverside;
  private int raised;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            new TurnableClock(NOON),
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.delivery.pace=0ms");
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    script = liana.script();
    riverside = Riverside.in(liana);
  }

  @Test
  void what_no_machine_may_say_is_handed_to_a_human_with_the_words() {
    send("Please no adverts");
    liana.bean(DeliveryWorker.class).runDue();

    JsonNode task = open().getFirst();

    assertThat(task.path("kind").asString()).isEqualTo("perform");
    assertThat(task.path("title").asString()).isEqualTo("send");
    assertThat(task.path("text").asString()).isEqualTo("Please no adverts");
    assertThat(task.at("/member/name").asString()).isEqualTo("陈晨 Chen");
    assertThat(task.at("/group/id").asString()).isEqualTo(riverside.groupId().toString());
  }

  @Test
  void the_most_urgent_comes_first_page_by_page() {
    raise("rule_task", "third", Duration.ofHours(3));
    raise("rule_note", "first", Duration.ofHours(1));
    raise("rule_task", "second", Duration.ofHours(2));
    List<String> titles = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = script.get(list("open") + "&limit=1&cursor=" + cursor).json();
      page.path("items").forEach(task -> titles.add(task.path("title").asString()));
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    assertThat(titles).containsExactly("first", "second", "third");
    assertThat(open().getFirst().path("kind").asString()).isEqualTo("note");
  }

  @Test
  void a_finished_task_names_who_did_it_and_cannot_be_finished_twice() {
    raise("rule_task", "Call Chen", Duration.ofHours(1));
    String id = open().getFirst().path("id").asString();
    Visitor bo = riverside.localOperator();

    Answer done = bo.post("/tasks/" + id + "/done", Map.of("note", "We talked."));

    assertThat(done.json().path("state").asString()).isEqualTo("done");
    assertThat(done.json().at("/done_by/name").asString()).startsWith("Dana");
    assertThat(done.json().path("note").asString()).isEqualTo("We talked.");
    assertThat(bo.post("/tasks/" + id + "/done", Map.of()).code()).isEqualTo("task_closed");
    assertThat(open()).isEmpty();
    assertThat(script.get(list("done")).json().path("items")).hasSize(1);
    assertThat(
            script
                .get("/journal?kind=task_done&community=" + riverside.community())
                .json()
                .path("items"))
        .hasSize(1);
  }

  @Test
  void tasks_of_other_communities_do_not_exist() {
    raise("rule_task", "ours", Duration.ofHours(1));
    String id = open().getFirst().path("id").asString();
    Visitor stranger = Riverside.in(liana).localOperator();
    assertThat(stranger.get("/tasks").json().path("items")).isEmpty();
    assertThat(stranger.post("/tasks/" + id + "/done", Map.of()).code())
        .isEqualTo("task_not_found");
    assertThat(stranger.get(list("open")).code()).isEqualTo("community_not_found");
  }

  @Test
  void a_nonsense_question_is_answered_with_what_is_wrong() {
    assertThat(script.get("/tasks?state=lost").code()).isEqualTo("invalid_request");
    assertThat(script.get("/tasks?cursor=MQ").code()).isEqualTo("bad_cursor");
    assertThat(script.post("/tasks/one/done", Map.of()).code()).isEqualTo("not_an_id");
    assertThat(script.post("/tasks/999999/done", Map.of()).code()).isEqualTo("task_not_found");
    assertThat(script.post("/tasks/1/done", "{\"note\": \"a\\u0000\"}").code())
        .isEqualTo("invalid_request");
  }

  private void send(String text) {
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    "send:" + riverside.community(),
                    riverside.community(),
                    riverside.groupId(),
                    riverside.chen(),
                    Purpose.WARNING,
                    new Command.SendText(riverside.group().externalId(), text, List.of(), null),
                    null,
                    NOON)));
  }

  private void raise(String kind, String title, Duration due) {
    liana
        .bean(Tasks.class)
        .raise(
            new TaskDraft(
                riverside.community() + ":" + raised++,
                kind,
                riverside.community(),
                riverside.groupId(),
                riverside.chen(),
                null,
                Map.of("title", title),
                NOON.plus(due)));
  }

  private String list(String state) {
    return "/tasks?state=" + state + "&community=" + riverside.community();
  }

  private List<JsonNode> open() {
    return script.get(list("open")).json().path("items").valueStream().toList();
  }
}
