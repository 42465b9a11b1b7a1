package io.liana.kit;

import io.liana.channel.Archive;
import io.liana.channel.Command;
import io.liana.channel.telegram.Ears;
import io.liana.delivery.Outbox;
import io.liana.delivery.OutboxDraft;
import io.liana.delivery.Purpose;
import io.liana.kernel.CommunityId;
import io.liana.kernel.GroupId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * Riverside on Telegram: a group owned by Ana with Liana's bot in it, connected to an application.
 * Bot, group and people are its own, so that tests do not meet.
 */
public final class TelegramGroup {
  private static final AtomicInteger MADE = new AtomicInteger();
  private static final Queue<TelegramGroup> OPEN = new ConcurrentLinkedQueue<>();

  public final RunningLiana liana;
  public final Telegram telegram;
  public final TurnableClock clock;
  public final long bot = Telegram.freshId();
  public final long ana;
  public final long chen;
  public long chat;
  public String group;
  public String account;
  public String community;

  private TelegramGroup(RunningLiana liana, Telegram telegram, TurnableClock clock) {
    this.liana = liana;
    this.telegram = telegram;
    this.clock = clock;
    this.ana = telegram.user("Ana");
    this.chen = telegram.user("Chen");
  }

  /**
   * The bot is administrator with all rights in a supergroup, and everything is settled.
   *
   * @param settings further values of the account, e.g. {@code mode}
   */
  public static TelegramGroup open(
      RunningLiana liana, Telegram telegram, TurnableClock clock, Map<String, String> settings) {
    return open(liana, telegram, clock, "supergroup", true, settings);
  }

  public static TelegramGroup open(
      RunningLiana liana,
      Telegram telegram,
      TurnableClock clock,
      String type,
      boolean admin,
      Map<String, String> settings) {
    var riverside = new TelegramGroup(liana, telegram, clock);
    riverside.build(type, admin, settings);
    OPEN.add(riverside);
    return riverside;
  }

  /** Disconnects every bot that was connected, so that nobody listens to it any more. */
  public static void closeAll() {
    for (TelegramGroup each = OPEN.poll(); each != null; each = OPEN.poll()) {
      each.liana.script().delete("/accounts/" + each.account);
    }
  }

  private void build(String type, boolean admin, Map<String, String> settings) {
    String name = "Riverside TG " + MADE.incrementAndGet();
    telegram.act("bot", Map.of("token", Telegram.token(bot), "username", "liana_" + bot + "_bot"));
    chat =
        telegram
            .act("group", Map.of("type", type, "title", name, "owner", ana))
            .path("id")
            .asLong();
    telegram.act("join", Map.of("chat", chat, "user", chen));
    community =
        liana
            .script()
            .post("/communities", Map.of("name", name, "zone", "Asia/Shanghai"))
            .json()
            .path("id")
            .asString();
    Map<String, String> values = new HashMap<>(settings);
    values.put("token", Telegram.token(bot));
    values.put("api_url", telegram.url());
    account =
        liana
            .script()
            .post(
                "/accounts",
                Map.of(
                    "platform", "telegram",
                    "name", name,
                    "values", values,
                    "community_id", community))
            .json()
            .path("id")
            .asString();
    listen(); // says what it wants to be told, before anything happens
    telegram.act("add_bot", Map.of("chat", chat, "bot", bot, "by", ana, "admin", admin));
    if (!settings.containsKey("mode")) {
      listen();
      place();
    }
  }

  /** Finds the group that went into the community by itself. */
  public void place() {
    group =
        Eventually.get(
            "the group has its place",
            () ->
                seen()
                    .valueStream()
                    .map(seen -> seen.path("group_id").asString(""))
                    .filter(id -> !id.isEmpty())
                    .findFirst()
                    .orElse(null));
  }

  public JsonNode seen() {
    return liana.script().get("/accounts/" + account + "/groups").json().path("items");
  }

  public int listen() {
    return Ears.listen(liana);
  }

  /** Hears everything, does everything. */
  public void work() {
    do {
      liana.work();
    } while (listen() > 0);
    liana.work();
  }

  /** Lets time go by until nothing waits for a limit or a second try. */
  public void workFor(Duration length) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(length) < 0;
        passed = passed.plusSeconds(1)) {
      work();
      clock.advance(Duration.ofSeconds(1));
    }
    work();
  }

  public long say(long user, String text) {
    return telegram
        .act("say", Map.of("chat", chat, "user", user, "text", text))
        .path("message_id")
        .asLong();
  }

  /** What the archive has of the group, oldest first. */
  public List<JsonNode> heard(String type) {
    return liana
        .script()
        .get("/groups/" + group + "/events?order=asc&limit=200")
        .json()
        .path("items")
        .valueStream()
        .filter(event -> event.path("type").asString().equals(type))
        .toList();
  }

  public List<String> heardTexts() {
    return heard("message").stream().map(event -> event.path("text").asString()).toList();
  }

  /** By which link who came, by name; those who came by none are absent. */
  public Map<String, String> via() {
    Map<String, String> links = new HashMap<>();
    liana
        .bean(Archive.class)
        .since(List.of(GroupId.parse(group)), Instant.EPOCH)
        .forEach(event -> links.put(Long.toString(event.id()), event.via()));
    Map<String, String> via = new HashMap<>();
    for (JsonNode join : heard("join")) {
      String link = links.get(join.path("id").asString());
      if (link != null) {
        via.put(join.at("/member/name").asString(), link);
      }
    }
    return via;
  }

  /** Puts a command into the outbox; it goes out with the next work. */
  public void order(String key, Command command) {
    liana
        .bean(Outbox.class)
        .enqueue(
            List.of(
                new OutboxDraft(
                    key,
                    CommunityId.parse(community),
                    GroupId.parse(group),
                    null,
                    Purpose.ENFORCEMENT,
                    command,
                    null,
                    clock.instant())));
  }

  /** The newest delivery of the group. */
  public JsonNode delivery() {
    return liana
        .script()
        .get("/deliveries?group=" + group + "&limit=1")
        .json()
        .path("items")
        .path(0);
  }

  public String groupKey() {
    return Long.toString(chat);
  }

  public static String person(long user) {
    return "user" + user;
  }

  public JsonNode check(String code) {
    return liana
        .script()
        .get("/accounts/" + account + "/health")
        .json()
        .path("checks")
        .valueStream()
        .filter(check -> check.path("code").asString().equals(code))
        .findFirst()
        .orElseThrow();
  }

  public JsonNode ability(String code) {
    return liana
        .script()
        .get("/accounts/" + account + "/capabilities")
        .json()
        .path("items")
        .valueStream()
        .filter(line -> line.path("capability").asString().equals(code))
        .findFirst()
        .orElseThrow();
  }
}
