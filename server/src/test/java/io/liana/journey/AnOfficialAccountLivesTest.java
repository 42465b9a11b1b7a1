package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.kit.OfficialAccount;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The whole application against the simulator of an official account in a process of its own. */
class AnOfficialAccountLivesTest {
  private static final String CHEN = "oChen0000000000000000000001";
  private static final String DANA = "oDana0000000000000000000002";
  private static final TurnableClock clock =
      new TurnableClock(Instant.parse("2026-11-22T03:00:00Z"));
  private static RunningLiana liana;
  private static Simulation simulation;
  private OfficialAccount account;

  @BeforeAll
  static void start() {
    simulation = Simulation.of("officialaccount");
    liana = RunningLiana.fresh(clock, "liana.intake.threads=0", "liana.delivery.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
    simulation.close();
  }

  @BeforeEach
  void a_connected_account() {
    account = OfficialAccount.connect(liana, simulation, Map.of("safe", true));
    assertThat(account.saveAddress()).isTrue();
  }

  // ---------------------------------------------------------------- heard

  @Test
  void who_follows_by_a_scene_code_joins_by_that_code_and_who_unfollows_leaves() {
    account.act("follow", CHEN, "scene", "poster-7");
    account.wait(clock, Duration.ofSeconds(5));
    account.act("unfollow", CHEN);
    account.act("follow", DANA);
    liana.work();
    assertThat(account.story())
        .containsExactly("join " + CHEN + " via poster-7", "leave " + CHEN, "join " + DANA);
  }

  @Test
  void a_follower_who_scans_a_code_is_seen_scanning_and_does_not_join_again() {
    account.act("follow", CHEN);
    account.act("scan", CHEN, "scene", "poster-7");
    liana.work();
    assertThat(account.story()).containsExactly("join " + CHEN, "scan " + CHEN + " via poster-7");
    assertThat(
            liana
                .script()
                .get("/groups/" + account.group() + "/events?type=scan")
                .json()
                .path("items"))
        .hasSize(1);
  }

  @Test
  void texts_and_pictures_are_heard_and_menus_are_not() {
    account.act("say", CHEN, "text", "几点开门？<b> ]]> &");
    account.act("show", CHEN, "kind", "image");
    account.act("show", CHEN, "kind", "voice");
    account.act("menu", CHEN);
    liana.work();
    assertThat(account.story())
        .containsExactly(
            "message " + CHEN + " \"几点开门？<b> ]]> &\"", "media " + CHEN, "media " + CHEN);
  }

  @Test
  void an_account_without_a_key_is_heard_in_plain_text() {
    var plain = OfficialAccount.connect(liana, simulation, Map.of("safe", false));
    assertThat(plain.saveAddress()).isTrue();
    assertThat(plain.act("say", CHEN, "text", "hello")).containsExactly(200);
    liana.work();
    assertThat(plain.story()).containsExactly("message " + CHEN + " \"hello\"");
    assertThat(plain.check("officialaccount_encrypted").path("state").asString())
        .isEqualTo("failed");
  }

  @Test
  void what_is_brought_three_times_counts_once() {
    account.control("faults", Map.of("repeat", 2));
    assertThat(account.act("follow", CHEN)).containsExactly(200, 200, 200);
    assertThat(account.act("say", CHEN, "text", "hello")).containsExactly(200, 200, 200);
    liana.work();
    assertThat(account.story()).containsExactly("join " + CHEN, "message " + CHEN + " \"hello\"");
  }

  @Test
  void what_comes_in_the_wrong_order_is_all_kept() {
    account.control("faults", Map.of("hold", 2));
    account.act("follow", CHEN, "scene", "poster-7");
    account.act("say", CHEN, "text", "hello");
    assertThat(OfficialAccount.statuses(account.control("release", Map.of("reversed", true))))
        .containsExactly(200, 200);
    liana.work();
    assertThat(account.story())
        .containsExactlyInAnyOrder(
            "join " + CHEN + " via poster-7", "message " + CHEN + " \"hello\"");
  }

  @Test
  void what_nobody_signed_is_refused_and_nothing_of_it_is_kept() {
    Visitor stranger = liana.visitor();
    String path =
        "/hooks/officialaccount/%s?signature=%s&timestamp=%d&nonce=1"
            .formatted(account.appId(), "0".repeat(40), clock.instant().getEpochSecond());
    Visitor.Answer answer = stranger.post(path, "<xml/>");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("signature_wrong");
    assertThat(stranger.get(path + "&echostr=1").status()).isEqualTo(403);
    liana.work();
    assertThat(account.story()).isEmpty();
  }

  // ---------------------------------------------------------------- said

  @Test
  void a_rule_greets_who_follows_and_answers_who_asks() {
    publish(
        """
        {"rules":[
          {"key":"welcome","name":"Welcome","mode":"on","triggers":[{"type":"joined","newcomer":"any"}],"conditions":[],
           "effects":[{"type":"reply","text":"欢迎来到河畔"}]},
          {"key":"hours","name":"Hours","mode":"on","triggers":[{"type":"keyword","match":"contains","words":["几点"]}],"conditions":[],
           "effects":[{"type":"reply","text":"九点开门"}]}]}
        """);
    account.act("follow", CHEN);
    liana.work();
    account.act("say", CHEN, "text", "几点开门？");
    liana.work();
    assertThat(account.sent()).containsExactly("欢迎来到河畔", "九点开门");
    assertThat(account.delivery().path("state").asString()).isEqualTo("delivered");
  }

  private void publish(String rules) {
    String path = "/communities/" + account.community + "/rules";
    assertThat(liana.script().put(path + "/draft", rules).status()).isEqualTo(200);
    assertThat(liana.script().post(path + "/publish", Map.of("note", "on")).status())
        .isEqualTo(200);
  }

  @Test
  void code_45015_after_48_hours_the_window_is_closed_and_the_delivery_says_so() {
    account.act("say", CHEN, "text", "hello");
    liana.work();
    account.wait(clock, Duration.ofHours(48));
    account.order("in-time", to(CHEN, "just in time"));
    assertThat(account.delivery().path("state").asString()).isEqualTo("delivered");
    account.wait(clock, Duration.ofSeconds(1));
    account.order("late", to(CHEN, "too late"));
    assertThat(account.sent()).containsExactly("just in time");
    refused("officialaccount_window_closed");
  }

  @Test
  void code_45015_a_minute_after_following_the_window_is_closed() {
    account.act("follow", CHEN);
    liana.work();
    account.wait(clock, Duration.ofSeconds(61));
    account.order("late", to(CHEN, "too late"));
    refused("officialaccount_window_closed");
  }

  @Test
  void code_45047_the_sixth_answer_to_one_message_is_refused() {
    account.act("say", CHEN, "text", "hello");
    liana.work();
    for (int i = 1; i <= 6; i++) {
      account.order("answer-" + i, to(CHEN, "answer " + i));
    }
    assertThat(account.sent()).hasSize(5);
    refused("officialaccount_too_many");
    account.act("say", CHEN, "text", "and?");
    liana.work();
    account.order("answer-7", to(CHEN, "answer 7"));
    assertThat(account.sent()).hasSize(6);
  }

  @Test
  void code_40003_who_never_met_the_account_cannot_be_written_to() {
    account.order("nobody", to(DANA, "hello"));
    refused("officialaccount_not_following");
  }

  @Test
  void code_43019_who_is_blacklisted_cannot_be_written_to() {
    account.act("say", CHEN, "text", "hello");
    account.act("blacklist", CHEN);
    account.order("blacklisted", to(CHEN, "hello"));
    refused("officialaccount_blacklisted");
  }

  @Test
  void code_45002_a_text_that_is_too_long_is_refused() {
    account.act("say", CHEN, "text", "hello");
    account.order("long", to(CHEN, "长".repeat(700)));
    refused("too_long");
  }

  @Test
  void code_48001_what_the_account_may_not_do_becomes_a_task_for_a_person() {
    var subscription = OfficialAccount.connect(liana, simulation, Map.of("verified", false));
    assertThat(subscription.saveAddress()).isTrue();
    subscription.act("say", CHEN, "text", "hello");
    liana.work();
    subscription.order("not-allowed", to(CHEN, "hello"));
    assertThat(subscription.delivery().path("state").asString()).isEqualTo("needs_human");
    assertThat(subscription.delivery().path("outcome").asString())
        .isEqualTo("officialaccount_not_authorised");
    assertThat(subscription.check("officialaccount_rights").path("remedy").asString())
        .isEqualTo("officialaccount_verify_account");
  }

  @Test
  void what_is_for_everybody_becomes_a_task_for_a_person() {
    account.order("all", new Command.SendText(account.appId(), "hello all", List.of(), null));
    assertThat(account.delivery().path("state").asString()).isEqualTo("needs_human");
    assertThat(account.delivery().path("outcome").asString())
        .isEqualTo("officialaccount_nobody_named");
    assertThat(account.sent()).isEmpty();
  }

  // ---------------------------------------------------------------- tokens and quotas

  @Test
  void code_42001_a_token_that_dies_early_is_replaced_once_and_the_message_goes_out() {
    account.act("say", CHEN, "text", "hello");
    account.order("first", to(CHEN, "first"));
    int asks = account.state().path("token_asks").asInt();
    account.control("faults", Map.of("token_dies", 1));
    account.order("second", to(CHEN, "second"));
    assertThat(account.sent()).containsExactly("first", "second");
    assertThat(account.state().path("token_asks").asInt()).isEqualTo(asks + 1);
  }

  @Test
  void a_token_wechat_still_thinks_alive_is_forced_to_be_a_new_one() {
    account.act("say", CHEN, "text", "hello");
    account.control("faults", Map.of("token_dies_unnoticed", 1));
    account.order("first", to(CHEN, "first"));
    assertThat(account.sent()).containsExactly("first");
    assertThat(account.state().path("forced").asInt()).isEqualTo(1);
  }

  @Test
  void code_40164_an_address_that_is_not_listed_holds_everything_back_until_it_is() {
    account.act("say", CHEN, "text", "hello");
    account.control("faults", Map.of("unlisted_ip", 2));
    account.order("held", to(CHEN, "held"));
    assertThat(account.sent()).isEmpty();
    JsonNode check = account.check("token");
    assertThat(check.path("state").asString()).isEqualTo("failed");
    assertThat(check.path("remedy").asString()).isEqualTo("officialaccount_add_ip");
    assertThat(check.path("params").path("evidence").asString()).contains("203.0.113.7");
    account.wait(clock, Duration.ofSeconds(70));
    liana.work();
    assertThat(account.sent()).containsExactly("held");
  }

  @Test
  void code_45009_a_full_day_waits_for_midnight_in_china() {
    account.act("say", CHEN, "text", "hello");
    account.control("faults", Map.of("errors", Map.of("/message/custom/send", List.of(45009))));
    account.order("tomorrow", to(CHEN, "tomorrow"));
    assertThat(account.sent()).isEmpty();
    Instant now = clock.instant();
    Instant midnight =
        now.truncatedTo(java.time.temporal.ChronoUnit.DAYS).plus(Duration.ofHours(16));
    midnight = midnight.isAfter(now) ? midnight : midnight.plus(Duration.ofDays(1));
    account.wait(clock, Duration.between(now, midnight).minusSeconds(30));
    liana.work();
    assertThat(account.sent()).isEmpty();
    account.wait(clock, Duration.ofSeconds(90));
    liana.work();
    assertThat(account.sent()).containsExactly("tomorrow");
  }

  // ---------------------------------------------------------------- codes that carry a scene

  @Test
  void a_code_is_made_here_and_counts_whom_it_brought() {
    JsonNode poster = made(Map.of("name", "Poster at the door", "days", 30), 201).json();
    assertThat(poster.path("expires_at").asString())
        .isEqualTo(clock.instant().plus(Duration.ofDays(30)).toString());
    assertThat(poster.path("picture").asString()).contains("showqrcode?ticket=gQH");
    String scene = poster.path("scene").asString();
    account.act("follow", CHEN, "scene", scene);
    account.act("follow", DANA, "scene", scene);
    liana.work();
    account.wait(clock, Duration.ofSeconds(1));
    account.act("unfollow", DANA);
    liana.work();
    JsonNode listed = liana.script().get(scenes()).json().at("/items/0");
    assertThat(listed.path("name").asString()).isEqualTo("Poster at the door");
    assertThat(listed.path("came").asInt()).isEqualTo(2);
    assertThat(listed.path("here").asInt()).isEqualTo(1);
  }

  @Test
  void a_permanent_code_never_expires_and_code_45029_says_when_there_are_too_many() {
    account.control("faults", Map.of("most_permanent", 1));
    assertThat(made(Map.of("name", "Shop window"), 201).json().path("expires_at").isNull())
        .isTrue();
    Visitor.Answer refused = made(Map.of("name", "One more"), 502);
    assertThat(refused.code()).isEqualTo("officialaccount_refused");
    assertThat(refused.text()).contains("45029");
  }

  @Test
  void a_code_for_more_than_thirty_days_is_refused_before_wechat_is_asked() {
    made(Map.of("name", "Too long", "days", 31), 400);
    assertThat(account.state().path("scenes")).isEmpty();
  }

  private String scenes() {
    return "/accounts/" + account.account + "/scenes";
  }

  private Visitor.Answer made(Map<String, ?> wish, int status) {
    Visitor.Answer answer = liana.script().post(scenes(), wish);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer;
  }

  // ---------------------------------------------------------------- shown

  @Test
  void a_healthy_account_passes_every_check() {
    for (String code :
        List.of(
            "token",
            "officialaccount_rights",
            "officialaccount_quota",
            "callback",
            "officialaccount_encrypted")) {
      assertThat(account.check(code).path("state").asString()).as(code).isEqualTo("ok");
    }
  }

  private static Command to(String openid, String text) {
    return new Command.SendDirect("followers", openid, text);
  }

  private void refused(String reason) {
    JsonNode delivery = account.delivery();
    assertThat(delivery.path("state").asString()).isEqualTo("rejected");
    assertThat(delivery.path("outcome").asString()).isEqualTo(reason);
  }
}
