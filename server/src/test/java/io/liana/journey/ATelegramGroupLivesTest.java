package io.liana.journey;

import static io.liana.kit.TelegramGroup.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liana.channel.Command;
import io.liana.channel.telegram.Ears;
import io.liana.channel.telegram.InviteLink;
import io.liana.channel.telegram.InviteLinks;
import io.liana.kernel.Problem;
import io.liana.kit.Eventually;
import io.liana.kit.RunningLiana;
import io.liana.kit.Telegram;
import io.liana.kit.TelegramGroup;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a well-behaved Telegram and Liana do together, with the whole application running. */
class ATelegramGroupLivesTest {
  private static final String ADVERT = "低价出售游戏账号，全网最低，需要的加薇信 vx88776655 私聊，先到先得";
  private static final String[] BY_HAND = {
    "liana.intake.threads=0",
    "liana.delivery.threads=0",
    "liana.accounts.threads=0",
    "liana.telegram.threads=0"
  };
  private static final TurnableClock clock = new TurnableClock(Clock.systemUTC().instant());
  private static Telegram telegram;
  private static RunningLiana liana;

  @BeforeAll
  static void start() {
    telegram = Telegram.start();
    liana = RunningLiana.fresh(clock, BY_HAND);
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

  private static List<JsonNode> saidByBot(TelegramGroup riverside) {
    return telegram.messages(riverside.chat).stream()
        .filter(message -> message.path("from").path("id").asLong() == riverside.bot)
        .filter(message -> message.has("text"))
        .toList();
  }

  @Test
  void a_newcomer_is_welcomed_by_a_mention_and_an_advertiser_is_warned_and_then_put_out() {
    TelegramGroup riverside = riverside();
    switchOnSuggestedRules(riverside);
    long dan = telegram.user("Dan");
    telegram.act("join", Map.of("chat", riverside.chat, "user", dan));
    riverside.workFor(Duration.ofSeconds(2));
    JsonNode welcome = saidByBot(riverside).getFirst();
    assertThat(welcome.path("text").asString()).contains("Dan");
    assertThat(welcome.at("/entities/0/type").asString()).isEqualTo("text_mention");
    assertThat(welcome.at("/entities/0/user/id").asLong()).isEqualTo(dan);

    long first = riverside.say(dan, ADVERT);
    riverside.workFor(Duration.ofSeconds(5));
    assertThat(telegram.isGone(riverside.chat, first)).isTrue();
    assertThat(telegram.member(riverside.chat, dan).path("status").asString()).isEqualTo("member");

    clock.advance(Duration.ofMinutes(5));
    long second = riverside.say(dan, ADVERT + "！");
    riverside.workFor(Duration.ofSeconds(8));
    assertThat(telegram.isGone(riverside.chat, second)).isTrue();
    assertThat(telegram.member(riverside.chat, dan).path("status").asString()).isEqualTo("kicked");
    assertThat(riverside.heard("kick")).hasSize(1);
    // Dan never started the bot: what he must hear was said where he hears it.
    assertThat(states(riverside)).doesNotContain("rejected", "unknown", "needs_human");
  }

  @Test
  void who_started_the_bot_is_told_in_private() {
    TelegramGroup riverside = riverside();
    switchOnSuggestedRules(riverside);
    long dan = telegram.user("Dan");
    telegram.act("start", Map.of("bot", riverside.bot, "user", dan));
    telegram.act("join", Map.of("chat", riverside.chat, "user", dan));
    riverside.workFor(Duration.ofSeconds(2));
    riverside.say(dan, ADVERT);
    riverside.workFor(Duration.ofSeconds(5));
    clock.advance(Duration.ofMinutes(5));
    riverside.say(dan, ADVERT + "！");
    riverside.workFor(Duration.ofSeconds(8));
    assertThat(telegram.calls(riverside.bot, "sendMessage"))
        .anyMatch(call -> call.path("chat_id").asLong() == dan);
    assertThat(states(riverside)).doesNotContain("rejected", "unknown", "needs_human");
  }

  @Test
  void what_changed_while_nobody_listened_is_found_out() {
    TelegramGroup riverside = riverside();
    telegram.act("hold", Map.of("bot", riverside.bot, "kind", "my_chat_member"));
    telegram.act(
        "demote", Map.of("chat", riverside.chat, "user", riverside.bot, "by", riverside.ana));
    riverside.work();
    assertThat(riverside.ability("ban").path("extent").asString()).isEqualTo("everywhere");
    Instant before = clock.instant();
    clock.advance(Duration.ofHours(7));
    riverside.work();
    assertThat(riverside.ability("ban").path("extent").asString()).isEqualTo("nowhere");
    clock.set(before);
  }

  @Test
  void an_administrators_advert_is_left_alone() {
    TelegramGroup riverside = riverside();
    switchOnSuggestedRules(riverside);
    long shown = riverside.say(riverside.ana, ADVERT);
    riverside.workFor(Duration.ofSeconds(3));
    assertThat(telegram.isGone(riverside.chat, shown)).isFalse();
  }

  @Test
  void who_came_by_which_link_is_known_exactly() {
    TelegramGroup riverside = riverside();
    InviteLinks links = liana.bean(InviteLinks.class);
    InviteLink poster = link(links, riverside, "poster at the gate", 2, false);
    InviteLink friend = link(links, riverside, "Chen's friends", null, false);
    long one = telegram.user("One");
    long two = telegram.user("Two");
    long three = telegram.user("Three");
    assertThat(joins(riverside, one, poster)).isTrue();
    assertThat(joins(riverside, two, friend)).isTrue();
    assertThat(joins(riverside, three, poster)).isTrue();
    assertThat(joins(riverside, telegram.user("Late"), poster)).isFalse(); // it was for two
    long byHand = telegram.user("Hand");
    telegram.act("join", Map.of("chat", riverside.chat, "user", byHand, "by", riverside.ana));
    riverside.work();
    assertThat(riverside.via())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("One", poster.url(), "Two", friend.url(), "Three", poster.url()));
    assertThat(riverside.heard("invite")).hasSize(1);

    links.revoke(Long.toString(riverside.bot), riverside.groupKey(), friend.url());
    assertThat(joins(riverside, telegram.user("Four"), friend)).isFalse();
    assertThat(links.of(Long.toString(riverside.bot), riverside.groupKey()))
        .extracting(InviteLink::name, link -> link.revokedAt() == null)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("poster at the gate", true),
            org.assertj.core.groups.Tuple.tuple("Chen's friends", false));
  }

  @Test
  void a_link_with_a_wish_telegram_cannot_have_is_not_asked_for() {
    TelegramGroup riverside = riverside();
    InviteLinks links = liana.bean(InviteLinks.class);
    assertThatThrownBy(() -> link(links, riverside, "x".repeat(33), null, false))
        .isInstanceOf(Problem.class);
    assertThatThrownBy(() -> link(links, riverside, "gate", 5, true)).isInstanceOf(Problem.class);
    assertThat(telegram.calls(riverside.bot, "createChatInviteLink")).isEmpty();
  }

  @Test
  void who_asks_to_come_in_by_a_link_is_let_in_and_the_link_is_remembered() {
    TelegramGroup riverside = riverside();
    InviteLink gate = link(liana.bean(InviteLinks.class), riverside, "gate", null, true);
    long eve = telegram.user("Eve");
    long mallory = telegram.user("Mallory");
    assertThat(joins(riverside, eve, gate)).isFalse();
    joins(riverside, mallory, gate);
    riverside.work();
    assertThat(riverside.heard("join_request")).hasSize(2);
    riverside.order("in:" + eve, answer(riverside, eve, true));
    riverside.order("out:" + mallory, answer(riverside, mallory, false));
    riverside.workFor(Duration.ofSeconds(2));
    assertThat(telegram.member(riverside.chat, eve).path("status").asString()).isEqualTo("member");
    assertThat(riverside.via()).isEqualTo(Map.of("Eve", gate.url()));
    riverside.order("again:" + mallory, answer(riverside, mallory, true));
    riverside.workFor(Duration.ofSeconds(2));
    assertThat(riverside.delivery().path("outcome").asString()).isEqualTo("request_gone");
  }

  @Test
  void joins_and_leaves_are_told_once_though_telegram_tells_them_twice() {
    TelegramGroup riverside = riverside();
    long dan = telegram.user("Dan");
    telegram.act("join", Map.of("chat", riverside.chat, "user", dan));
    telegram.act("leave", Map.of("chat", riverside.chat, "user", dan));
    riverside.work();
    assertThat(riverside.heard("join")).hasSize(1);
    assertThat(riverside.heard("leave")).hasSize(1);
  }

  @Test
  void without_administrator_rights_joins_are_heard_from_the_lines_in_the_chat() {
    TelegramGroup riverside =
        TelegramGroup.open(liana, telegram, clock, "supergroup", false, Map.of());
    telegram.act("join", Map.of("chat", riverside.chat, "user", telegram.user("Dan")));
    riverside.work();
    assertThat(riverside.heard("join")).hasSize(1);
    telegram.act(
        "promote", Map.of("chat", riverside.chat, "user", riverside.bot, "by", riverside.ana));
    telegram.act("join", Map.of("chat", riverside.chat, "user", telegram.user("Eve")));
    riverside.work();
    assertThat(riverside.heard("join")).hasSize(2);
  }

  @Test
  void edits_reactions_answers_and_a_new_name_are_heard() {
    TelegramGroup riverside = riverside();
    long said = riverside.say(riverside.chen, "what time?");
    telegram.act(
        "say",
        Map.of("chat", riverside.chat, "user", riverside.ana, "text", "at six", "reply_to", said));
    telegram.act(
        "edit", Map.of("chat", riverside.chat, "message", said, "text", "what time today?"));
    telegram.act(
        "react",
        Map.of("chat", riverside.chat, "message", said, "user", riverside.ana, "emoji", "👍"));
    telegram.act(
        "rename", Map.of("chat", riverside.chat, "by", riverside.ana, "title", "Tea house"));
    riverside.work();
    assertThat(riverside.heardTexts()).containsExactly("what time today?", "at six");
    assertThat(riverside.heard("message").getLast().path("targets").size()).isEqualTo(1);
    assertThat(riverside.heard("edit")).hasSize(1);
    assertThat(riverside.heard("reaction").getFirst().path("text").asString()).isEqualTo("👍");
    assertThat(riverside.heard("topic").getFirst().path("text").asString()).isEqualTo("Tea house");
  }

  @Test
  void a_mute_shorter_than_telegram_knows_does_not_last_for_ever() {
    TelegramGroup riverside = riverside();
    for (Duration length : List.of(Duration.ofSeconds(5), Duration.ofDays(1_000))) {
      riverside.order(
          "mute:" + riverside.bot + length,
          new Command.MuteMember(riverside.groupKey(), person(riverside.chen), length));
      riverside.workFor(Duration.ofSeconds(2));
      JsonNode chen = telegram.member(riverside.chat, riverside.chen);
      assertThat(chen.path("muted").asBoolean()).isTrue();
      assertThat(chen.path("until").asLong()).as(length.toString()).isPositive();
    }
    riverside.order(
        "unmute:" + riverside.bot,
        new Command.MuteMember(riverside.groupKey(), person(riverside.chen), Duration.ZERO));
    riverside.workFor(Duration.ofSeconds(2));
    assertThat(telegram.member(riverside.chat, riverside.chen).path("muted").asBoolean()).isFalse();
    assertThat(riverside.heard("mute")).isNotEmpty();
  }

  @Test
  void who_is_put_out_may_come_back_and_who_is_banned_may_not_until_it_is_lifted() {
    TelegramGroup riverside = riverside();
    riverside.order(
        "kick:" + riverside.bot,
        new Command.RemoveMember(riverside.groupKey(), person(riverside.chen), false));
    riverside.work();
    assertThat(riverside.heard("kick")).hasSize(1);
    assertThat(joins(riverside, riverside.chen, null)).isTrue();
    riverside.order(
        "ban:" + riverside.bot,
        new Command.RemoveMember(riverside.groupKey(), person(riverside.chen), true));
    riverside.workFor(Duration.ofSeconds(2));
    assertThat(joins(riverside, riverside.chen, null)).isFalse();
    riverside.order(
        "lift:" + riverside.bot, new Command.LiftBan(riverside.groupKey(), person(riverside.chen)));
    riverside.workFor(Duration.ofSeconds(2));
    assertThat(joins(riverside, riverside.chen, null)).isTrue();
  }

  @Test
  void the_owner_is_protected_and_a_text_too_long_is_not_cut() {
    TelegramGroup riverside = riverside();
    riverside.order(
        "owner:" + riverside.bot,
        new Command.RemoveMember(riverside.groupKey(), person(riverside.ana), false));
    riverside.work();
    assertThat(riverside.delivery().path("outcome").asString()).isEqualTo("protected");
    riverside.order(
        "long:" + riverside.bot,
        new Command.SendText(riverside.groupKey(), "长".repeat(4_097), List.of(), null));
    riverside.workFor(Duration.ofSeconds(2));
    assertThat(riverside.delivery().path("outcome").asString()).isEqualTo("too_long");
    assertThat(saidByBot(riverside)).isEmpty();
  }

  @Test
  void no_group_hears_more_than_telegram_allows() {
    TelegramGroup riverside = riverside();
    for (int i = 0; i < 25; i++) {
      riverside.order(
          "many:%d:%d".formatted(riverside.bot, i),
          new Command.SendText(riverside.groupKey(), "line " + i, List.of(), null));
    }
    Instant began = clock.instant();
    riverside.workFor(Duration.ofSeconds(50));
    assertThat(Duration.between(began, clock.instant())).isLessThan(Duration.ofSeconds(60));
    assertThat(saidByBot(riverside)).hasSize(20);
    riverside.workFor(Duration.ofSeconds(40));
    assertThat(saidByBot(riverside).stream().map(m -> m.path("text").asString()).toList())
        .hasSize(25)
        .startsWith("line 0", "line 1")
        .endsWith("line 23", "line 24");
  }

  @Test
  void two_nodes_never_ask_for_the_same_bots_updates() {
    TelegramGroup riverside = riverside();
    try (RunningLiana second = liana.another(BY_HAND)) {
      riverside.say(riverside.chen, "one");
      assertThat(Ears.listen(second)).isZero(); // the first node has the lease
      assertThat(riverside.listen()).isEqualTo(1);
      clock.advance(Duration.ofMinutes(2)); // the first node is silent: dead, for all we know
      riverside.say(riverside.chen, "two");
      assertThat(Ears.listen(second)).isEqualTo(1);
      riverside.say(riverside.chen, "three");
      assertThat(riverside.listen()).isZero();
      assertThat(Ears.listen(second)).isEqualTo(1);
      riverside.liana.work();
      assertThat(riverside.heardTexts()).containsExactly("one", "two", "three");
    }
  }

  @Test
  void updates_brought_to_the_webhook_are_kept_before_the_answer_and_only_with_the_secret() {
    TelegramGroup riverside =
        TelegramGroup.open(
            liana, telegram, clock, Map.of("mode", "webhook", "public_url", liana.url()));
    riverside.place();
    riverside.say(riverside.chen, "through the door");
    Eventually.get(
        "everything was brought",
        () -> telegram.act("waiting", Map.of("bot", riverside.bot)).path("updates").asInt() == 0);
    liana.work();
    assertThat(riverside.heardTexts()).containsExactly("through the door");
    assertThat(riverside.check("telegram_updates").path("state").asString()).isEqualTo("ok");

    String forged =
        "{\"update_id\":1,\"message\":{\"message_id\":99,\"date\":1700000000,\"chat\":{\"id\":%d,\"type\":\"supergroup\"},\"from\":{\"id\":1,\"first_name\":\"x\"},\"text\":\"forged\"}}"
            .formatted(riverside.chat);
    Visitor stranger = liana.visitor();
    String path = "/hooks/telegram/" + riverside.bot;
    assertThat(stranger.post(path, forged).status()).isEqualTo(403);
    assertThat(stranger.with("X-Telegram-Bot-Api-Secret-Token", "guess").post(path, forged).code())
        .isEqualTo("hook_secret_wrong");
    assertThat(stranger.post("/hooks/telegram/1", forged).status()).isEqualTo(403);
  }

  @Test
  void with_its_own_threads_it_hears_at_once_and_stops_at_once() {
    Instant asked;
    try (RunningLiana alive = RunningLiana.fresh(Clock.systemUTC())) {
      TelegramGroup riverside =
          TelegramGroup.open(
              alive, telegram, new TurnableClock(Clock.systemUTC().instant()), Map.of());
      for (int i = 0; i < 3; i++) {
        String text = "word " + i;
        riverside.say(riverside.chen, text);
        Eventually.get("it is heard", () -> riverside.heardTexts().contains(text));
      }
      assertThat(telegram.calls(riverside.bot, "getUpdates"))
          .as("held open by Telegram, not asked again and again")
          .hasSizeLessThan(15)
          .anyMatch(call -> call.path("timeout").asInt() == 25);
      TelegramGroup.closeAll();
      asked = Instant.now();
    }
    assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void switching_from_webhook_to_polling_and_back_leaves_one_of_the_two() {
    TelegramGroup riverside =
        TelegramGroup.open(
            liana, telegram, clock, Map.of("mode", "webhook", "public_url", liana.url()));
    riverside.place();
    change(riverside, Map.of("mode", "polling"));
    riverside.say(riverside.chen, "fetched");
    riverside.work();
    assertThat(riverside.heardTexts()).containsExactly("fetched");
    assertThat(hookUrl(riverside)).isEmpty();
    change(riverside, Map.of("mode", "webhook"));
    riverside.listen();
    assertThat(hookUrl(riverside)).endsWith("/api/v1/hooks/telegram/" + riverside.bot);
    riverside.say(riverside.chen, "brought");
    Eventually.get(
        "everything was brought",
        () -> telegram.act("waiting", Map.of("bot", riverside.bot)).path("updates").asInt() == 0);
    liana.work();
    assertThat(riverside.heardTexts()).containsExactly("fetched", "brought");
  }

  @Test
  void a_webhook_that_cannot_be_reached_is_said_with_the_one_thing_to_do() {
    TelegramGroup riverside =
        TelegramGroup.open(
            liana, telegram, clock, Map.of("mode", "webhook", "public_url", "http://localhost:1"));
    Eventually.get(
        "Telegram noticed",
        () -> riverside.check("telegram_updates").path("state").asString().equals("failed"));
    JsonNode check = riverside.check("telegram_updates");
    assertThat(check.path("remedy").asString()).isEqualTo("telegram_hook_reach");
    assertThat(check.at("/params/evidence").asString()).isEqualTo("Connection refused");
  }

  @Test
  void a_clock_that_is_wrong_is_noticed() {
    TelegramGroup riverside = riverside();
    assertThat(riverside.check("token").path("state").asString()).isEqualTo("ok");
    Instant right = clock.instant();
    clock.set(Instant.now().minus(Duration.ofMinutes(10)));
    assertThat(riverside.check("clock").path("state").asString()).isEqualTo("failed");
    clock.set(Instant.now());
    assertThat(riverside.check("clock").path("state").asString()).isEqualTo("ok");
    clock.set(right);
  }

  private static void change(TelegramGroup riverside, Map<String, String> values) {
    assertThat(
            liana
                .script()
                .patch("/accounts/" + riverside.account, Map.of("values", values))
                .status())
        .isEqualTo(200);
  }

  private static String hookUrl(TelegramGroup riverside) {
    return telegram
        .call(Telegram.token(riverside.bot), "getWebhookInfo")
        .path("result")
        .path("url")
        .asString();
  }

  private static InviteLink link(
      InviteLinks links, TelegramGroup riverside, String name, Integer most, boolean asks) {
    return links.create(Long.toString(riverside.bot), riverside.groupKey(), name, null, most, asks);
  }

  private static boolean joins(TelegramGroup riverside, long user, InviteLink link) {
    return telegram
        .act(
            "join",
            link == null
                ? Map.of("chat", riverside.chat, "user", user)
                : Map.of("chat", riverside.chat, "user", user, "link", link.url()))
        .path("joined")
        .asBoolean();
  }

  private static Command answer(TelegramGroup riverside, long user, boolean approve) {
    return new Command.AnswerJoinRequest(
        riverside.groupKey(), person(user), person(user), approve, null);
  }

  private static List<String> states(TelegramGroup riverside) {
    return liana
        .script()
        .get("/deliveries?limit=100&group=" + riverside.group)
        .json()
        .path("items")
        .valueStream()
        .map(delivery -> delivery.path("state").asString())
        .toList();
  }

  private static void switchOnSuggestedRules(TelegramGroup riverside) {
    Visitor script = liana.script();
    String path = "/communities/" + riverside.community + "/rules";
    JsonNode suggested = script.get(path).json().path("suggested");
    suggested.path("rules").forEach(rule -> ((ObjectNode) rule).put("mode", "on"));
    assertThat(script.put(path + "/draft", suggested.toString()).status()).isEqualTo(200);
    assertThat(script.post(path + "/publish", Map.of("note", "switch on")).status()).isEqualTo(200);
  }
}
