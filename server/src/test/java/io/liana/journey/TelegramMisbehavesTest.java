package io.liana.journey;

import static io.liana.kit.TelegramGroup.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Command;
import io.liana.kit.RunningLiana;
import io.liana.kit.Telegram;
import io.liana.kit.TelegramGroup;
import io.liana.kit.TurnableClock;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The whole application against the Telegram simulator, which misbehaves. The numbers are those of
 * docs/connect/telegram.md.
 */
class TelegramMisbehavesTest {
  private static final TurnableClock clock = new TurnableClock(Clock.systemUTC().instant());
  private static Telegram telegram;
  private static RunningLiana liana;

  @BeforeAll
  static void start() {
    telegram = Telegram.start();
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.accounts.threads=0",
            "liana.telegram.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
    telegram.close();
  }

  @AfterEach
  void leave() {
    TelegramGroup.closeAll();
  }

  private static TelegramGroup riverside() {
    return TelegramGroup.open(liana, telegram, clock, Map.of());
  }

  private static Command say(TelegramGroup riverside, String text) {
    return new Command.SendText(riverside.groupKey(), text, List.of(), null);
  }

  private static void fault(
      TelegramGroup riverside, String kind, String method, long value, int times) {
    telegram.act(
        "fault",
        Map.of(
            "bot", riverside.bot, "kind", kind, "method", method, "value", value, "times", times));
  }

  private static List<String> saidByBot(TelegramGroup riverside) {
    return telegram.messages(riverside.chat).stream()
        .filter(message -> message.path("from").path("id").asLong() == riverside.bot)
        .map(message -> message.path("text").asString(""))
        .filter(text -> !text.isEmpty())
        .toList();
  }

  @Test
  void t01_a_flood_wait_is_obeyed_to_the_second() {
    TelegramGroup riverside = riverside();
    fault(riverside, "flood", "sendMessage", 17, 1);
    riverside.order("t01:" + riverside.bot, say(riverside, "welcome"));
    riverside.work();
    assertThat(riverside.delivery().path("waiting_for").asString()).isEqualTo("retry");
    riverside.workFor(Duration.ofSeconds(16));
    assertThat(telegram.calls(riverside.bot, "sendMessage")).hasSize(1);
    riverside.workFor(Duration.ofSeconds(2));
    assertThat(saidByBot(riverside)).containsExactly("welcome");
    assertThat(riverside.delivery().path("state").asString()).isEqualTo("delivered");
  }

  @Test
  void t02_updates_that_come_again_are_heard_once() {
    TelegramGroup riverside = riverside();
    riverside.say(riverside.chen, "once");
    riverside.listen();
    fault(riverside, "again", "getUpdates", 0, 1);
    riverside.say(riverside.chen, "twice");
    riverside.work();
    assertThat(riverside.heardTexts()).containsExactly("once", "twice");
  }

  @Test
  void t03_a_message_before_the_news_that_its_author_joined_is_heard_and_so_is_the_join() {
    TelegramGroup riverside = riverside();
    long dan = telegram.user("Dan");
    telegram.act("hold", Map.of("bot", riverside.bot, "kind", "chat_member"));
    telegram.act("join", Map.of("chat", riverside.chat, "user", dan));
    riverside.say(dan, "hello, I am new");
    riverside.work();
    assertThat(riverside.heardTexts()).containsExactly("hello, I am new");
    assertThat(riverside.heard("join")).isEmpty();
    telegram.act("release", Map.of("bot", riverside.bot));
    riverside.work();
    assertThat(riverside.heard("join")).hasSize(1);
    assertThat(riverside.heard("message").getFirst().at("/member/name").asString())
        .isEqualTo("Dan")
        .isEqualTo(riverside.heard("join").getFirst().at("/member/name").asString());
  }

  @Test
  void t04_an_error_of_the_server_leaves_a_message_in_doubt_and_it_is_never_sent_again() {
    TelegramGroup riverside = riverside();
    fault(riverside, "done_then_error", "sendMessage", 502, 1);
    riverside.order("t04:" + riverside.bot, say(riverside, "only once"));
    riverside.workFor(Duration.ofMinutes(1));
    assertThat(saidByBot(riverside)).containsExactly("only once");
    assertThat(riverside.delivery().path("state").asString()).isEqualTo("unknown");
    assertThat(telegram.calls(riverside.bot, "sendMessage")).hasSize(1);
  }

  @Test
  void t04b_after_an_error_of_the_server_what_may_be_done_twice_is_tried_again() {
    TelegramGroup riverside = riverside();
    long advert = riverside.say(riverside.chen, "advert");
    fault(riverside, "done_then_error", "deleteMessage", 500, 1);
    riverside.order(
        "t04b:" + riverside.bot,
        new Command.RecallMessage(riverside.groupKey(), Long.toString(advert)));
    riverside.workFor(Duration.ofSeconds(8));
    assertThat(telegram.isGone(riverside.chat, advert)).isTrue();
    assertThat(riverside.delivery().path("state").asString()).isEqualTo("delivered");
  }

  @Test
  void t04c_while_getting_updates_fails_nothing_is_lost() {
    TelegramGroup riverside = riverside();
    fault(riverside, "error", "getUpdates", 500, 3);
    riverside.say(riverside.chen, "before");
    riverside.work();
    riverside.say(riverside.chen, "after");
    riverside.workFor(Duration.ofSeconds(20));
    assertThat(riverside.heardTexts()).containsExactly("before", "after");
  }

  @Test
  void t05_a_call_without_an_answer_leaves_the_message_in_doubt_and_it_is_never_sent_again() {
    TelegramGroup riverside = riverside();
    fault(riverside, "done_then_hang", "sendMessage", 9_500, 1);
    riverside.order("t05:" + riverside.bot, say(riverside, "is anybody there"));
    riverside.workFor(Duration.ofSeconds(30));
    assertThat(saidByBot(riverside)).containsExactly("is anybody there");
    assertThat(riverside.delivery().path("state").asString()).isEqualTo("unknown");
  }

  @Test
  void t06_a_group_that_becomes_a_supergroup_stays_the_same_group_and_loses_nothing() {
    TelegramGroup riverside = TelegramGroup.open(liana, telegram, clock, "group", true, Map.of());
    riverside.say(riverside.chen, "in the old group");
    riverside.work();
    long before = riverside.chat;
    String key = riverside.groupKey();
    riverside.chat = telegram.act("migrate", Map.of("chat", before)).path("id").asLong();
    long last = riverside.say(riverside.chen, "in the supergroup");
    riverside.work();
    assertThat(riverside.heardTexts()).containsExactly("in the old group", "in the supergroup");
    riverside.order(
        "t06:" + riverside.bot, new Command.SendText(key, "still here", List.of(), null));
    riverside.order("t06b:" + riverside.bot, new Command.RecallMessage(key, Long.toString(last)));
    riverside.workFor(Duration.ofSeconds(3));
    assertThat(saidByBot(riverside)).containsExactly("still here");
    assertThat(telegram.isGone(riverside.chat, last)).isTrue();
    assertThat(riverside.seen().valueStream().filter(seen -> seen.path("present").asBoolean()))
        .hasSize(1);
  }

  @Test
  void t06b_a_migration_nobody_told_us_about_is_found_out_when_speaking() {
    TelegramGroup riverside = TelegramGroup.open(liana, telegram, clock, "group", true, Map.of());
    String key = riverside.groupKey();
    riverside.chat =
        telegram
            .act("migrate", Map.of("chat", riverside.chat, "silently", true))
            .path("id")
            .asLong();
    riverside.order(
        "t06c:" + riverside.bot, new Command.SendText(key, "found you", List.of(), null));
    riverside.work();
    assertThat(saidByBot(riverside)).containsExactly("found you");
    riverside.say(riverside.chen, "and I you");
    riverside.work();
    assertThat(riverside.heardTexts()).containsExactly("and I you");
  }

  @Test
  void t07_a_revoked_token_stops_sending_says_so_and_loses_nothing() {
    TelegramGroup riverside = riverside();
    telegram.act("revoke_token", Map.of("bot", riverside.bot, "revoked", true));
    riverside.order("t07:" + riverside.bot, say(riverside, "later"));
    riverside.work();
    JsonNode check = riverside.check("token");
    assertThat(check.path("state").asString()).isEqualTo("failed");
    assertThat(check.path("remedy").asString()).isEqualTo("telegram_new_token");
    assertThat(check.toString()).doesNotContain(Telegram.token(riverside.bot));
    riverside.workFor(Duration.ofMinutes(3));
    assertThat(riverside.delivery().path("state").asString()).isEqualTo("waiting");
    telegram.act("revoke_token", Map.of("bot", riverside.bot, "revoked", false));
    riverside.say(riverside.chen, "meanwhile");
    assertThat(riverside.check("token").path("state").asString()).isEqualTo("ok");
    clock.advance(Duration.ofMinutes(6));
    riverside.workFor(Duration.ofSeconds(3));
    assertThat(saidByBot(riverside)).containsExactly("later");
    assertThat(riverside.heardTexts()).containsExactly("meanwhile");
  }

  @Test
  void t08_a_demoted_bot_hands_over_to_a_human_and_says_in_which_group() {
    TelegramGroup riverside = riverside();
    assertThat(riverside.ability("remove").path("extent").asString()).isEqualTo("everywhere");
    telegram.act(
        "demote", Map.of("chat", riverside.chat, "user", riverside.bot, "by", riverside.ana));
    riverside.work();
    JsonNode ability = riverside.ability("remove");
    assertThat(ability.path("extent").asString()).isEqualTo("nowhere");
    assertThat(ability.path("reason").asString()).isEqualTo("telegram_not_administrator");
    assertThat(ability.at("/params/groups").toString()).contains("Riverside TG");
    riverside.order(
        "t08:" + riverside.bot,
        new Command.RemoveMember(riverside.groupKey(), person(riverside.chen), false));
    riverside.work();
    assertThat(riverside.delivery().path("state").asString()).isEqualTo("needs_human");
    assertThat(telegram.calls(riverside.bot, "banChatMember")).isEmpty();
  }

  @Test
  void t08b_a_right_lost_unnoticed_makes_a_task_and_the_next_one_at_once() {
    TelegramGroup riverside = riverside();
    telegram.act("hold", Map.of("bot", riverside.bot, "kind", "my_chat_member"));
    telegram.act(
        "demote", Map.of("chat", riverside.chat, "user", riverside.bot, "by", riverside.ana));
    riverside.order(
        "t08b:" + riverside.bot,
        new Command.RemoveMember(riverside.groupKey(), person(riverside.chen), true));
    riverside.work();
    assertThat(riverside.delivery().path("state").asString()).isEqualTo("needs_human");
    riverside.order(
        "t08c:" + riverside.bot,
        new Command.RemoveMember(riverside.groupKey(), person(riverside.chen), true));
    riverside.workFor(Duration.ofSeconds(2));
    assertThat(riverside.delivery().path("state").asString()).isEqualTo("needs_human");
    assertThat(telegram.calls(riverside.bot, "banChatMember")).hasSize(1);
  }

  @Test
  void t09_privacy_mode_is_noticed_and_the_deaf_groups_are_named() {
    TelegramGroup riverside =
        TelegramGroup.open(liana, telegram, clock, "supergroup", false, Map.of());
    riverside.say(riverside.chen, "nobody hears this");
    riverside.say(riverside.chen, "/help");
    riverside.work();
    assertThat(riverside.heardTexts()).containsExactly("/help");
    JsonNode check = riverside.check("telegram_privacy");
    assertThat(check.path("state").asString()).isEqualTo("failed");
    assertThat(check.path("remedy").asString()).isEqualTo("telegram_privacy_off");
    assertThat(riverside.ability("receive").path("reason").asString())
        .isEqualTo("telegram_privacy_mode");
    telegram.act(
        "promote", Map.of("chat", riverside.chat, "user", riverside.bot, "by", riverside.ana));
    riverside.work();
    riverside.say(riverside.chen, "and this everybody");
    riverside.work();
    assertThat(riverside.heardTexts()).containsExactly("/help", "and this everybody");
    assertThat(riverside.check("telegram_privacy").path("state").asString()).isEqualTo("ok");
  }

  @Test
  void t10_a_message_older_than_48_hours_becomes_a_task_for_a_human() {
    TelegramGroup riverside = riverside();
    long old = riverside.say(riverside.chen, "an old advert");
    telegram.act("age", Map.of("chat", riverside.chat, "message", old, "hours", 49));
    riverside.order(
        "t10:" + riverside.bot,
        new Command.RecallMessage(riverside.groupKey(), Long.toString(old)));
    riverside.work();
    assertThat(telegram.isGone(riverside.chat, old)).isFalse();
    assertThat(riverside.delivery().path("state").asString()).isEqualTo("needs_human");
    assertThat(riverside.delivery().path("outcome").asString()).isEqualTo("message_too_old");
  }

  @Test
  void t11_who_blocked_the_bot_or_never_started_it_cannot_be_written_to_and_the_reason_is_said() {
    TelegramGroup riverside = riverside();
    riverside.order(
        "t11:" + riverside.bot,
        new Command.SendDirect(riverside.groupKey(), person(riverside.chen), "psst"));
    riverside.work();
    assertThat(riverside.delivery().path("state").asString()).isEqualTo("rejected");
    assertThat(riverside.delivery().path("outcome").asString()).isEqualTo("never_started");

    telegram.act("start", Map.of("bot", riverside.bot, "user", riverside.chen, "payload", "ref7"));
    riverside.order(
        "t11b:" + riverside.bot,
        new Command.SendDirect(riverside.groupKey(), person(riverside.chen), "psst"));
    riverside.workFor(Duration.ofSeconds(2));
    assertThat(riverside.delivery().path("state").asString()).isEqualTo("delivered");

    telegram.act("block", Map.of("bot", riverside.bot, "user", riverside.chen));
    riverside.order(
        "t11c:" + riverside.bot,
        new Command.SendDirect(riverside.groupKey(), person(riverside.chen), "psst"));
    riverside.workFor(Duration.ofSeconds(2));
    assertThat(riverside.delivery().path("outcome").asString()).isEqualTo("blocked_by_member");
  }
}
