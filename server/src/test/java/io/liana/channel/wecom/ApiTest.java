package io.liana.channel.wecom;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.OutgoingAddresses;
import io.liana.kit.Simulation;
import io.liana.kit.TurnableClock;
import io.liana.kit.WeCom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls against the simulator in a process of its own. */
class ApiTest {
  private static final String STAFF = "/externalcontact/get_follow_user_list";
  private static Simulation simulation;
  private final TurnableClock clock = new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private final Api api = new Api(OutgoingAddresses.all(), JsonMapper.builder().build(), clock);
  private Corp corp;

  @BeforeAll
  static void start() {
    simulation = Simulation.of("wecom");
  }

  @AfterAll
  static void stop() {
    simulation.close();
  }

  @BeforeEach
  void a_corporation() {
    JsonNode made = simulation.post("/simulator/corps", Map.of());
    Map<String, String> values = new HashMap<>(WeCom.form(made));
    values.put("api", simulation.url().toString());
    corp = Corp.of(values);
    turn(Duration.ZERO);
  }

  private void turn(Duration by) {
    clock.advance(by);
    simulation.post("/simulator/clock", Map.of("at", clock.instant().toString()));
  }

  private void faults(Map<String, ?> faults) {
    simulation.post("/simulator/corps/" + corp.id() + "/faults", faults);
  }

  private Answer staff() {
    return api.get(corp, STAFF, Map.of());
  }

  @Test
  void behaviour_1_a_token_that_dies_early_is_replaced_and_the_call_repeated_once() {
    assertThat(staff()).isInstanceOf(Answer.Ok.class);
    faults(Map.of("token_dies", 1));
    assertThat(staff()).isInstanceOf(Answer.Ok.class);
    assertThat(asks()).isEqualTo(2);
    faults(Map.of("token_dies", 2));
    assertThat(staff().errcode()).as("never for ever").isEqualTo(40014);
    assertThat(asks()).isEqualTo(3);
  }

  @Test
  void behaviour_1_an_old_token_is_replaced_before_wecom_refuses_it() {
    staff();
    turn(Duration.ofHours(2));
    assertThat(staff()).isInstanceOf(Answer.Ok.class);
    assertThat(asks()).isEqualTo(2);
  }

  @Test
  void behaviour_1_an_address_nobody_listed_is_for_a_person() {
    faults(Map.of("unlisted_ip", 1));
    assertThat(staff())
        .isInstanceOfSatisfying(
            Answer.AskHuman.class,
            ask -> {
              assertThat(ask.remedy()).isEqualTo("wecom_add_trusted_ip");
              assertThat(ask.evidence()).contains("60020").contains("203.0.113.7");
            });
  }

  @Test
  void behaviour_7_a_member_of_staff_without_customers_is_an_error_and_no_empty_list() {
    assertThat(api.get(corp, "/externalcontact/list", Map.of("userid", "ana")).errcode())
        .isEqualTo(ErrorCodes.NOT_A_CUSTOMER);
  }

  @Test
  void behaviour_6_a_sixth_group_of_a_way_is_given_up_and_never_tried_again() {
    List<String> chats =
        java.util.stream.IntStream.rangeClosed(1, 6).mapToObj(n -> "wrSix" + n).toList();
    chats.forEach(chat -> act(Map.of("do", "chat", "chat", chat, "owner", "ana")));
    Answer answer =
        api.post(
            corp,
            "/externalcontact/groupchat/add_join_way",
            Map.of("scene", 2, "chat_id_list", chats, "state", "six"));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.GiveUp.class, refused -> assertThat(refused.code()).isEqualTo(41091));
  }

  @Test
  void behaviour_7_too_many_owners_at_once_are_refused() {
    IntStream.range(0, 101).forEach(i -> act(Map.of("do", "staff", "staff", "s" + i)));
    List<String> owners = IntStream.range(0, 101).mapToObj(i -> "s" + i).toList();
    var body = Map.of("owner_filter", Map.of("userid_list", owners), "limit", 10);
    assertThat(api.post(corp, "/externalcontact/groupchat/list", body))
        .isInstanceOf(Answer.GiveUp.class);
  }

  @Test
  void behaviour_10_a_full_window_stays_closed_to_its_end_and_nothing_is_asked_meanwhile() {
    faults(Map.of("per_minute", Map.of(STAFF, 2)));
    staff();
    staff();
    assertThat(staff().errcode()).isEqualTo(45009);
    faults(Map.of("per_minute", Map.of(STAFF, 1_000)));
    turn(Duration.ofSeconds(59));
    assertThat(staff())
        .isInstanceOfSatisfying(
            Answer.Retry.class,
            r -> assertThat(r.after()).isLessThanOrEqualTo(Duration.ofSeconds(1)));
    turn(Duration.ofSeconds(2));
    assertThat(staff()).isInstanceOf(Answer.Ok.class);
  }

  @Test
  void behaviour_10_a_window_that_is_full_again_at_once_was_the_hours() {
    faults(Map.of("errors", Map.of(STAFF, List.of(45009, 45009))));
    assertThat(((Answer.Retry) staff()).after()).isEqualTo(Duration.ofMinutes(1));
    turn(Duration.ofSeconds(61));
    assertThat(((Answer.Retry) staff()).after()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void behaviour_10_never_more_than_ten_of_one_kind_are_under_way() throws Exception {
    staff();
    faults(Map.of("slow_ms", 50));
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = IntStream.range(0, 60).mapToObj(i -> callers.submit(this::staff)).toList();
      for (var call : calls) {
        assertThat(call.get().errcode()).isNotEqualTo(45033).isZero();
      }
    }
  }

  @Test
  void what_is_no_answer_is_unknown_and_never_names_the_token() {
    var nowhere =
        new Corp(
            corp.id(),
            corp.agent(),
            "s",
            corp.crypto(),
            java.net.URI.create("http://127.0.0.1:9"),
            null,
            null);
    assertThat(api.get(nowhere, STAFF, Map.of()))
        .isInstanceOfSatisfying(
            Answer.Unknown.class, u -> assertThat(u.evidence()).doesNotContain("corpsecret"));
  }

  private void act(Map<String, ?> body) {
    simulation.post("/simulator/corps/" + corp.id() + "/act", body);
  }

  private int asks() {
    return simulation.get("/simulator/corps/" + corp.id()).path("token_asks").asInt();
  }
}
