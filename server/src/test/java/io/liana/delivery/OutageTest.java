package io.liana.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.StrictPlatform;
import io.liana.kit.TurnableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The platform is away for a while, or does not say what it did. */
class OutageTest {
  private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z"); // 12:00 in Shanghai
  private static final Actor TESTER = new Actor.Machine("test");
  private static final TurnableClock clock = new TurnableClock(NOON);
  private static final StrictPlatform platform = new StrictPlatform(clock);
  private static RunningLiana liana;
  private static CommunityId community;
  private static int worlds;

  private List<GroupView> groups;
  private int drafts;

  @BeforeAll
  static void start() {
    liana =
        RunningLiana.freshWith(
            platform, clock, "liana.intake.threads=0", "liana.delivery.threads=0");
    community = liana.bean(Communities.class).create("Riverside", Riverside.ZONE, TESTER).id();
  }

  @AfterAll
  static void stop() {
    liana.close();
  }

  @BeforeEach
  void four_groups_of_an_account_of_their_own() {
    platform.forget();
    int world = ++worlds;
    groups =
        IntStream.range(0, 4)
            .mapToObj(
                n ->
                    liana
                        .bean(Groups.class)
                        .create(
                            community,
                            "Room %d.%d".formatted(world, n),
                            StrictPlatform.NAME,
                            "bot" + world,
                            "%d.%d".formatted(world, n),
                            TESTER))
            .toList();
  }

  @Test
  void after_an_hour_without_the_platform_each_group_gets_its_backlog_in_order() {
    platform.down(true);
    for (int i = 0; i < 60; i++) {
      for (GroupView group : groups) {
        enqueue(group, Purpose.ANSWER, Integer.toString(i));
      }
      minutePasses();
    }
    assertThat(platform.calls()).isEmpty();
    platform.down(false);
    minutePasses();
    minutePasses();
    List<String> all = IntStream.range(0, 60).mapToObj(Integer::toString).toList();
    groups.forEach(group -> assertThat(said(group)).isEqualTo(all));
  }

  @Test
  void an_outage_costs_one_question_a_minute_and_gives_nothing_up() {
    platform.down(true);
    groups.forEach(group -> enqueue(group, Purpose.ANSWER, "still here"));
    for (int i = 0; i < 60; i++) {
      minutePasses();
    }
    int attempts =
        jdbc()
            .queryForObject(
                "select sum(attempts) from delivery_outbox where account = ?",
                Integer.class,
                groups.getFirst().account());
    assertThat(attempts).isBetween(30, 100);
    assertThat(states()).containsOnly("waiting");
  }

  @Test
  void greetings_that_an_outage_made_late_are_dropped_and_listed() {
    platform.down(true);
    GroupView group = groups.getFirst();
    enqueue(group, Purpose.GREETING, "welcome, early bird");
    enqueue(group, Purpose.ANSWER, "at nine");
    liana.bean(DeliveryWorker.class).runDue();
    clock.advance(Duration.ofMinutes(58));
    enqueue(group, Purpose.GREETING, "welcome, late bird");
    minutePasses();
    platform.down(false);
    minutePasses();
    minutePasses();
    assertThat(said(group)).containsExactly("at nine", "welcome, late bird");
    assertThat(
            liana
                .script()
                .get("/deliveries?state=cancelled&group=" + group.id())
                .json()
                .path("items")
                .valueStream()
                .map(item -> item.path("text").asString() + ": " + item.path("outcome").asString()))
        .containsExactly("welcome, early bird: late");
  }

  @Test
  void a_command_tried_again_is_not_overtaken_by_a_later_one_of_its_group() {
    GroupView group = groups.getFirst();
    platform.down(true);
    enqueue(group, Purpose.ANSWER, "first");
    liana.bean(DeliveryWorker.class).runDue();
    platform.down(false);
    enqueue(group, Purpose.ANSWER, "second");
    liana.bean(DeliveryWorker.class).runDue();
    assertThat(said(group)).isEmpty();
    minutePasses();
    assertThat(said(group)).containsExactly("first", "second");
  }

  @Test
  void one_group_in_trouble_does_not_stop_the_others_of_its_account() {
    platform.refuse(groups.getFirst().externalId());
    for (int i = 0; i < 5; i++) {
      for (GroupView group : groups) {
        enqueue(group, Purpose.ANSWER, Integer.toString(i));
      }
      liana.bean(DeliveryWorker.class).runDue();
      clock.advance(Duration.ofSeconds(2));
    }
    assertThat(said(groups.getLast())).hasSize(5);
  }

  @Test
  void without_an_answer_nothing_is_sent_again_where_the_platform_would_not_know_it() {
    GroupView group = groups.getFirst();
    platform.silent(true);
    enqueue(group, Purpose.ANSWER, "did it arrive?");
    liana.bean(DeliveryWorker.class).runDue();
    platform.silent(false);
    for (int i = 0; i < 5; i++) {
      minutePasses();
    }
    assertThat(said(group)).containsExactly("did it arrive?");
    assertThat(states()).containsExactly("unknown");
  }

  @Test
  void a_node_that_died_leaves_one_command_in_doubt_and_the_rest_goes_on() {
    groups.forEach(group -> enqueue(group, Purpose.ANSWER, "hello"));
    liana.bean(DeliveryWorker.class).runDue();
    // The node died in the middle of the last call; no other may begin before that is known.
    jdbc()
        .update(
            "update delivery_outbox set state = 'sending', settled_at = null where id = (select max(id) from delivery_outbox)");
    groups.forEach(group -> enqueue(group, Purpose.ANSWER, "again"));
    assertThat(liana.bean(DeliveryWorker.class).runDue()).isZero();
    clock.advance(Duration.ofSeconds(21));
    assertThat(liana.bean(DeliveryWorker.class).runDue()).isEqualTo(4);
    assertThat(states()).containsOnlyOnce("unknown");
    assertThat(platform.calls()).hasSize(8);
  }

  @Test
  void where_the_platform_knows_a_repeated_command_one_in_doubt_is_sent_again() {
    platform.able(EnumSet.allOf(Capability.class));
    try {
      GroupView group = groups.getFirst();
      platform.silent(true);
      enqueue(group, Purpose.ANSWER, "once");
      enqueue(group, Purpose.ANSWER, "after it");
      liana.bean(DeliveryWorker.class).runDue();
      platform.silent(false);
      minutePasses();
      assertThat(platform.calls()).extracting(StrictPlatform.Call::key).doesNotContainNull();
      assertThat(said(group)).containsExactly("once", "once", "after it");
      assertThat(states()).containsOnly("delivered");
    } finally {
      platform.able(EnumSet.complementOf(EnumSet.of(Capability.IDEMPOTENT_SEND)));
    }
  }

  private void minutePasses() {
    for (int i = 0; i < 4; i++) {
      clock.advance(Duration.ofSeconds(15));
      liana.bean(DeliveryWorker.class).runDue();
    }
  }

  private void enqueue(GroupView group, Purpose purpose, String text) {
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    "outage-%d-%d".formatted(worlds, drafts++),
                    community,
                    group.id(),
                    null,
                    purpose,
                    new Command.SendText(group.externalId(), text, List.of(), null),
                    null,
                    clock.instant())));
  }

  private List<String> said(GroupView group) {
    return platform.said(group.externalId());
  }

  private List<String> states() {
    return jdbc()
        .queryForList(
            "select state from delivery_outbox where account = ? order by id",
            String.class,
            groups.getFirst().account());
  }

  private static JdbcTemplate jdbc() {
    return liana.bean(JdbcTemplate.class);
  }
}
