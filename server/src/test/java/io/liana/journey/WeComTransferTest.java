package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Eventually;
import io.liana.kit.Visitor;
import io.liana.kit.WeComJourney;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Somebody leaves, or hands over while they stay; Bo takes over. */
class WeComTransferTest extends WeComJourney {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private String chat;

  @BeforeEach
  void ana_has_a_group_and_a_customer() {
    connect(Map.of());
    chat = "wrHand" + NUMBERS.incrementAndGet();
    wecom.act("chat", "chat", chat, "name", "河畔茶友", "owner", "ana", "members", List.of(CHEN));
    wecom.act("follow", "external", CHEN, "name", "Chen", "staff", "ana");
    wecom.work();
  }

  @Test
  void behaviour_7_above_a_thousand_staff_who_left_is_asked_for_by_owner() {
    wecom.faults(Map.of("more_staff", 1_000));
    wecom.act("resign", "staff", "ana");
    assertThat(liana.script().get(path("/left")).json().at("/items/0/groups").asInt())
        .as("without a filter WeCom answers 81017")
        .isEqualTo(1);
  }

  @Test
  void behaviour_9_an_owner_resigns_and_their_groups_go_to_somebody_else() {
    wecom.act("resign", "staff", "ana");
    JsonNode left = liana.script().get(path("/left")).json().path("items");
    assertThat(left.toString()).isEqualTo("[{\"staff\":\"ana\",\"groups\":1,\"customers\":1}]");
    JsonNode made = make("groups", true);
    assertThat(states(made)).containsExactly("due");
    ownerIsBo();
    later(Duration.ofMinutes(1));
    assertThat(states(newest())).containsExactly("done");
  }

  @Test
  void behaviour_9_of_an_owner_who_works_here_the_groups_of_the_resigned_stay() {
    make("groups", true);
    wecom.work();
    assertThat(states(newest())).containsExactly("failed");
    assertThat(newest().at("/items/0/evidence").asString()).startsWith("90500");
  }

  @Test
  void an_owner_hands_over_while_they_work_here() {
    make("groups", false);
    ownerIsBo();
    later(Duration.ofMinutes(1));
    assertThat(states(newest())).containsExactly("done");
  }

  @Test
  void customers_have_a_day_to_refuse() {
    make("customers", false);
    wecom.work();
    later(Duration.ofHours(6));
    assertThat(states(newest())).containsExactly("waiting");
    later(Duration.ofHours(12));
    assertThat(states(newest())).containsExactly("waiting");
    later(Duration.ofHours(7));
    assertThat(states(newest())).containsExactly("done");
    Eventually.get(
        "the events of the hand-over",
        () -> {
          wecom.work();
          return "transfer"
              .equals(
                  jdbc.queryForObject(
                      "select ended_by from channel_wecom_customer where corp = ? and external_id = ? and staff = 'ana'",
                      String.class,
                      wecom.corp(),
                      CHEN));
        });
  }

  @Test
  void a_customer_who_refuses_stays() {
    wecom.faults(Map.of("refuse_transfer", 1));
    make("customers", false);
    wecom.work();
    for (int i = 0; i < 5; i++) {
      later(Duration.ofHours(6));
    }
    assertThat(states(newest())).containsExactly("refused");
  }

  @Test
  void an_answer_that_is_lost_is_asked_again_and_nothing_moves_twice() {
    wecom.faults(Map.of("errors", Map.of("/externalcontact/transfer_customer", List.of(-1))));
    make("customers", false);
    wecom.work();
    later(Duration.ofSeconds(3));
    assertThat(states(newest())).containsExactly("waiting");
  }

  @Test
  void a_third_hand_over_in_ninety_days_is_not_asked_for() {
    make("groups", false);
    ownerIsBo();
    jdbc.update(
        "update channel_wecom_chat set owner = 'ana' where corp = ? and chat_id = ?",
        wecom.corp(),
        chat);
    make("groups", false);
    wecom.work();
    jdbc.update(
        "update channel_wecom_chat set owner = 'ana' where corp = ? and chat_id = ?",
        wecom.corp(),
        chat);
    assertThat(states(make("groups", false))).containsExactly("left_out");
  }

  private void ownerIsBo() {
    Eventually.get(
        "the group's new owner",
        () -> {
          wecom.work();
          return "bo"
              .equals(
                  jdbc.queryForObject(
                      "select owner from channel_wecom_chat where corp = ? and chat_id = ?",
                      String.class,
                      wecom.corp(),
                      chat));
        });
  }

  private JsonNode make(String kind, boolean resigned) {
    Map<String, Object> wish = new HashMap<>();
    wish.put("key", "t" + NUMBERS.incrementAndGet());
    wish.put("kind", kind);
    wish.put("from", "ana");
    wish.put("to", "bo");
    wish.put("resigned", resigned);
    Visitor.Answer answer = liana.script().post(path(""), wish);
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return answer.json();
  }

  private JsonNode newest() {
    return liana.script().get(path("")).json().at("/items/0");
  }

  private static List<String> states(JsonNode transfer) {
    return transfer.path("items").valueStream().map(i -> i.path("state").asString()).toList();
  }

  private String path(String more) {
    return account("/transfers" + more);
  }
}
