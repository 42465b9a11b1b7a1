package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.WeCom;
import io.liana.kit.WeComJourney;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Customers come, are greeted, and go; what must be put right is told. */
class WeComCustomersTest extends WeComJourney {
  @BeforeEach
  void a_corporation_that_greets() {
    wecom = WeCom.connect(liana, simulation, Map.of("welcome", "{name}，欢迎来到河畔"));
    wecom.work();
  }

  @Test
  void behaviour_4_a_new_customer_is_greeted_by_name_within_twenty_seconds() {
    follow("poster-1");
    wecom.work();
    assertThat(said()).containsExactly("Chen，欢迎来到河畔");
    assertThat(customer()).containsEntry("name", "Chen").containsEntry("state", "poster-1");
  }

  @Test
  void behaviour_4_while_another_app_greets_it_is_tried_again() {
    wecom.faults(Map.of("busy_welcome", 1));
    follow("");
    wecom.work();
    assertThat(said()).isEmpty();
    later(Duration.ofSeconds(1));
    assertThat(said()).containsExactly("Chen，欢迎来到河畔");
  }

  @Test
  void behaviour_4_a_code_that_was_used_already_ends_the_matter() {
    wecom.faults(Map.of("errors", Map.of("/externalcontact/send_welcome_msg", List.of(41051))));
    follow("");
    wecom.work();
    assertThat(said()).isEmpty();
    assertThat(errands("welcome")).isZero();
  }

  @Test
  void behaviour_4_a_greeting_that_is_late_is_not_sent() {
    wecom.faults(Map.of("errors", Map.of("/externalcontact/send_welcome_msg", List.of(-1))));
    follow("");
    wecom.work();
    later(Duration.ofSeconds(21));
    assertThat(said()).isEmpty();
    assertThat(
            jdbc.queryForObject(
                "select evidence from channel_wecom_errand where corp = ? and kind = 'welcome'",
                String.class,
                wecom.corp()))
        .isEqualTo("too late");
  }

  @Test
  void behaviour_4_where_an_administrator_greets_there_is_no_code_and_we_keep_quiet() {
    wecom.faults(Map.of("admin_welcome", 1));
    follow("");
    wecom.work();
    assertThat(errands("welcome")).isZero();
    assertThat(customer()).containsEntry("name", "Chen");
  }

  @Test
  void behaviour_11_a_customer_who_leaves_and_comes_back_is_the_same_customer() {
    follow("first");
    wecom.work();
    clock.advance(Duration.ofMinutes(1));
    wecom.setClock();
    wecom.act("unfollow", "external", CHEN, "by", "customer");
    wecom.work();
    assertThat(customer()).containsEntry("ended_by", "customer");
    wecom.wait(clock, Duration.ofMinutes(1));
    follow("second");
    wecom.work();
    assertThat(customer()).containsEntry("ended_by", null).containsEntry("state", "second");
  }

  @Test
  void behaviour_11_coming_and_going_many_times_ends_as_the_last_event_says() {
    wecom.faults(Map.of("hold", -1));
    for (String state : List.of("first", "second", "third")) {
      wecom.act("follow", "external", CHEN, "name", "Chen", "state", state);
      wecom.wait(clock, Duration.ofSeconds(1));
      wecom.act("unfollow", "external", CHEN, "by", "customer");
      wecom.wait(clock, Duration.ofSeconds(1));
    }
    wecom.faults(Map.of("hold", 0));
    wecom.release(false); // all are sorted together
    wecom.work();
    assertThat(customer()).containsEntry("ended_by", "customer").containsEntry("state", "third");
    follow("fourth");
    wecom.work();
    assertThat(customer()).containsEntry("ended_by", null).containsEntry("state", "fourth");
  }

  @Test
  void behaviour_7_a_customer_nobody_has_any_more_is_no_failure() {
    follow("");
    wecom.act("unfollow", "external", CHEN, "by", "staff");
    wecom.work();
    assertThat(errands("customer")).isZero();
    assertThat(customer()).containsEntry("ended_by", "staff");
  }

  @Test
  void behaviour_7_groups_are_listed_page_by_page_whatever_the_page_is_cut_to() {
    wecom.faults(Map.of("page", 2));
    for (int i = 0; i < 5; i++) {
      wecom.act(
          "chat",
          "chat",
          "wrPage" + i + wecom.corp(),
          "name",
          "茶 " + i + wecom.corp(),
          "silent",
          true);
    }
    later(Duration.ofHours(7));
    assertThat(
            jdbc.queryForObject(
                "select count(*) from channel_wecom_chat where corp = ?",
                Integer.class,
                wecom.corp()))
        .isEqualTo(5);
  }

  @Test
  void behaviour_1_an_address_nobody_listed_fails_the_health_check_with_what_to_do() {
    wecom.faults(Map.of("unlisted_ip", -1));
    var checks = liana.script().get(account("/health")).json();
    assertThat(checks.path("checks").valueStream())
        .anyMatch(
            check ->
                check.path("code").asString().equals("trusted_ip")
                    && check.path("state").asString().equals("failed")
                    && check.path("remedy").asString().equals("wecom_add_trusted_ip")
                    && check.toString().contains("60020"));
  }

  @Test
  void a_healthy_connection_shows_every_step() {
    follow("");
    wecom.work();
    var checks = liana.script().get(account("/health")).json();
    assertThat(
            checks
                .path("checks")
                .valueStream()
                .map(check -> check.path("code").asString() + " " + check.path("state").asString()))
        .containsExactly(
            "token ok",
            "trusted_ip ok",
            "customer_contact ok",
            "callback ok",
            "events ok",
            "clock ok",
            "archive unknown",
            "wecom_ways ok");
  }

  @Test
  void what_no_machine_may_do_says_why_and_what_helps() {
    var table = liana.script().get(account("/capabilities")).json();
    assertThat(table.path("items").valueStream())
        .anyMatch(
            line ->
                line.path("capability").asString().equals("remove")
                    && line.path("extent").asString().equals("nowhere")
                    && line.path("reason").asString().equals("wecom_only_in_client")
                    && line.path("remedy").asString().equals("wecom_set_anti_spam"));
  }

  private void follow(String state) {
    assertThat(wecom.act("follow", "external", CHEN, "name", "Chen", "state", state))
        .containsExactly(200);
  }

  private List<String> said() {
    return wecom
        .state()
        .path("welcomes")
        .valueStream()
        .filter(welcome -> welcome.path("said").isString())
        .map(welcome -> welcome.path("said").asString())
        .toList();
  }

  private Map<String, Object> customer() {
    return jdbc.queryForMap(
        "select name, state, ended_by from channel_wecom_customer where corp = ? and external_id = ?",
        wecom.corp(),
        CHEN);
  }

  private int errands(String kind) {
    Integer count =
        jdbc.queryForObject(
            "select count(*) from channel_wecom_errand where corp = ? and kind = ?",
            Integer.class,
            wecom.corp(),
            kind);
    return count == null ? 0 : count;
  }
}
