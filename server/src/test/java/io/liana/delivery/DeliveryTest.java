package io.liana.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.community.Communities;
import io.liana.community.Community;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Actor;
import io.liana.kernel.GroupId;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

class DeliveryTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z"); // 12:00 in Shanghai
  private static final TurnableClock clock = new TurnableClock(NOON);
  private static final Actor TESTER = new Actor.Machine("test");
  private static RunningLiana liana;
  private static JdbcTemplate jdbc;
  private static int count;

  private Community community;
  private GroupView group;
  private String room;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.delivery.pace=0ms",
            "liana.delivery.most-unprompted-per-hour=2");
    jdbc = liana.bean(JdbcTemplate.class);
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void a_community_with_a_room() {
    clock.set(NOON);
    jdbc.update(
        "delete from delivery_account"); // the last test may have left the clock later than this
    // one
    community =
        liana
            .bean(Communities.class)
            .create("Riverside " + ++count, ZoneId.of("Asia/Shanghai"), TESTER);
    var made =
        liana
            .script()
            .post(
                "/sandbox/rooms",
                Map.of("community_id", community.id().toString(), "name", "Room " + count))
            .json();
    room = made.path("id").asString();
    group = liana.bean(Groups.class).get(GroupId.parse(made.path("group_id").asString()));
  }

  @Test
  void what_is_enqueued_is_said_once_and_in_order() {
    enqueue(Purpose.ANSWER, "one");
    enqueue(Purpose.ANSWER, "two");
    liana.bean(Outbox.class).enqueue(List.of(draft(Purpose.ANSWER, "one")));
    assertThat(liana.bean(DeliveryWorker.class).runDue()).isEqualTo(2);
    assertThat(said()).containsExactly("one", "two");
    assertThat(states()).containsExactly("delivered", "delivered");
  }

  @Test
  void greetings_wait_out_quiet_hours_and_warnings_do_not() {
    quietFrom(LocalTime.of(11, 0), LocalTime.of(13, 0));
    enqueue(Purpose.GREETING, "welcome");
    enqueue(Purpose.WARNING, "no adverts");
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(said()).containsExactly("no adverts");
    assertThat(
            jdbc.queryForObject(
                "select waiting_for from delivery_outbox where group_id = ? and state = 'waiting'",
                String.class,
                group.id().value()))
        .isEqualTo("quiet_hours");
    clock.set(NOON.plus(Duration.ofMinutes(61)));
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(said()).containsExactly("no adverts", "welcome");
  }

  @Test
  void a_group_hears_no_more_than_its_share_in_an_hour() {
    List.of("a", "b", "c").forEach(text -> enqueue(Purpose.NOTICE, text));
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(said()).containsExactly("a", "b");
    clock.advance(Duration.ofMinutes(61));
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(said()).containsExactly("a", "b", "c");
  }

  @Test
  void a_greeting_that_comes_too_late_is_not_sent() {
    enqueue(Purpose.GREETING, "welcome");
    clock.advance(Duration.ofMinutes(11));
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(said()).isEmpty();
    assertThat(states()).containsExactly("cancelled");
  }

  @Test
  void a_halted_community_sends_nothing_more() {
    jdbc.update(
        "insert into delivery_halt (community_id, halted_at, halted_by, why) values (?, now(), 'operator:1', 'test')",
        community.id().value());
    enqueue(Purpose.ENFORCEMENT, "never");
    assertThat(liana.bean(DeliveryWorker.class).runDue()).isZero();
    jdbc.update("delete from delivery_halt where community_id = ?", community.id().value());
    assertThat(liana.bean(DeliveryWorker.class).runDue()).isEqualTo(1);
  }

  @Test
  void a_command_whose_sender_died_is_sent_again_where_the_platform_knows_it() {
    enqueue(Purpose.ANSWER, "once");
    liana.bean(DeliveryWorker.class).runDue();
    // The process died after the platform had acted and before we wrote it down.
    jdbc.update(
        "update delivery_outbox set state = 'sending', claimed_at = ? where group_id = ?",
        java.sql.Timestamp.from(NOON),
        group.id().value());
    clock.advance(Duration.ofSeconds(30));
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(states()).containsExactly("delivered");
    assertThat(said()).containsExactly("once");
  }

  @Test
  void where_no_machine_may_act_a_human_gets_a_task() {
    GroupView open =
        liana
            .bean(Groups.class)
            .create(community.id(), "Open " + count, GroupView.OPEN, "", "open" + count, TESTER);
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    "open" + count,
                    community.id(),
                    open.id(),
                    null,
                    Purpose.ENFORCEMENT,
                    new Command.RemoveMember(open.externalId(), "wx-1", true),
                    null,
                    clock.instant())));
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(
            jdbc.queryForList(
                "select kind from desk_task where group_id = ?", String.class, open.id().value()))
        .containsExactly("perform");
  }

  @Test
  void a_refusal_is_written_down_and_not_tried_again() {
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    "r" + count,
                    community.id(),
                    group.id(),
                    null,
                    Purpose.ENFORCEMENT,
                    new Command.RemoveMember(room, "999999", true),
                    null,
                    clock.instant())));
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(states()).containsExactly("rejected");
    assertThat(liana.bean(DeliveryWorker.class).runDue()).isZero();
  }

  private void quietFrom(LocalTime from, LocalTime until) {
    jdbc.update(
        "update community_community set quiet_from = ?, quiet_until = ? where id = ?",
        from,
        until,
        community.id().value());
  }

  private void enqueue(Purpose purpose, String text) {
    liana.bean(Outbox.class).enqueue(List.of(draft(purpose, text)));
  }

  private OutboxDraft draft(Purpose purpose, String text) {
    return new OutboxDraft(
        group.id() + ":" + text,
        community.id(),
        group.id(),
        null,
        purpose,
        new Command.SendText(room, text, List.of(), null),
        null,
        clock.instant());
  }

  private List<String> said() {
    return liana
        .script()
        .get("/sandbox/rooms/" + room + "/messages")
        .json()
        .path("items")
        .valueStream()
        .filter(message -> message.path("type").asString().equals("message"))
        .map(message -> message.path("text").asString())
        .toList()
        .reversed();
  }

  private List<String> states() {
    return jdbc.queryForList(
        "select state from delivery_outbox where group_id = ? order by id",
        String.class,
        group.id().value());
  }
}
