package io.liana.channel.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.AccountFellSilent;
import io.liana.channel.AccountHeardAgain;
import io.liana.channel.Inbox;
import io.liana.channel.OpenFormat;
import io.liana.kernel.Actor;
import io.liana.kit.Pigeon;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.event.EventListener;

class AccountPulseTest {
  private static final TurnableClock clock = new TurnableClock(Riverside.MONDAY);
  private static RunningLiana liana;

  static class Alarm {
    final List<AccountFellSilent> heard = new CopyOnWriteArrayList<>();

    final List<AccountHeardAgain> again = new CopyOnWriteArrayList<>();

    @EventListener
    void on(AccountHeardAgain heardAgain) {
      again.add(heardAgain);
    }

    @EventListener
    void on(AccountFellSilent silent) {
      heard.add(silent);
    }
  }

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock,
            List.of(Pigeon.class, Alarm.class),
            "liana.intake.threads=0",
            "liana.delivery.threads=0",
            "liana.accounts.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  void a_connection_that_falls_silent_is_told_once_and_a_quiet_night_never() {
    liana
        .bean(Accounts.class)
        .connect(
            "pigeon", "Pigeon", Map.of("ring", "7", "whistle", "x"), null, new Actor.Machine("t"));
    // Three days with talk from 9 to 23 o'clock; the nights are quiet.
    for (int hour = 0; hour < 72; hour++) {
      int ofDay = (hour + 9) % 24;
      if (ofDay >= 9 && ofDay < 23) {
        say(hour);
      }
      clock.advance(Duration.ofHours(1));
      watch();
    }
    assertThat(alarms()).isEmpty();
    var lastWord = clock.instant();
    say(1_000);
    for (int hour = 0; hour < 24; hour++) {
      clock.advance(Duration.ofHours(1));
      watch();
    }
    assertThat(alarms()).extracting(AccountFellSilent::since).containsExactly(lastWord);

    say(2_000); // it is back, and falls silent again
    for (int hour = 0; hour < 24; hour++) {
      clock.advance(Duration.ofHours(1));
      watch();
    }
    assertThat(alarms()).hasSize(2);
    assertThat(liana.bean(Alarm.class).again).hasSize(1);
  }

  private static List<AccountFellSilent> alarms() {
    return liana.bean(Alarm.class).heard;
  }

  private static void watch() {
    liana.bean(AccountWatch.class).runDue();
  }

  private static void say(int id) {
    String line =
        "{\"id\":\"%d\",\"at\":\"%s\",\"type\":\"message\",\"sender\":{\"id\":\"ana\"},\"text\":\"coo\"}"
            .formatted(id, clock.instant());
    liana
        .bean(Inbox.class)
        .acceptNow(List.of(liana.bean(OpenFormat.class).raw("pigeon", "7", "roof", line)));
  }
}
