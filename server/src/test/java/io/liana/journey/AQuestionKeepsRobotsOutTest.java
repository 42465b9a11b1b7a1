package io.liana.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.kit.RunningLiana;
import io.liana.kit.Telegram;
import io.liana.kit.TelegramGroup;
import io.liana.kit.TurnableClock;
import io.liana.kit.Visitor;
import io.liana.onboarding.OnboardingWorker;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In a Telegram group: who does not answer is put out, who answers stays, links wait for a day. */
class AQuestionKeepsRobotsOutTest {
  private static final String WEEK =
      """
      {"again_after_days":30,"helpers":[],"kinds":[{"key":"all","name":"Everybody","when":{},"steps":[
        {"type":"probation","key":"words-only","hours":24,"text":"{name|friend}, words only today."},
        {"type":"captcha","key":"people","after":0,"text":"{name|friend}, what is three and four?","answers":["7","seven"],"minutes":5,"otherwise":"remove"},
        {"type":"remark","key":"card","after":10,"text":"{name|friend}, your card here: city and name."}]}]}
      """;
  // The simulator has a clock of its own; a new community has no quiet hours.
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
            "liana.onboarding.threads=0",
            "liana.telegram.threads=0");
  }

  @AfterAll
  static void stop() {
    TelegramGroup.closeAll();
    liana.close();
    telegram.close();
  }

  @Test
  void who_answers_stays_who_does_not_is_put_out_and_a_link_is_taken_back() {
    TelegramGroup riverside = TelegramGroup.open(liana, telegram, clock, Map.of());
    publish(riverside);
    long dan = telegram.user("Dan");
    long lucky = telegram.user("Lucky");
    telegram.act("join", Map.of("chat", riverside.chat, "user", dan));
    telegram.act("join", Map.of("chat", riverside.chat, "user", lucky));
    clock.set(Clock.systemUTC().instant()); // not before they came
    passes(riverside, Duration.ofSeconds(10));
    assertThat(texts(riverside))
        .contains("Dan, what is three and four?", "Lucky, what is three and four?");

    riverside.say(dan, "It is 7, I think");
    long link = riverside.say(dan, "look at https://example.org");
    long plain = riverside.say(dan, "good morning");
    passes(riverside, Duration.ofSeconds(10));
    assertThat(telegram.isGone(riverside.chat, link)).isTrue();
    assertThat(telegram.isGone(riverside.chat, plain)).isFalse();
    assertThat(texts(riverside)).contains("Dan, words only today.");

    clock.advance(Duration.ofMinutes(6));
    passes(riverside, Duration.ofSeconds(10));
    assertThat(status(riverside, dan)).isEqualTo("member");
    assertThat(status(riverside, lucky)).as("put out, and not banned").isEqualTo("left");

    clock.advance(Duration.ofMinutes(5));
    passes(riverside, Duration.ofSeconds(10));
    assertThat(texts(riverside))
        .as("who is gone is not told about cards")
        .contains("Dan, your card here: city and name.")
        .doesNotContain("Lucky, your card here: city and name.");
  }

  private static void publish(TelegramGroup riverside) {
    Visitor.Answer answer =
        liana
            .script()
            .put(
                "/communities/" + riverside.community + "/onboarding",
                "{\"document\":%s,\"running\":true,\"over\":0}".formatted(WEEK));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
  }

  private static void passes(TelegramGroup riverside, Duration time) {
    for (int i = 0; i < 3; i++) {
      riverside.workFor(time.dividedBy(3));
      liana.bean(OnboardingWorker.class).runDue();
    }
    riverside.workFor(Duration.ofSeconds(3));
  }

  private static String status(TelegramGroup riverside, long user) {
    return telegram.member(riverside.chat, user).path("status").asString();
  }

  private static java.util.List<String> texts(TelegramGroup riverside) {
    return telegram.messages(riverside.chat).stream()
        .filter(message -> message.path("from").path("id").asLong() == riverside.bot)
        .map(message -> message.path("text").asString(""))
        .toList();
  }
}
