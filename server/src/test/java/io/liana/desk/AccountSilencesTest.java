package io.liana.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.AccountFellSilent;
import io.liana.channel.AccountHeardAgain;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Actor;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.TurnableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AccountSilencesTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
  private static final TurnableClock clock = new TurnableClock(NOON);
  private static RunningLiana liana;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.fresh(
            clock, "liana.intake.threads=0", "liana.delivery.threads=0", "liana.desk.threads=0");
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @Test
  void a_silence_is_one_task_that_closes_itself_and_opens_again_with_the_next() {
    Riverside riverside = Riverside.in(liana);
    GroupView group =
        liana
            .bean(Groups.class)
            .create(
                riverside.community(), "Roof", "pigeon", "7", "roof", new Actor.Machine("test"));
    liana.bean(AccountSilences.class).on(new AccountFellSilent("pigeon", "7", "Loft", NOON));
    liana.bean(AccountSilences.class).on(new AccountFellSilent("pigeon", "7", "Loft", NOON));
    JsonNode task = only(group, "open");
    assertThat(task.path("kind").asString()).isEqualTo("silence");
    assertThat(task.path("account").asString()).isEqualTo("Loft");
    assertThat(task.path("platform").asString()).isEqualTo("pigeon");

    clock.advance(Duration.ofHours(1));
    liana.bean(AccountSilences.class).on(new AccountHeardAgain("pigeon", "7", clock.instant()));
    assertThat(only(group, "done").path("seen_at").isNull()).isFalse();

    clock.advance(Duration.ofHours(1));
    liana
        .bean(AccountSilences.class)
        .on(new AccountFellSilent("pigeon", "7", "Loft", clock.instant()));
    assertThat(only(group, "open").path("id")).isEqualTo(task.path("id"));
  }

  @Test
  void an_account_without_a_group_in_any_community_bothers_nobody() {
    liana.bean(AccountSilences.class).on(new AccountFellSilent("pigeon", "8", "Nowhere", NOON));
    assertThat(liana.script().get("/tasks").json().path("items"))
        .noneMatch(task -> task.path("account").asString("").equals("Nowhere"));
  }

  private static JsonNode only(GroupView group, String state) {
    List<JsonNode> tasks =
        liana
            .script()
            .get("/tasks?state=" + state + "&community=" + group.community())
            .json()
            .path("items")
            .valueStream()
            .toList();
    assertThat(tasks).hasSize(1);
    return tasks.getFirst();
  }
}
