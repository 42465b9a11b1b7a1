package io.liana.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kernel.MemberId;
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

/** What no machine may do in Riverside is handed to a person, watched, and seen to be done. */
class DelegationTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
  private static final TurnableClock clock = new TurnableClock(NOON);
  private static RunningLiana liana;

  private Visitor script;
  private Riverside riverside;
  private int events;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.desk.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    clock.set(NOON);
    script = liana.script();
    riverside = Riverside.in(liana);
  }

  @Test
  void a_removal_is_done_when_the_member_is_put_out_and_names_who_did_it() {
    remove(riverside.advertiser());
    JsonNode task = only("open");
    assertThat(task.path("kind").asString()).isEqualTo("perform");
    assertThat(task.path("title").asString()).isEqualTo("remove");
    assertThat(task.path("platform").asString()).isEqualTo("open");
    assertThat(task.path("why").asString()).isEqualTo("no_capability");
    assertThat(task.path("expects").asString()).isEqualTo("gone");

    happens(
        """
        {"id":"%s","at":"2026-11-22T12:01:00+08:00","type":"kick","sender":{"id":"bo","name":"Bo"},"targets":[{"id":"lucky"}]}
        """);

    JsonNode done = only("done");
    assertThat(done.at("/done_by/kind").asString()).isEqualTo("member");
    assertThat(done.at("/done_by/name").asString()).isEqualTo("Bo");
    assertThat(done.path("seen_at").asString()).isEqualTo("2026-11-22T04:01:00Z");
    assertThat(journal("task_seen_done")).isEqualTo(1);
  }

  @Test
  void somebody_elses_leaving_proves_nothing() {
    remove(riverside.advertiser());
    happens(
        """
        {"id":"%s","at":"2026-11-22T12:01:00+08:00","type":"leave","sender":{"id":"chen","name":"Chen"}}
        """);
    assertThat(only("open").path("seen_at").isNull()).isTrue();
  }

  @Test
  void a_recall_shows_the_message_it_is_about_and_is_done_when_that_is_recalled() {
    happens(
        """
        {"id":"%s","message_id":"m-7","at":"2026-11-22T11:59:00+08:00","type":"message","sender":{"id":"lucky","name":"100%%_Lucky"},"text":"add my V for cheap bags"}
        """);
    hand(riverside.advertiser(), new Command.RecallMessage(external(), "m-7"));
    JsonNode task = only("open");
    assertThat(task.at("/message/text").asString()).isEqualTo("add my V for cheap bags");
    happens(
        """
        {"id":"%s","message_id":"m-6","at":"2026-11-22T12:01:00+08:00","type":"recall"}
        """);
    assertThat(only("open").path("id")).isEqualTo(task.path("id"));
    happens(
        """
        {"id":"%s","message_id":"m-7","at":"2026-11-22T12:02:00+08:00","type":"recall"}
        """);
    assertThat(only("done").path("id")).isEqualTo(task.path("id"));
  }

  @Test
  void words_are_said_when_somebody_says_them() {
    hand(null, new Command.SendText(external(), "No adverts,\nplease.", List.of(), null));
    happens(
        """
        {"id":"%s","at":"2026-11-22T12:01:00+08:00","type":"message","sender":{"id":"ana","name":"Ana"},"text":"No adverts, please. "}
        """);
    assertThat(only("done").at("/done_by/name").asString()).isEqualTo("Ana");
  }

  @Test
  void what_an_operator_said_was_done_is_confirmed_by_the_event() {
    remove(riverside.advertiser());
    Visitor dana = riverside.localOperator();
    String id = only("open").path("id").asString();
    dana.post("/tasks/" + id + "/done", Map.of());
    assertThat(only("done").path("seen_at").isNull()).isTrue();
    happens(
        """
        {"id":"%s","at":"2026-11-22T12:05:00+08:00","type":"kick","sender":{"id":"bo","name":"Bo"},"targets":[{"id":"lucky"}]}
        """);
    JsonNode done = only("done");
    assertThat(done.path("seen_at").isNull()).isFalse();
    assertThat(done.at("/done_by/name").asString()).startsWith("Dana");
    assertThat(journal("task_done")).isEqualTo(1);
    assertThat(journal("task_seen_done")).isZero();
  }

  @Test
  void one_is_reminded_at_half_time_and_a_late_task_goes_to_everybody_in_charge() {
    riverside.localOperator();
    remove(riverside.advertiser());
    passes(Duration.ofMinutes(119));
    assertThat(only("open").path("reminded_at").isNull()).isTrue();
    passes(Duration.ofMinutes(1));
    assertThat(only("open").path("reminded_at").isNull()).isFalse();
    passes(Duration.ofHours(2));
    passes(Duration.ofHours(1));
    JsonNode late = only("open");
    assertThat(late.path("escalated_at").asString()).isEqualTo("2026-11-22T08:00:00Z");
    assertThat(late.path("escalated_to"))
        .extracting(one -> one.path("name").asString())
        .anyMatch(name -> name.startsWith("Dana"));
    assertThat(journal("task_reminded")).isEqualTo(1);
    assertThat(journal("task_escalated")).isEqualTo(1);
  }

  @Test
  void after_its_deadline_a_task_is_not_done_until_an_event_says_otherwise() {
    remove(riverside.advertiser());
    passes(Duration.ofHours(28));
    assertThat(only("not_done").path("done_at").isNull()).isFalse();
    assertThat(journal("task_not_done")).isEqualTo(1);
    happens(
        """
        {"id":"%s","at":"2026-11-23T17:00:00+08:00","type":"leave","sender":{"id":"lucky","name":"Lucky"}}
        """);
    assertThat(only("done").at("/done_by/kind").asString()).isEqualTo("machine");
  }

  @Test
  void who_cannot_do_it_says_so_with_a_reason() {
    remove(riverside.advertiser());
    String id = only("open").path("id").asString();
    Visitor dana = riverside.localOperator();
    assertThat(dana.post("/tasks/" + id + "/not-done", Map.of()).code())
        .isEqualTo("invalid_request");
    JsonNode closed =
        dana.post("/tasks/" + id + "/not-done", Map.of("reason", "Ana asked to wait.")).json();
    assertThat(closed.path("state").asString()).isEqualTo("not_done");
    assertThat(closed.path("note").asString()).isEqualTo("Ana asked to wait.");
    assertThat(dana.post("/tasks/" + id + "/done", Map.of()).code()).isEqualTo("task_closed");
  }

  @Test
  void notes_of_rules_press_nobody() {
    liana
        .bean(Tasks.class)
        .raise(
            new TaskDraft(
                "note:" + riverside.community(),
                "rule_note",
                riverside.community(),
                riverside.groupId(),
                riverside.chen(),
                null,
                Map.of("title", "Chen is back"),
                NOON.plus(Duration.ofHours(1))));
    passes(Duration.ofDays(3));
    assertThat(only("open").path("escalated_at").isNull()).isTrue();
  }

  private void remove(MemberId member) {
    hand(member, new Command.RemoveMember(external(), "lucky", false));
  }

  private void hand(@org.jspecify.annotations.Nullable MemberId member, Command command) {
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    "hand:" + riverside.community(),
                    riverside.community(),
                    riverside.groupId(),
                    member,
                    Purpose.ENFORCEMENT,
                    command,
                    null,
                    clock.instant())));
    liana.work();
  }

  private String external() {
    return riverside.group().externalId();
  }

  private void happens(String event) {
    script.send(
        "POST",
        "/groups/" + riverside.groupId() + "/events",
        BodyPublishers.ofString(event.strip().formatted("e" + events++)),
        "application/x-ndjson");
    liana.work();
  }

  private void passes(Duration time) {
    clock.advance(time);
    liana.bean(TaskWorker.class).runDue();
  }

  private JsonNode only(String state) {
    List<JsonNode> tasks =
        script
            .get("/tasks?state=" + state + "&community=" + riverside.community())
            .json()
            .path("items")
            .valueStream()
            .toList();
    assertThat(tasks).hasSize(1);
    return tasks.getFirst();
  }

  private int journal(String kind) {
    return script
        .get("/journal?kind=" + kind + "&community=" + riverside.community())
        .json()
        .path("items")
        .size();
  }
}
