package io.liana.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.Limit;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import io.liana.kit.Riverside;
import io.liana.kit.RunningLiana;
import io.liana.kit.StrictPlatform;
import io.liana.kit.StrictPlatform.Call;
import io.liana.kit.TurnableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the jitter and whichever node: never above a limit in any window, and nearly all of it
 * used.
 */
class LimitsTest {
  private static final Actor TESTER = new Actor.Machine("test");
  private static final Limit EACH_SECOND =
      new Limit("account_second", Limit.Scope.ACCOUNT, Set.of(), 30, Duration.ofSeconds(1));
  private static final Limit ONE_A_SECOND =
      new Limit(
          "group_second", Limit.Scope.GROUP, Set.of(Capability.SEND), 1, Duration.ofSeconds(1));
  private static final Limit TWENTY_A_MINUTE =
      new Limit(
          "group_minute", Limit.Scope.GROUP, Set.of(Capability.SEND), 20, Duration.ofMinutes(1));
  private static final Limit PERSON_MINUTE =
      new Limit("person_minute", Limit.Scope.PERSON, Set.of(), 2, Duration.ofMinutes(1));

  private final TurnableClock clock = new TurnableClock(Riverside.MONDAY);
  private final List<OutboxDraft> drafts = new ArrayList<>();
  private StrictPlatform platform;
  private @Nullable RunningLiana liana;
  private CommunityId community;

  @BeforeEach
  void nothing_is_drafted_yet() {
    drafts.clear();
  }

  @AfterEach
  void stop() {
    if (liana != null) {
      liana.close();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_accounts_limit_is_used_and_never_passed_by_two_nodes(long seed) {
    RunningLiana here = start(EACH_SECOND);
    groups(40).forEach(group -> say(group, 10));
    send();
    try (RunningLiana there = here.another(NO_THREADS)) {
      run(new Random(seed), Duration.ofSeconds(12), here, there);
    }
    mustKeepTo(EACH_SECOND);
    assertThat(used(EACH_SECOND, Duration.ofSeconds(12))).isGreaterThan(0.95);
    mustBeInOrder();
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5})
  void each_groups_limits_are_used_and_never_passed(long seed) {
    RunningLiana here = start(ONE_A_SECOND, TWENTY_A_MINUTE);
    groups(3).forEach(group -> say(group, 100));
    send();
    Duration length = Duration.ofMinutes(4);
    try (RunningLiana there = here.another(NO_THREADS)) {
      run(new Random(seed), length, here, there);
    }
    mustKeepTo(ONE_A_SECOND);
    mustKeepTo(TWENTY_A_MINUTE);
    assertThat(used(TWENTY_A_MINUTE, length) / 3).isGreaterThan(0.95);
    mustBeInOrder();
  }

  @Test
  void a_group_that_must_wait_holds_up_no_other() {
    RunningLiana here = start(ONE_A_SECOND, TWENTY_A_MINUTE);
    List<GroupView> groups = groups(3);
    say(groups.get(0), 200);
    groups.subList(1, 3).forEach(group -> say(group, 1));
    send();
    here.bean(DeliveryWorker.class).runDue();
    assertThat(platform.calls())
        .extracting(call -> call.command().group())
        .containsExactlyInAnyOrder("strict-0", "strict-1", "strict-2");
  }

  @Test
  void what_a_limit_does_not_cover_does_not_wait_for_it() {
    RunningLiana here = start(ONE_A_SECOND);
    List<GroupView> groups = groups(1);
    say(groups.getFirst(), 1);
    for (int i = 0; i < 3; i++) {
      draft(groups.getFirst(), new Command.RecallMessage("strict-0", "m" + i));
    }
    send();
    here.bean(DeliveryWorker.class).runDue();
    assertThat(platform.calls()).hasSize(4);
  }

  @Test
  void a_persons_limit_follows_them_from_group_to_group() {
    RunningLiana here = start(PERSON_MINUTE);
    for (GroupView group : groups(3)) {
      draft(
          group, new Command.SendDirect(group.externalId(), "chen", "hello from " + group.name()));
      draft(group, new Command.SendDirect(group.externalId(), "bo", "hello"));
    }
    send();
    here.bean(DeliveryWorker.class).runDue();
    assertThat(toPerson("chen")).isEqualTo(2);
    assertThat(toPerson("bo")).isEqualTo(2);
    clock.advance(Duration.ofSeconds(61));
    here.bean(DeliveryWorker.class).runDue();
    assertThat(toPerson("chen")).isEqualTo(3);
    assertThat(toPerson("bo")).isEqualTo(3);
  }

  @Test
  void a_node_that_died_in_a_call_has_used_its_place() {
    RunningLiana here = start(TWENTY_A_MINUTE);
    GroupView group = groups(1).getFirst();
    say(group, 21);
    send();
    platform.slowest(Duration.ZERO);
    here.bean(DeliveryWorker.class).runDue();
    assertThat(platform.calls()).hasSize(20);
    // as if the node had died in the last call: nobody knows when the platform counted it
    update(
        "update delivery_call set ended_at = 'infinity' where attempt = 1 and outbox_id = (select max(outbox_id) from delivery_call)");
    update(
        "update delivery_outbox set state = 'sending', claimed_at = '%s', settled_at = null where id = (select max(outbox_id) from delivery_call)"
            .formatted(clock.instant()));
    clock.advance(Duration.ofSeconds(30));
    here.bean(DeliveryWorker.class).runDue();
    assertThat(platform.calls()).hasSize(20);
    clock.advance(Duration.ofSeconds(31));
    here.bean(DeliveryWorker.class).runDue();
    assertThat(platform.calls()).hasSize(21);
    mustKeepTo(TWENTY_A_MINUTE);
  }

  private static final String[] NO_THREADS = {"liana.intake.threads=0", "liana.delivery.threads=0"};

  private RunningLiana start(Limit... limits) {
    platform = new StrictPlatform(clock, limits).slowest(Duration.ofMillis(8));
    RunningLiana here = RunningLiana.freshWith(platform, clock, NO_THREADS);
    liana = here;
    community = here.bean(Communities.class).create("Riverside", Riverside.ZONE, TESTER).id();
    return here;
  }

  private List<GroupView> groups(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                running()
                    .bean(Groups.class)
                    .create(
                        community, "Room " + n, StrictPlatform.NAME, "bot", "strict-" + n, TESTER))
        .toList();
  }

  private RunningLiana running() {
    return java.util.Objects.requireNonNull(liana);
  }

  private void say(GroupView group, int times) {
    for (int i = 0; i < times; i++) {
      draft(group, new Command.SendText(group.externalId(), Integer.toString(i), List.of(), null));
    }
  }

  private void draft(GroupView group, Command command) {
    drafts.add(
        new OutboxDraft(
            "draft-" + drafts.size(),
            community,
            group.id(),
            null,
            Purpose.ANSWER,
            command,
            null,
            clock.instant()));
  }

  private void send() {
    running().bean(Outbox.class).enqueue(drafts);
  }

  private void update(String sql) {
    running().bean(org.springframework.jdbc.core.JdbcTemplate.class).update(sql);
  }

  private long toPerson(String person) {
    return platform.calls().stream()
        .filter(call -> ((Command.SendDirect) call.command()).person().equals(person))
        .count();
  }

  /** Nodes look in turn, at a moment something may be free, a little late as real nodes are. */
  private void run(Random random, Duration length, RunningLiana... nodes) {
    Instant end = clock.instant().plus(length);
    while (clock.instant().isBefore(end)) {
      nodes[random.nextInt(nodes.length)].bean(DeliveryWorker.class).runDue();
      Instant free = nextFree();
      Instant later = clock.instant().plusMillis(1);
      clock.set((free.isAfter(later) ? free : later).plusNanos(random.nextInt(3_000_000)));
    }
  }

  private Instant nextFree() {
    Instant now = clock.instant();
    return platform.calls().stream()
        .flatMap(
            call -> platform.limits("bot").stream().map(limit -> call.ended().plus(limit.window())))
        .filter(free -> free.isAfter(now))
        .min(Instant::compareTo)
        .orElse(now.plusMillis(100));
  }

  private Map<String, List<Instant>> counted(Limit limit) {
    Map<String, List<Instant>> counted = new HashMap<>();
    for (Call call : platform.calls()) {
      if (limit.covers(call.command())) {
        String target = limit.scope() == Limit.Scope.GROUP ? call.command().group() : "";
        counted.computeIfAbsent(target, key -> new ArrayList<>()).add(call.at());
      }
    }
    return counted;
  }

  /** In any window: from each call on, the count-th next comes a whole window later or more. */
  private void mustKeepTo(Limit limit) {
    counted(limit)
        .forEach(
            (target, times) -> {
              for (int i = 0; i + limit.count() < times.size(); i++) {
                assertThat(Duration.between(times.get(i), times.get(i + limit.count())))
                    .as("%s of %s, call %d", limit.code(), target, i)
                    .isGreaterThanOrEqualTo(limit.window());
              }
            });
  }

  /** Calls made ÷ calls allowed, over all targets. */
  private double used(Limit limit, Duration length) {
    double allowed = limit.count() * ((double) length.toNanos() / limit.window().toNanos());
    return platform.calls().size() / allowed;
  }

  private void mustBeInOrder() {
    platform.calls().stream()
        .map(call -> call.command().group())
        .distinct()
        .forEach(
            group ->
                assertThat(platform.said(group).stream().map(Integer::valueOf).toList())
                    .isSorted()
                    .doesNotHaveDuplicates());
  }
}
