package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.account.Comparisons;
import io.liana.channel.onebot.OneBotTurns;
import io.liana.kit.Eventually;
import io.liana.kit.RunningLiana;
import io.liana.kit.Simulation;
import io.liana.kit.Telegram;
import io.liana.kit.TelegramGroup;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Events get lost, and what they would have told is found out by asking. */
class AGapIsFoundOutTest {
  private static final Duration SCHEDULE = Duration.ofHours(6).plusSeconds(1);
  private static final Duration SECOND_LOOK = Duration.ofSeconds(16);
  private static final TurnableClock clock = new TurnableClock(Instant.now());
  private static RunningLiana liana;
  private static Visitor script;
  private static int made;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.accounts.threads=0",
            "liana.telegram.threads=0",
            "liana.onebot.threads=0",
            "liana.onebot.quiet=240h");
    script = liana.script();
  }

  @AfterAll
  static void stop() {
    TelegramGroup.closeAll();
    liana.close();
  }

  /** Looks at once, and again where something was different. */
  private static void compare() {
    liana.bean(Comparisons.class).runDue();
    clock.advance(SECOND_LOOK);
    liana.bean(Comparisons.class).runDue();
    liana.work();
  }

  /** The connection's own look at its groups may hold the row at this moment. */
  private static void compared(Duration later) {
    clock.advance(later);
    Eventually.get("it was compared", () -> liana.bean(Comparisons.class).runDue() > 0);
  }

  private static JsonNode seen(String account) {
    return script.get("/accounts/" + account + "/groups").json().path("items").path(0);
  }

  private static List<String> told(String group, String type) {
    return script
        .get("/groups/" + group + "/events?limit=200&order=asc")
        .json()
        .path("items")
        .valueStream()
        .filter(event -> event.path("type").asString().equals(type))
        .map(event -> event.at("/member/name").asString(""))
        .toList();
  }

  // ---- QQ

  private record Qq(Simulation bot, String account, String group) implements AutoCloseable {
    static Qq open() {
      Simulation bot = Simulation.of("onebot");
      String community =
          script
              .post(
                  "/communities", Map.of("name", "Riverside QQ " + ++made, "zone", "Asia/Shanghai"))
              .json()
              .path("id")
              .asString();
      String account =
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
      String group =
          Eventually.get(
              "the group has its place",
              () -> {
                OneBotTurns.tend(liana);
                return seen(account).path("group_id").asString(null);
              });
      var qq = new Qq(bot, account, group);
      Eventually.get("the bot is connected", qq::connected);
      OneBotTurns.tend(liana);
      return qq;
    }

    boolean connected() {
      clock.advance(Duration.ofSeconds(1));
      OneBotTurns.tend(liana);
      return reachable();
    }

    boolean reachable() {
      return script.get("/accounts/" + account).json().path("reachable").asBoolean();
    }

    @Override
    public void close() {
      script.delete("/accounts/" + account);
      bot.close();
    }
  }

  @Test
  void qq_everything_no_event_told_is_found_counted_and_told() {
    try (var qq = Qq.open()) {
      compare();
      assertThat(seen(qq.account()).path("drift").asInt()).isZero();
      assertThat(seen(qq.account()).path("compared_at").isNull()).isFalse();
      assertThat(told(qq.group(), "role")).contains("Ana", "Bo"); // they were there before us

      qq.bot().post("/control/join", Map.of("user", "30003", "name", "Chen"));
      Eventually.get(
          "the join is heard",
          () -> {
            liana.work();
            return !told(qq.group(), "join").isEmpty();
          });
      qq.bot().post("/control/misbehave", Map.of("lose_events", 4));
      qq.bot().post("/control/join", Map.of("user", "30004", "name", "Dan"));
      qq.bot().post("/control/leave", Map.of("user", "30003"));
      qq.bot().post("/control/role", Map.of("user", "30002", "role", "member"));
      qq.bot().post("/control/rename", Map.of("name", "河畔夜话"));

      liana.bean(Comparisons.class).runDue();
      assertThat(seen(qq.account()).path("drift").asInt()).as("not before its time").isZero();
      clock.advance(SCHEDULE);
      liana.bean(Comparisons.class).runDue();
      assertThat(seen(qq.account()).path("drift").asInt()).as("seen only once").isZero();
      clock.advance(SECOND_LOOK);
      liana.bean(Comparisons.class).runDue();
      liana.work();
      assertThat(seen(qq.account()).path("drift").asInt()).isEqualTo(4);
      assertThat(told(qq.group(), "join")).containsExactly("30003", "Dan");
      assertThat(told(qq.group(), "leave")).hasSize(1);

      clock.advance(SCHEDULE);
      compare();
      assertThat(seen(qq.account()).path("drift").asInt()).as("repaired").isEqualTo(4);
      assertThat(told(qq.group(), "join")).hasSize(2);
    }
  }

  @Test
  void qq_what_happened_while_the_socket_was_closed_is_found_at_once_after_it() {
    try (var qq = Qq.open()) {
      compared(SCHEDULE);
      compared(SECOND_LOOK);
      int before = seen(qq.account()).path("drift").asInt();
      qq.bot().post("/control/drop", Map.of());
      Eventually.get("the loss is noticed", () -> !qq.reachable());
      qq.bot().post("/control/join", Map.of("user", "30005", "name", "Eve"));
      Eventually.get("it is open again", qq::connected);
      OneBotTurns.tend(liana);
      compared(Duration.ZERO);
      compared(SECOND_LOOK);
      liana.work();
      assertThat(told(qq.group(), "join")).containsOnlyOnce("Eve");
      assertThat(seen(qq.account()).path("drift").asInt()).isEqualTo(before + 1);
    }
  }

  // ---- Telegram

  @Test
  void telegram_lost_updates_show_in_the_count_and_in_who_administers() {
    try (Telegram telegram = Telegram.start()) {
      TelegramGroup riverside = TelegramGroup.open(liana, telegram, clock, Map.of());
      riverside.work();
      compare();
      assertThat(seen(riverside.account).path("drift").asInt()).isZero();

      long dan = telegram.user("Dan");
      telegram.act("join", Map.of("chat", riverside.chat, "user", dan));
      riverside.work();
      clock.advance(SCHEDULE);
      compare();
      assertThat(seen(riverside.account).path("drift").asInt()).as("it was told").isZero();

      long eve = telegram.user("Eve");
      telegram.act("join", Map.of("chat", riverside.chat, "user", eve));
      telegram.act("promote", Map.of("chat", riverside.chat, "user", dan, "by", riverside.ana));
      telegram.act("rename", Map.of("chat", riverside.chat, "by", riverside.ana, "title", "Night"));
      telegram.act("lose", Map.of("bot", riverside.bot));
      clock.advance(SCHEDULE);
      compare();
      JsonNode seen = seen(riverside.account);
      assertThat(seen.path("drift").asInt()).isEqualTo(3);
      assertThat(seen.path("name").asString()).isEqualTo("Night");
      assertThat(riverside.heard("role"))
          .anyMatch(event -> event.at("/member/name").asString().equals("Dan"));
      clock.advance(SCHEDULE);
      compare();
      assertThat(seen(riverside.account).path("drift").asInt()).as("repaired").isEqualTo(3);
      TelegramGroup.closeAll();
    }
  }

  @Test
  void telegram_after_an_outage_every_group_is_compared_at_once() {
    try (Telegram telegram = Telegram.start()) {
      TelegramGroup riverside = TelegramGroup.open(liana, telegram, clock, Map.of());
      riverside.work();
      compare();
      compare();
      telegram.act(
          "fault",
          Map.of("bot", riverside.bot, "kind", "error", "method", "getUpdates", "value", 502));
      telegram.act("join", Map.of("chat", riverside.chat, "user", telegram.user("Fay")));
      telegram.act("lose", Map.of("bot", riverside.bot));
      riverside.listen(); // refused
      clock.advance(Duration.ofMinutes(2));
      riverside.listen(); // heard again
      compare();
      assertThat(seen(riverside.account).path("drift").asInt()).isEqualTo(1);
      TelegramGroup.closeAll();
    }
  }
}
