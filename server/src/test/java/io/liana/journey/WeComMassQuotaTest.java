package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.Visitor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** 群发 (§14.5): who taps when, and what everybody's quota allows. */
class WeComMassQuotaTest extends WeComMassSending {
  @Test
  void behaviour_5_results_are_not_read_while_the_task_is_dispatched() {
    wecom.faults(Map.of("mass_dispatch_seconds", 60));
    JsonNode made = make("茶");
    wecom.work();
    wecom.act("tap", "staff", "ana");
    wecom.act("tap", "staff", "bo");
    for (int i = 0; i < 4; i++) {
      later(Duration.ofSeconds(10));
      assertThat(counts(one(made))).as("41063").containsEntry("waiting", 2);
    }
    later(Duration.ofSeconds(40));
    assertThat(counts(one(made))).containsEntry("sent", 2);
  }

  @Test
  void behaviour_5_who_taps_hours_later_or_never_is_waited_for() {
    wecom.act("tap_habit", "staff", "ana", "seconds", 5 * 3600);
    wecom.act("tap_habit", "staff", "bo", "seconds", -1);
    JsonNode made = make("茶");
    wecom.work();
    for (int hours = 0; hours < 7; hours++) {
      later(Duration.ofHours(1));
    }
    assertThat(targets(made, "sent")).containsExactly(CHEN + " ana");
    assertThat(targets(made, "waiting")).containsExactly(DANA + " ");
    later(Duration.ofDays(31));
    assertThat(targets(made, "not_sent")).as("nobody taps after a month").hasSize(1);
    assertThat(parts(one(made))).containsExactly("over");
  }

  @Test
  void behaviour_5_who_is_no_friend_any_more_and_who_is_over_quota_are_told_apart() {
    wecom.faults(Map.of("quota_rule", 2));
    JsonNode made = make("茶");
    wecom.work();
    // After it was made: Chen deletes Ana; Bo sends Dana something of his own.
    wecom.act("unfollow", "external", CHEN, "staff", "ana", "by", "customer");
    wecom.act("mass", "staff", "bo", "targets", List.of(DANA));
    wecom.act("tap", "staff", "ana");
    wecom.act("tap", "staff", "bo");
    later(Duration.ofSeconds(10));
    assertThat(targets(made, "not_friend")).containsExactly(CHEN + " ana");
    assertThat(targets(made, "over_quota")).containsExactly(DANA + " bo");
    assertThat(parts(one(made))).containsExactly("over");
  }

  @Test
  void behaviour_5_a_quota_of_one_a_day_is_seen_before_sending_and_free_again_tomorrow() {
    connectWithCustomers(Map.of("mass_quota", "day"));
    wecom.faults(Map.of("quota_rule", 2));
    make("first");
    wecom.work();
    wecom.act("tap", "staff", "ana");
    later(Duration.ofSeconds(10));
    JsonNode reach = post("/preview", wish("second")).json();
    assertThat(reach.path("reached").asInt()).isZero();
    assertThat(reach.at("/left_out/0/reason").asString()).isEqualTo("over_quota");
    assertThat(reach.at("/left_out/0/count").asInt()).as("sent, and waiting").isEqualTo(2);
    Visitor.Answer refused = post("", wish("second"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("nobody_reached");
    later(Duration.ofDays(1));
    JsonNode tomorrow = post("/preview", wish("second")).json();
    assertThat(tomorrow.at("/first/0/id").asString()).isEqualTo(CHEN);
    assertThat(tomorrow.path("reached").asInt()).as("Dana's still waits for a tap").isEqualTo(1);
  }

  @Test
  void behaviour_5_what_staff_send_by_themselves_counts_too() {
    connectWithCustomers(Map.of("mass_quota", "day"));
    wecom.act("mass", "staff", "bo", "targets", List.of(DANA));
    post("/preview", wish("茶")); // looks, and has the others' read
    later(Duration.ofMinutes(1));
    JsonNode reach = post("/preview", wish("茶")).json();
    assertThat(reach.at("/first/0/id").asString()).isEqualTo(CHEN);
    assertThat(reach.at("/left_out/0/first/0/id").asString()).isEqualTo(DANA);
  }

  @Test
  void behaviour_5_seven_a_week_and_as_many_as_the_month_has_days() {
    connectWithCustomers(Map.of("mass_quota", "week"));
    wecom.faults(Map.of("quota_rule", 1));
    wecom.act("tap_habit", "staff", "ana", "seconds", 0);
    wecom.act("tap_habit", "staff", "bo", "seconds", 0);
    for (int i = 0; i < 7; i++) {
      make("no " + i);
      wecom.work();
      later(Duration.ofSeconds(10));
    }
    assertThat(post("/preview", wish("eighth")).json().path("reached").asInt()).isZero();
    liana.script().patch(account(""), Map.of("values", Map.of("mass_quota", "month")));
    assertThat(post("/preview", wish("eighth")).json().path("reached").asInt()).isEqualTo(2);
    // The administrator's rule is another than we were told: WeCom's word is the last.
    JsonNode made = make("eighth");
    wecom.work();
    assertThat(parts(one(made))).containsExactly("refused");
    assertThat(counts(one(made))).containsEntry("over_quota", 2);
    assertThat(one(made).at("/parts/0/evidence").asString()).startsWith("41048");
  }

  @Test
  void behaviour_5_three_reminders_a_day() {
    JsonNode made = make("茶");
    wecom.work();
    for (int left = 2; left >= 0; left--) {
      JsonNode after = post("/" + id(made) + "/remind", Map.of()).json();
      assertThat(after.at("/parts/0/reminders_left").asInt()).isEqualTo(left);
    }
    Visitor.Answer fourth = post("/" + id(made) + "/remind", Map.of());
    assertThat(fourth.code()).isEqualTo("reminded_enough");
    assertThat(fourth.json().at("/params/again_at").asString())
        .isEqualTo(clock.instant().plus(Duration.ofHours(24)).toString());
    assertThat(tasks().getFirst().path("reminders").asInt()).isEqualTo(3);
    later(Duration.ofHours(25));
    assertThat(post("/" + id(made) + "/remind", Map.of()).status()).isEqualTo(200);
  }

  @Test
  void behaviour_5_stopping_leaves_what_was_sent_and_ends_the_rest() {
    JsonNode made = make("茶");
    wecom.work();
    wecom.act("tap", "staff", "ana");
    later(Duration.ofSeconds(4)); // sent, and not read yet
    JsonNode stopped = post("/" + id(made) + "/stop", Map.of()).json();
    assertThat(counts(stopped)).containsEntry("sent", 1).containsEntry("stopped", 1);
    assertThat(parts(stopped)).containsExactly("stopped");
    wecom.act("tap", "staff", "bo");
    later(Duration.ofMinutes(5));
    assertThat(counts(one(made))).containsEntry("sent", 1).containsEntry("stopped", 1);
    assertThat(post("/" + id(made) + "/stop", Map.of()).code()).isEqualTo("nothing_waits");
  }

  @Test
  void what_is_stopped_before_wecom_was_asked_is_never_asked() {
    JsonNode made = make("茶");
    post("/" + id(made) + "/stop", Map.of());
    wecom.work();
    assertThat(tasks()).isEmpty();
    assertThat(counts(one(made))).containsEntry("stopped", 2);
  }
}
