package io.liana.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DeliveryControllerTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z"); // 12:00 in Shanghai
  private static final TurnableClock clock = new TurnableClock(NOON);
  private static RunningLiana liana;

  private Visitor script;
  private Riverside riverside;
  private String path;
  private int drafts;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.delivery.pace=0ms");
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void riverside() {
    script = liana.script();
    riverside = Riverside.in(liana);
    path = "/communities/" + riverside.community() + "/deliveries";
  }

  @Test
  void what_waits_and_what_went_is_listed_newest_first_with_the_reason() {
    enqueue(Purpose.ANSWER, NOON, "Nine o'clock");
    enqueue(Purpose.GREETING, NOON, "Welcome!");
    enqueue(Purpose.NOTICE, NOON.plus(Duration.ofHours(1)), "Tonight: tea");

    List<JsonNode> waiting = items("");
    assertThat(waiting)
        .extracting(one -> one.path("text").asString())
        .containsExactly("Tonight: tea", "Welcome!", "Nine o'clock");
    assertThat(waiting)
        .extracting(one -> one.path("waiting_for").asString(null))
        .containsExactly(null, "earlier_step", "pace");
    assertThat(waiting.getFirst().path("command").asString()).isEqualTo("send");
    assertThat(waiting.getFirst().at("/member/name").asString()).isEqualTo("陈晨 Chen");

    clock.advance(Duration.ofSeconds(1));
    liana.bean(DeliveryWorker.class).runDue();
    List<JsonNode> after = items("&state=needs_human");
    assertThat(after).hasSize(2); // nobody connected the group: a human says it
    assertThat(after.getLast().path("outcome").asString()).isNotEmpty();
    assertThat(after.getLast().path("settled_at").isNull()).isFalse();
  }

  @Test
  void a_halted_community_sends_nothing_more_until_it_is_resumed() {
    enqueue(Purpose.ANSWER, NOON, "later");
    Visitor bo = riverside.localOperator();

    JsonNode halted = bo.post(path + "/halt", Map.of("reason", "too loud")).json();
    assertThat(halted.at("/halted/reason").asString()).isEqualTo("too loud");
    assertThat(halted.at("/halted/by/name").asString()).startsWith("Dana");
    assertThat(halted.at("/counts/waiting").asInt()).isEqualTo(1);
    assertThat(halted.path("groups_waiting").asInt()).isEqualTo(1);
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(items("")).hasSize(1).allMatch(one -> is(one, "waiting", "halt"));

    JsonNode again = script.post(path + "/halt", Map.of("reason", "another")).json();
    assertThat(again.at("/halted/reason").asString()).isEqualTo("too loud");

    JsonNode resumed = bo.post(path + "/resume", Map.of()).json();
    assertThat(resumed.path("halted").isNull()).isTrue();
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(items("&state=waiting")).isEmpty();
    assertThat(journal()).containsExactly("deliveries_resumed", "deliveries_halted");
  }

  @Test
  void what_piled_up_can_be_taken_back() {
    script.post(path + "/halt", Map.of("reason", "a mistake"));
    enqueue(Purpose.ANSWER, NOON, "one");
    enqueue(Purpose.ANSWER, NOON, "two");

    JsonNode resumed = script.post(path + "/resume", Map.of("drop_waiting", true)).json();

    assertThat(resumed.at("/counts/cancelled").asInt()).isEqualTo(2);
    assertThat(resumed.path("groups_waiting").asInt()).isZero();
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(items("")).allMatch(one -> one.path("outcome").asString().equals("dropped"));
  }

  @Test
  void pages_meet_without_a_gap() {
    for (int i = 0; i < 5; i++) {
      enqueue(Purpose.ANSWER, NOON, "word " + i);
    }
    List<String> texts = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page =
          script
              .get("/deliveries?limit=2&group=" + riverside.groupId() + "&cursor=" + cursor)
              .json();
      page.path("items").forEach(one -> texts.add(one.path("text").asString()));
      cursor = page.path("next_cursor").asString("");
    } while (!cursor.isEmpty());
    assertThat(texts).containsExactly("word 4", "word 3", "word 2", "word 1", "word 0");
  }

  @Test
  void another_community_neither_sees_nor_stops_anything() {
    enqueue(Purpose.ANSWER, NOON, "ours");
    Visitor stranger = Riverside.in(liana).localOperator();
    assertThat(stranger.get("/deliveries").json().path("items")).isEmpty();
    assertThat(stranger.get(path).code()).isEqualTo("community_not_found");
    assertThat(stranger.post(path + "/halt", Map.of("reason", "x")).code())
        .isEqualTo("community_not_found");
    assertThat(stranger.post(path + "/resume", Map.of()).code()).isEqualTo("community_not_found");
    assertThat(stranger.get("/deliveries?group=" + riverside.groupId()).code())
        .isEqualTo("group_not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "state=gone, invalid_request",
    "group=x, not_an_id",
    "member=x, not_an_id",
    "cursor=x!, bad_cursor",
    "limit=500, invalid_request"
  })
  void a_nonsense_question_is_answered_with_what_is_wrong(String query, String code) {
    assertThat(script.get("/deliveries?" + query).code()).isEqualTo(code);
  }

  @Test
  void stopping_needs_a_reason_and_a_community_that_is_there() {
    assertThat(script.post(path + "/halt", Map.of()).code()).isEqualTo("invalid_request");
    assertThat(script.post(path + "/halt", Map.of("reason", " ")).code())
        .isEqualTo("invalid_request");
    assertThat(script.post("/communities/99999/deliveries/halt", Map.of("reason", "x")).code())
        .isEqualTo("community_not_found");
    assertThat(script.get("/communities/99999/deliveries").code()).isEqualTo("community_not_found");
  }

  private void enqueue(Purpose purpose, Instant due, String text) {
    var command = new Command.SendText(riverside.group().externalId(), text, List.of(), null);
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    riverside.group().name() + ":" + drafts++,
                    riverside.community(),
                    riverside.groupId(),
                    riverside.chen(),
                    purpose,
                    command,
                    null,
                    due)));
  }

  private List<JsonNode> items(String more) {
    String all = "/deliveries?community=" + riverside.community() + more;
    return script.get(all).json().path("items").valueStream().toList();
  }

  private List<String> journal() {
    return script
        .get("/journal?actor=operator&community=" + riverside.community())
        .json()
        .path("items")
        .valueStream()
        .map(entry -> entry.path("kind").asString())
        .toList();
  }

  private static boolean is(JsonNode delivery, String state, String waitingFor) {
    return delivery.path("state").asString().equals(state)
        && delivery.path("waiting_for").asString().equals(waitingFor);
  }
}
