package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What is said in customer groups, by way of the conversation archive (§14.8). */
class WeComArchiveTest extends WeComArchived {

  @Test
  void what_a_customer_says_is_heard() {
    say("大家好");
    wecom.work();
    assertThat(wecom.story(chat)).containsExactly("message " + CHEN + " \"大家好\"");
    JsonNode table = liana.script().get(account("/capabilities")).json();
    assertThat(table.path("items").valueStream())
        .anyMatch(
            line ->
                line.path("capability").asString().equals("receive")
                    && line.path("extent").asString().equals("some_groups"));
  }

  @Test
  void behaviour_8_numbers_with_gaps_are_read_on_and_nothing_is_read_twice() {
    wecom.act("say", "chat", chat, "from", CHEN, "text", "one", "skip", 3);
    wecom.act("say", "chat", chat, "from", CHEN, "text", "two", "skip", 40);
    wecom.work();
    say("three"); // its wake-up looks like the one before
    later(Duration.ofSeconds(3));
    assertThat(wecom.story(chat))
        .containsExactly(
            "message " + CHEN + " \"one\"",
            "message " + CHEN + " \"two\"",
            "message " + CHEN + " \"three\"");
  }

  @Test
  void behaviour_8_after_a_change_of_keys_the_rows_wait_for_the_new_one() {
    say("under the first key");
    JsonNode second = wecom.archiveKey();
    say("under the second key");
    wecom.work();
    assertThat(wecom.story(chat)).containsExactly("message " + CHEN + " \"under the first key\"");
    assertThat(checks()).containsEntry("archive", "wecom_add_archive_key");

    liana.script().patch(account(""), Map.of("values", Map.of("archive_keys", keys + pem(second))));
    later(Duration.ofMinutes(1));
    assertThat(wecom.story(chat)).hasSize(2);
    assertThat(checks()).doesNotContainKey("archive");
  }

  @Test
  void behaviour_8_a_recall_that_stands_before_its_message_takes_it_back() {
    wecom.act(
        "say", "chat", chat, "from", CHEN, "recalls", "late-1", "delay_ms", 9_000, "silent", true);
    wecom.act("say", "chat", chat, "from", CHEN, "text", "oops", "msgid", "late-1");
    wecom.work();
    assertThat(
            liana
                .bean(JdbcTemplate.class)
                .queryForObject(
                    "select recalled_at is not null from channel_event where message_key = 'late-1_external' and kind = 'message'",
                    Boolean.class))
        .isTrue();
  }

  @Test
  void behaviour_8_who_did_not_agree_is_absent() {
    wecom.act("say", "chat", chat, "from", CHEN, "text", "secret", "no_consent", true);
    wecom.work();
    assertThat(wecom.story(chat)).isEmpty();
  }

  @Test
  void behaviour_8_what_is_older_than_five_days_is_gone_and_the_rest_is_read() {
    wecom.act("say", "chat", chat, "from", CHEN, "text", "old", "silent", true);
    clock.advance(Duration.ofDays(6));
    wecom.setClock();
    say("new");
    wecom.work();
    assertThat(wecom.story(chat)).containsExactly("message " + CHEN + " \"new\"");
  }

  @Test
  void behaviour_8_a_lost_wake_up_only_costs_a_minute() {
    wecom.act("say", "chat", chat, "from", CHEN, "text", "quiet", "silent", true);
    later(Duration.ofMinutes(2));
    assertThat(wecom.story(chat)).hasSize(1);
  }

  private void say(String text) {
    wecom.act("say", "chat", chat, "from", CHEN, "text", text);
  }

  private Map<String, String> checks() {
    var failed = new java.util.HashMap<String, String>();
    liana
        .script()
        .get(account("/health"))
        .json()
        .path("checks")
        .forEach(
            check -> {
              if (check.path("remedy").isString()) {
                failed.put(check.path("code").asString(), check.path("remedy").asString());
              }
            });
    return failed;
  }
}
