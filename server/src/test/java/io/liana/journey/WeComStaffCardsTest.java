package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kernel.GroupId;
import io.liana.kernel.MemberId;
import io.liana.kit.WeComJourney;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A task in a customer group comes to its owner's phone, and a button there settles it. */
class WeComStaffCardsTest extends WeComJourney {
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private String chat;
  private long group;

  @BeforeEach
  void a_group_of_anas() {
    connectWithGroup(Map.of("staff_cards", "zh-CN", "public_url", "https://liana.example.com/"));
  }

  private void connectWithGroup(Map<String, String> more) {
    connect(more);
    chat = "wrCard" + NUMBERS.incrementAndGet();
    wecom.act("chat", "chat", chat, "name", "河畔茶友", "owner", "ana", "members", List.of(CHEN));
    wecom.work();
    group =
        jdbc.queryForObject(
            "select id from community_group where external_id = ?", Long.class, chat);
  }

  @Test
  void what_no_machine_may_do_comes_to_the_owners_phone_with_buttons() {
    remove();
    JsonNode card = cards().getFirst();
    assertThat(card.path("staff").asString()).isEqualTo("ana");
    assertThat(card.at("/card/main_title/title").asString()).isEqualTo("请把这位成员移出群");
    assertThat(card.at("/card/horizontal_content_list/0/value").asString()).startsWith("河畔茶友");
    assertThat(card.at("/card/button_list").valueStream().map(b -> b.path("text").asString()))
        .containsExactly("已完成", "做不了", "打开");
    assertThat(card.at("/card/button_list/2/url").asString())
        .isEqualTo(
            "https://liana.example.com/communities/%s/tasks?task=%s"
                .formatted(wecom.community(), task().path("id").asString()));
    String id = task().path("id").asString();
    assertThat(liana.script().get("/tasks/" + id).json().path("state").asString())
        .isEqualTo("open");
  }

  @Test
  void done_settles_the_task_once_and_the_card_shows_it() {
    remove();
    assertThat(wecom.act("press", "staff", "ana", "button", "done")).containsExactly(200);
    wecom.work();
    JsonNode task = task();
    assertThat(task.path("state").asString()).isEqualTo("done");
    assertThat(task.at("/done_by/kind").asString()).isEqualTo("member");
    assertThat(cards().getFirst().path("replaced").asString()).isEqualTo("已完成");
    // A second press, a second later, and the other button: the first word stays.
    wecom.wait(clock, Duration.ofSeconds(2));
    wecom.act("press", "staff", "ana", "button", "not_done");
    wecom.work();
    assertThat(task().path("state").asString()).isEqualTo("done");
    assertThat(journal("task_done")).isEqualTo(1);
    assertThat(journal("task_not_done")).isZero();
  }

  @Test
  void three_deliveries_of_a_press_count_once() {
    remove();
    wecom.faults(Map.of("repeat", 1));
    assertThat(wecom.act("press", "staff", "ana", "button", "done")).hasSize(3);
    wecom.work();
    assertThat(journal("task_done")).isEqualTo(1);
  }

  @Test
  void not_done_is_not_done() {
    remove();
    wecom.act("press", "staff", "ana", "button", "not_done");
    wecom.work();
    assertThat(task().path("state").asString()).isEqualTo("not_done");
    assertThat(cards().getFirst().path("replaced").asString()).isEqualTo("做不了");
  }

  @Test
  void what_is_settled_elsewhere_is_shown_on_the_card() {
    remove();
    wecom.wait(clock, Duration.ofSeconds(5));
    wecom.act("leave", "chat", chat, "user", CHEN, "scene", 1);
    wecom.work();
    assertThat(task().path("state").asString()).as("the event shows it").isEqualTo("done");
    assertThat(cards().getFirst().path("replaced").asString()).isEqualTo("已处理");
  }

  @Test
  void somebody_elses_press_or_one_of_another_card_settles_nothing() {
    remove();
    String task = cards().getFirst().path("task").asString();
    jdbc.update("update channel_wecom_card set staff = 'bo' where corp = ?", wecom.corp());
    wecom.act("press", "staff", "ana", "task", task, "button", "done");
    wecom.work();
    assertThat(task().path("state").asString()).isEqualTo("open");
  }

  @Test
  void a_lost_answer_brings_no_second_card() {
    wecom.faults(Map.of("lose_card_answer", 1));
    remove();
    later(Duration.ofSeconds(5));
    assertThat(cards()).hasSize(1);
    wecom.act("press", "staff", "ana", "button", "done");
    wecom.work();
    assertThat(task().path("state").asString()).isEqualTo("done");
    assertThat(cards().getFirst().path("replaced").asString()).isEqualTo("已完成");
  }

  @Test
  void an_owner_who_left_gets_no_card_and_the_journal_says_so() {
    wecom.act("resign", "staff", "ana");
    remove();
    assertThat(cards()).isEmpty();
    assertThat(task().path("state").asString()).isEqualTo("open");
    assertThat(journal("task_card_undelivered")).isEqualTo(1);
  }

  @Test
  void more_than_thirty_a_minute_wait_for_the_next_so_none_is_dropped() {
    for (int i = 0; i < 40; i++) {
      command(new Command.SendText(chat, "茶 " + i, List.of(), null), null);
    }
    wecom.work();
    assertThat(cards()).hasSize(30);
    for (int i = 0; i < 7; i++) {
      later(Duration.ofSeconds(10));
    }
    assertThat(cards()).hasSize(40);
    assertThat(wecom.state().path("cards_dropped").asInt()).isZero();
  }

  @Test
  void where_nobody_wants_cards_none_is_sent() {
    connectWithGroup(Map.of());
    remove();
    assertThat(cards()).isEmpty();
    assertThat(task().path("state").asString()).isEqualTo("open");
  }

  private void remove() {
    long chen =
        jdbc.queryForObject(
            "select member_id from member_account where external_id = ? limit 1", Long.class, CHEN);
    command(new Command.RemoveMember(chat, CHEN, false), new MemberId(chen));
    wecom.work();
  }

  private void command(Command command, MemberId about) {
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    "card:" + NUMBERS.incrementAndGet(),
                    wecom.community(),
                    new GroupId(group),
                    about,
                    Purpose.ENFORCEMENT,
                    command,
                    null,
                    clock.instant())));
  }

  private List<JsonNode> cards() {
    return wecom.state().path("cards").valueStream().toList();
  }

  private JsonNode task() {
    return liana.script().get("/tasks?group=" + group).json().at("/items/0");
  }

  private int journal(String kind) {
    Integer count =
        jdbc.queryForObject(
            "select count(*) from journal_entry where kind = ? and group_id = ?",
            Integer.class,
            kind,
            group);
    return count == null ? 0 : count;
  }
}
