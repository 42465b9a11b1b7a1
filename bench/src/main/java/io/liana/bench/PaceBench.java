package io.liana.bench;

import io.liana.bench.Loopback.Arrival;
import io.liana.channel.Capability;
import io.liana.channel.Command;
import io.liana.channel.Limit;
import io.liana.channel.Limit.Scope;
import io.liana.community.Communities;
import io.liana.community.GroupView;
import io.liana.community.Groups;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kernel.Actor;
import io.liana.kernel.CommunityId;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * {@code ./liana bench pace}: how much of each documented limit two nodes use together when there
 * is a backlog, whether they ever pass it, and how many commands leave when nothing limits them.
 * The platform is an HTTP server on this machine that counts what arrives.
 */
final class PaceBench {
  private static final Actor BENCH = new Actor.Machine("bench");
  private static final Set<Capability> SENDING = Set.of(Capability.SEND);
  private static final Duration LIMITED_FOR = Duration.ofSeconds(190);

  private static final Limit TELEGRAM_BOT =
      new Limit("telegram_30_a_second", Scope.ACCOUNT, SENDING, 30, Duration.ofSeconds(1));
  private static final Limit TELEGRAM_CHAT =
      new Limit("telegram_chat_1_a_second", Scope.GROUP, SENDING, 1, Duration.ofSeconds(1));
  private static final Limit TELEGRAM_GROUP =
      new Limit("telegram_group_20_a_minute", Scope.GROUP, SENDING, 20, Duration.ofMinutes(1));
  private static final Limit WECOM_API =
      new Limit("wecom_10000_a_minute", Scope.ACCOUNT, Set.of(), 10_000, Duration.ofMinutes(1));

  private final BenchServer server;
  private final Loopback platform;
  private final CommunityId community;
  private int drafts;

  private PaceBench(BenchServer server, Loopback platform) {
    this.server = server;
    this.platform = platform;
    this.community = server.bean(Communities.class).create("Pace", ZoneOffset.UTC, BENCH).id();
  }

  public static void main(String[] args) throws Exception {
    var figures = new Figures("pace");
    Map<String, List<Limit>> limits =
        Map.of(
            "bot", List.of(TELEGRAM_BOT, TELEGRAM_CHAT, TELEGRAM_GROUP),
            "chat", List.of(TELEGRAM_CHAT),
            "group", List.of(TELEGRAM_CHAT, TELEGRAM_GROUP),
            "corp", List.of(WECOM_API));
    try (var platform = new Loopback(limits, Set.of("fast"));
        var server = BenchServer.startWith(platform)) {
      var bench = new PaceBench(server, platform);
      figures.addAll(bench.unlimited("fast", 64, 12_800, "idempotent_account_64_groups"));
      figures.addAll(bench.unlimited("fast", 1, 2_000, "idempotent_account_1_group"));
      figures.addAll(bench.unlimited("careful", 64, 3_200, "account_without_key_64_groups"));
      figures.addAll(bench.limited());
    }
    figures.report(BenchOptions.json(args));
    System.out.println(
        """
        used: what arrived over whole windows ÷ what is allowed in them. most: the fullest window of that length, sliding.
        A limited account here has no idempotency key: one command under way at a time, on both nodes together.""");
  }

  /** Commands per second of one account nothing limits, from the first arrival to the last. */
  private Figures unlimited(String account, int groups, int commands, String name)
      throws InterruptedException {
    int before = platform.arrivals().size();
    List<GroupView> all = groups(account, groups, name);
    backlog(all, commands / groups);
    while (platform.arrivals().size() - before < commands) {
      Thread.sleep(50);
    }
    List<Arrival> mine = platform.arrivals().stream().skip(before).toList();
    double seconds = (mine.getLast().at() - mine.getFirst().at()) / 1e9;
    return new Figures("")
        .add(name + "_rate", mine.size() / seconds, "cmd/s")
        .add(
            name + "_twice",
            mine.size() - mine.stream().map(Arrival::key).distinct().count(),
            "cmd");
  }

  private Figures limited() throws Exception {
    backlog(groups("bot", 120, "bot"), 80);
    backlog(groups("chat", 8, "chat"), 250);
    backlog(groups("group", 8, "group"), 100);
    backlog(groups("corp", 40, "corp"), 1_000);
    try (var other = server.another()) {
      Thread.sleep(LIMITED_FOR.toMillis());
    }
    var figures = new Figures("");
    figures.addAll(of(TELEGRAM_BOT, "bot"));
    figures.addAll(of(TELEGRAM_CHAT, "chat"));
    figures.addAll(of(TELEGRAM_GROUP, "group"));
    figures.addAll(of(WECOM_API, "corp"));
    return figures;
  }

  private Figures of(Limit limit, String account) {
    Map<String, List<Long>> targets = new HashMap<>();
    platform.arrivals().stream()
        .filter(arrival -> arrival.account().equals(account))
        .forEach(
            arrival ->
                targets
                    .computeIfAbsent(
                        limit.scope() == Scope.GROUP ? arrival.group() : "", t -> new ArrayList<>())
                    .add(arrival.at()));
    double used = 0;
    int most = 0;
    for (List<Long> unsorted : targets.values()) {
      long[] times = unsorted.stream().mapToLong(Long::longValue).sorted().toArray();
      used += used(limit, times) / targets.size();
      most = Math.max(most, fullest(limit, times));
    }
    return new Figures("")
        .add(limit.code() + "_used", used, "share", 0.95)
        .add(limit.code() + "_most", most, "calls", limit.count());
  }

  private static double used(Limit limit, long[] times) {
    long window = limit.window().toNanos();
    long windows = (LIMITED_FOR.toNanos() - Duration.ofSeconds(5).toNanos()) / window;
    long until = times[0] + windows * window;
    return (double) Arrays.stream(times).filter(at -> at < until).count()
        / (windows * limit.count());
  }

  private static int fullest(Limit limit, long[] times) {
    int most = 0;
    int from = 0;
    for (int i = 0; i < times.length; i++) {
      while (times[i] - times[from] >= limit.window().toNanos()) {
        from++;
      }
      most = Math.max(most, i - from + 1);
    }
    return most;
  }

  private List<GroupView> groups(String account, int count, String name) {
    return IntStream.range(0, count)
        .mapToObj(
            n ->
                server
                    .bean(Groups.class)
                    .create(
                        community, name + " " + n, Loopback.NAME, account, name + "-" + n, BENCH))
        .toList();
  }

  private void backlog(List<GroupView> groups, int each) {
    List<OutboxDraft> all = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (GroupView group : groups) {
        all.add(
            new OutboxDraft(
                "pace-" + drafts++,
                community,
                group.id(),
                null,
                Purpose.ANSWER,
                new Command.SendText(group.externalId(), "message " + i, List.of(), null),
                null,
                Instant.now()));
      }
    }
    for (int from = 0; from < all.size(); from += 1_000) {
      server.bean(Outbox.class).enqueue(all.subList(from, Math.min(all.size(), from + 1_000)));
    }
  }
}
