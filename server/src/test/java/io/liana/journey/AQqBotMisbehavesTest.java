package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kernel.GroupId;
import io.liana.kit.Eventually;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The whole application against {@code liana simulate onebot}, a process of its own: each thing a
 * QQ bot does wrong, and what becomes of it.
 */
class AQqBotMisbehavesTest {
  private static final TurnableClock clock = new TurnableClock(Instant.now());
  private static Simulation bot;
  private static RunningLiana liana;
  private static Visitor script;
  private static String account;
  private static GroupView group;
  private static int sent;
  private static int people = 50_000;

  @BeforeAll
  static void a_bot_is_connected_and_its_group_has_a_place() {
    bot = Simulation.of("onebot");
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.delivery.pace=0ms",
            "liana.onebot.quiet=24h",
            "liana.onebot.answer=2s",
            "liana.onebot.fresh-join=3s");
    script = liana.script();
    String community =
        script
            .post("/communities", Map.of("name", "Riverside", "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
    account =
        script
            .post(
                "/accounts",
                Map.of(
                    "platform",
                    "onebot",
                    "name",
                    "QQ",
                    "values",
                    Map.of("self_id", "10001", "url", bot.socket()),
                    "community_id",
                    community))
            .json()
            .path("id")
            .asString();
    String id =
        Eventually.get(
            "the group has its place",
            () ->
                script
                    .get("/accounts/" + account + "/groups")
                    .json()
                    .at("/items/0/group_id")
                    .asString(null));
    group = liana.bean(Groups.class).get(new GroupId(Long.parseLong(id)));
  }

  @AfterAll
  static void stop() {
    liana.close();
    bot.close();
  }

  @Test
  void dropped_socket_is_opened_again_and_the_backlog_goes_out_in_order_once() {
    bot.post("/control/drop", Map.of());
    Eventually.get("the loss is noticed", () -> !reachable());
    String first = say("first after the drop");
    String second = say("second after the drop");
    liana.work();
    assertThat(state(first)).isEqualTo("waiting"); // not tried, so no attempt is lost
    Eventually.get("it is open again", AQqBotMisbehavesTest::openAgain);
    settle();
    assertThat(state(first) + state(second)).isEqualTo("delivereddelivered");
    assertThat(said().filter(text -> text.endsWith("after the drop")))
        .containsExactly("first after the drop", "second after the drop");
  }

  @Test
  void no_answer_is_shown_as_in_doubt_and_never_sent_again() {
    bot.post("/control/misbehave", Map.of("no_answer", 1));
    String key = say("nobody answered this");
    settle();
    settle();
    assertThat(state(key)).isEqualTo("unknown");
    assertThat(said().filter("nobody answered this"::equals)).hasSize(1);
    assertThat(script.get("/tasks?state=open").text()).contains("check");
  }

  @Test
  void failed_retcode_of_an_act_becomes_a_task_with_the_reason() {
    String user = joins();
    clock.advance(Duration.ofMinutes(1));
    bot.post(
        "/control/misbehave",
        Map.of("fail", Map.of("action", "set_group_ban", "retcode", 200, "words", "没有权限")));
    String key = send(new Command.MuteMember(group.externalId(), user, Duration.ofMinutes(10)));
    settle();
    assertThat(state(key)).isEqualTo("needs_human");
    assertThat(delivery(key).path("outcome").asString("")).contains("not_administrator");
  }

  @Test
  void failed_retcode_that_asks_for_patience_is_tried_again() {
    bot.post(
        "/control/misbehave",
        Map.of("fail", Map.of("action", "send_group_msg", "retcode", 200, "words", "操作过于频繁")));
    String key = say("said after a pause");
    liana.work();
    assertThat(state(key)).isEqualTo("waiting");
    settle();
    assertThat(state(key)).isEqualTo("delivered");
  }

  @Test
  void duplicate_events_count_once() {
    bot.post("/control/misbehave", Map.of("duplicate_events", 1));
    bot.post("/control/say", Map.of("user", "30001", "text", "said once, told twice"));
    assertThat(heardEventually("said once, told twice")).hasSize(1);
  }

  @Test
  void late_events_are_heard_with_the_time_they_happened() {
    bot.post("/control/misbehave", Map.of("late_events", true));
    bot.post("/control/say", Map.of("user", "30001", "text", "late one"));
    bot.post("/control/say", Map.of("user", "30002", "text", "late two"));
    bot.post("/control/release", Map.of());
    assertThat(heardEventually("late two")).hasSize(1);
    assertThat(heard("late one")).hasSize(1);
  }

  @Test
  void kick_right_after_join_fails_and_is_done_a_moment_later() {
    bot.post("/control/misbehave", Map.of("kick_right_after_join_fails", 1));
    String user = joins();
    bot.post("/control/misbehave", Map.of("kick_right_after_join_fails", 0));
    String key = send(new Command.RemoveMember(group.externalId(), user, false));
    liana.work();
    assertThat(calls("set_group_kick", user)).isEmpty(); // it waits before it even tries
    settle();
    assertThat(state(key)).isEqualTo("delivered");
    assertThat(calls("set_group_kick", user)).hasSize(2);
    assertThat(members()).doesNotContain(user);
  }

  @Test
  void recall_after_kick_fails_so_the_recall_goes_first() {
    bot.post("/control/misbehave", Map.of("recall_after_kick_fails", true));
    String user = joins();
    String message =
        bot.post("/control/say", Map.of("user", user, "text", "低价代充"))
            .path("message_id")
            .asString();
    clock.advance(Duration.ofMinutes(1));
    send(new Command.RecallMessage(group.externalId(), message));
    send(new Command.RemoveMember(group.externalId(), user, true));
    settle();
    List<String> acts =
        world()
            .path("calls")
            .valueStream()
            .filter(
                call ->
                    call.at("/params/message_id").asString("").equals(message)
                        || call.at("/params/user_id").asString("").equals(user))
            .map(call -> call.path("action").asString())
            .toList();
    assertThat(acts).containsExactly("delete_msg", "set_group_kick");
    assertThat(
            world()
                .path("messages")
                .valueStream()
                .filter(each -> each.path("id").asString().equals(message))
                .allMatch(each -> each.path("recalled").asBoolean()))
        .isTrue();
  }

  @Test
  void recall_after_kick_is_refused_and_a_human_is_asked() {
    bot.post("/control/misbehave", Map.of("recall_after_kick_fails", true));
    String user = joins();
    String message =
        bot.post("/control/say", Map.of("user", user, "text", "加我")).path("message_id").asString();
    clock.advance(Duration.ofMinutes(1));
    send(new Command.RemoveMember(group.externalId(), user, false));
    String recall = send(new Command.RecallMessage(group.externalId(), message));
    settle();
    assertThat(state(recall)).isEqualTo("needs_human");
  }

  @Test
  void a_member_who_is_gone_already_counts_as_removed() {
    String user = joins();
    clock.advance(Duration.ofMinutes(1));
    bot.post("/control/leave", Map.of("user", user));
    String key = send(new Command.RemoveMember(group.externalId(), user, false));
    settle();
    assertThat(state(key)).isEqualTo("delivered");
  }

  @Test
  void a_request_to_join_is_heard_and_answered_by_its_flag() {
    String flag =
        bot.post("/control/ask", Map.of("user", "60001", "comment", "暗号：河畔"))
            .path("flag")
            .asString();
    assertThat(heardEventually("暗号：河畔")).hasSize(1);
    String key = send(new Command.AnswerJoinRequest(group.externalId(), "60001", flag, true, null));
    settle();
    assertThat(state(key)).isEqualTo("delivered");
    assertThat(world().path("requests").path(flag).asBoolean()).isTrue();
  }

  @Test
  void ids_beyond_an_int_come_and_go_unchanged() {
    JsonNode said = bot.post("/control/say", Map.of("user", "9876543210123", "text", "big id"));
    heardEventually("big id");
    String key =
        send(
            new Command.SendText(
                group.externalId(),
                "answer to a big id",
                List.of("9876543210123"),
                said.path("message_id").asString()));
    settle();
    assertThat(state(key)).isEqualTo("delivered");
    JsonNode answer =
        world()
            .path("messages")
            .valueStream()
            .filter(each -> each.path("text").asString().contains("answer to a big id"))
            .findFirst()
            .orElseThrow();
    assertThat(answer.path("message").toString())
        .contains("\"qq\":\"9876543210123\"", said.path("message_id").asString());
  }

  // ---- the parts these are made of

  private static String say(String text) {
    return send(new Command.SendText(group.externalId(), text, List.of(), null));
  }

  private static String send(Command command) {
    String key = "test:" + ++sent;
    liana
        .bean(TransactionTemplate.class)
        .executeWithoutResult(
            status ->
                liana
                    .bean(Outbox.class)
                    .enqueue(
                        List.of(
                            new OutboxDraft(
                                key,
                                group.community(),
                                group.id(),
                                null,
                                Purpose.ENFORCEMENT,
                                command,
                                null,
                                clock.instant()))));
    return key;
  }

  /** Work, with the clock going on, so that what waits for its time gets it. */
  private static void settle() {
    for (int i = 0; i < 10; i++) {
      liana.work();
      clock.advance(Duration.ofSeconds(5));
    }
    liana.work();
  }

  private static JsonNode delivery(String key) {
    return liana
        .bean(org.springframework.jdbc.core.simple.JdbcClient.class)
        .sql(
            "select json_build_object('state', state, 'outcome', evidence)::text from delivery_outbox where key = :key")
        .param("key", key)
        .query(
            (row, n) -> tools.jackson.databind.json.JsonMapper.shared().readTree(row.getString(1)))
        .single();
  }

  private static String state(String key) {
    return delivery(key).path("state").asString();
  }

  private static boolean reachable() {
    return script.get("/accounts/" + account).json().path("reachable").asBoolean();
  }

  private static boolean openAgain() {
    clock.advance(Duration.ofSeconds(1));
    return reachable();
  }

  private static String joins() {
    String user = Integer.toString(++people);
    bot.post("/control/join", Map.of("user", user, "name", "Chen " + user));
    Eventually.get(
        "the join is heard",
        () -> {
          liana.work();
          return events().anyMatch(event -> event.at("/sender/name").asString("").contains(user))
              || events()
                  .anyMatch(
                      event ->
                          event.path("type").asString().equals("join")
                              && event.toString().contains(user));
        });
    return user;
  }

  private static List<JsonNode> heardEventually(String text) {
    Eventually.get(
        "heard: " + text,
        () -> {
          liana.work();
          return !heard(text).isEmpty();
        });
    liana.work();
    return heard(text);
  }

  private static List<JsonNode> heard(String text) {
    return events().filter(event -> event.path("text").asString("").equals(text)).toList();
  }

  private static Stream<JsonNode> events() {
    return script
        .get("/groups/" + group.id() + "/events?limit=200")
        .json()
        .path("items")
        .valueStream();
  }

  private static JsonNode world() {
    return bot.get("/control/world");
  }

  private static Stream<String> said() {
    return world()
        .path("messages")
        .valueStream()
        .filter(message -> message.path("user").asString().equals("10001"))
        .map(message -> message.path("text").asString());
  }

  private static List<JsonNode> calls(String action, String user) {
    return world()
        .path("calls")
        .valueStream()
        .filter(
            call ->
                call.path("action").asString().equals(action)
                    && call.at("/params/user_id").asString("").equals(user))
        .toList();
  }

  private static List<String> members() {
    return world()
        .path("groups")
        .path("700000001")
        .propertyStream()
        .map(Map.Entry::getKey)
        .toList();
  }
}
