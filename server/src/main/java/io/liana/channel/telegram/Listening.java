package io.liana.channel.telegram;

import io.liana.channel.Inbox;
import io.liana.channel.telegram.Bots.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Listens to every bot: fetches its updates by long polling, or sees to it that Telegram brings
 * them. One node listens to a bot, holding it by a lease; what is fetched is in the inbox before
 * Telegram is told that it was received.
 */
@Component
class Listening implements SmartLifecycle {
  private static final Logger log = LoggerFactory.getLogger(Listening.class);
  private static final Duration SPARE = Duration.ofSeconds(20); // beyond the longest call
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration UNTIL_TOKEN = Duration.ofMinutes(5);
  private static final Duration HOOK_CHECK = Duration.ofMinutes(10);
  // A server that does not hold the call open is not asked more often than this.
  private static final Duration SHORTEST_ROUND = Duration.ofMillis(500);
  // After a week without updates Telegram starts counting anywhere; an old offset would drop them.
  private static final Duration OFFSET_TRUSTED = Duration.ofDays(6);
  private static final int MOST_UPDATES = 100;

  private record Pause(int failures, Instant until) {}

  private final String owner = UUID.randomUUID().toString();
  private final Bots bots;
  private final BotApi api;
  private final BotStore store;
  private final Arrivals arrivals;
  private final Inbox inbox;
  private final Hooks hooks;
  private final Chats chats;
  private final TelegramSettings settings;
  private final Clock clock;
  private final Map<String, Pause> pauses = new ConcurrentHashMap<>();
  private final Map<String, Long> prepared = new ConcurrentHashMap<>();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Set<Thread> listeners = ConcurrentHashMap.newKeySet();
  private volatile boolean running;
  private Thread looker = new Thread();

  Listening(
      Bots bots,
      BotApi api,
      BotStore store,
      Arrivals arrivals,
      Inbox inbox,
      Hooks hooks,
      Chats chats,
      TelegramSettings settings,
      Clock clock) {
    this.bots = bots;
    this.api = api;
    this.store = store;
    this.arrivals = arrivals;
    this.inbox = inbox;
    this.hooks = hooks;
    this.chats = chats;
    this.settings = settings;
    this.clock = clock;
  }

  /** Fetches what waits for every bot; returns how many updates that were. */
  int runDue() {
    int total = 0;
    for (Connection connection : bots.all()) {
      int heard;
      do {
        heard = listen(connection, Duration.ZERO);
        total += heard;
      } while (heard > 0);
    }
    return total;
  }

  /** The bot is gone or another: what was prepared for it is no more. */
  void forget(String account) {
    prepared.remove(account);
    pauses.remove(account);
    store.release(account, owner);
  }

  private int listen(Connection connection, Duration wait) {
    String account = connection.bot().account();
    Instant now = clock.instant();
    Pause pause = pauses.get(account);
    if (pause != null && pause.until().isAfter(now)) {
      return 0;
    }
    Optional<BotStore.Turn> turn =
        store.lease(account, owner, now, now.plus(wait).plus(BotApi.QUICK).plus(SPARE));
    if (turn.isEmpty()) {
      prepared.remove(account); // another node sees to it; we start anew when it is our turn
      return 0;
    }
    if (!prepare(connection)) {
      return 0;
    }
    chats.lookAgain(connection.bot());
    if (connection.hook() != null && hooks.cameBack(connection)) {
      chats.gap(account);
    }
    return connection.hook() == null ? fetch(connection, turn.get(), wait) : 0;
  }

  /** The one way of listening is set up and the other one taken down. */
  private boolean prepare(Connection connection) {
    String account = connection.bot().account();
    if (Long.valueOf(connection.version()).equals(prepared.get(account))
        && (connection.hook() == null || !hooks.isDue(account))) {
      return true;
    }
    Answer answer = connection.hook() == null ? hooks.remove(connection) : hooks.set(connection);
    if (answer instanceof Answer.Ok) {
      bots.accepted(account);
      pauses.remove(account);
      if (prepared.put(account, connection.version()) == null) {
        chats.gap(account); // nobody here listened until now
      }
      hooks.lookAgain(account, clock.instant().plus(HOOK_CHECK));
      return true;
    }
    pause(connection.bot(), answer);
    return false;
  }

  private int fetch(Connection connection, BotStore.Turn turn, Duration wait) {
    Bot bot = connection.bot();
    Answer answer =
        api.call(
            bot,
            "getUpdates",
            Map.of(
                "offset",
                offset(turn),
                "limit",
                MOST_UPDATES,
                "timeout",
                wait.toSeconds(),
                "allowed_updates",
                Arrivals.KINDS),
            wait.plus(BotApi.QUICK));
    if (!(answer instanceof Answer.Ok ok)) {
      if (answer instanceof Answer.Refused refused && refused.code() == 409) {
        prepared.remove(bot.account()); // somebody set a webhook behind our back
      }
      pause(bot, answer);
      return 0;
    }
    bots.accepted(bot.account());
    boolean away = pauses.remove(bot.account()) != null;
    List<JsonNode> updates = new ArrayList<>();
    ok.result().forEach(updates::add);
    if (!updates.isEmpty()) {
      inbox.acceptNow(arrivals.take(bot, updates));
      long last =
          updates.stream().mapToLong(update -> Wire.number(update, "update_id")).max().orElse(0);
      store.heard(bot.account(), last + 1, clock.instant());
    }
    if (away) {
      chats.gap(bot.account());
    }
    return updates.size();
  }

  private long offset(BotStore.Turn turn) {
    boolean trusted =
        turn.heardAt() != null && turn.heardAt().plus(OFFSET_TRUSTED).isAfter(clock.instant());
    return trusted ? turn.nextUpdate() : 0;
  }

  private void pause(Bot bot, Answer answer) {
    String account = bot.account();
    Pause before = pauses.get(account);
    int failures = before == null ? 1 : before.failures() + 1;
    Duration length = Duration.ofSeconds(1L << Math.min(failures - 1, 6));
    String what = "";
    switch (answer) {
      case Answer.Ok _ -> length = Duration.ZERO;
      case Answer.Silence silence -> what = silence.why();
      case Answer.Refused refused -> {
        what = refused.code() + " " + refused.description();
        if (refused.retryAfter() != null) {
          length = refused.retryAfter();
        } else if (refused.badToken()) {
          bots.refused(account);
          length = UNTIL_TOKEN;
        }
      }
    }
    if (failures == 1) {
      log.warn("Bot {} is not heard now: {}", account, what);
    }
    boolean ordered = answer instanceof Answer.Refused refused && refused.retryAfter() != null;
    boolean bounded = !ordered && !bots.isRefused(account);
    Duration pause = bounded && length.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : length;
    pauses.put(account, new Pause(failures, clock.instant().plus(pause)));
  }

  private void loop() {
    while (running) {
      try {
        for (Connection connection : bots.all()) {
          String account = connection.bot().account();
          if (busy.add(account)) {
            Thread listener = Thread.ofVirtual().unstarted(() -> follow(account));
            listeners.add(listener);
            listener.start();
          }
        }
        TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void follow(String account) {
    try {
      boolean more = true;
      while (running && more) {
        Optional<Connection> connection = bots.connection(account);
        long started = System.nanoTime();
        int heard = connection.isEmpty() ? 0 : listen(connection.get(), settings.longPoll());
        // Asked again at once only where Telegram answers when something happens.
        more = heard > 0 || System.nanoTime() - started > SHORTEST_ROUND.toNanos();
      }
    } catch (RuntimeException databaseTrouble) {
      log.warn("Bot {} is listened to again in a moment: {}", account, databaseTrouble.toString());
    } finally {
      busy.remove(account);
      listeners.remove(Thread.currentThread());
    }
  }

  @Override
  public void start() {
    running = true;
    if (settings.threads() > 0) {
      looker = Thread.ofVirtual().name("telegram").start(this::loop);
    }
  }

  @Override
  public void stop() {
    running = false;
    looker.interrupt();
    listeners.forEach(Thread::interrupt);
    try {
      looker.join();
      for (Thread listener : listeners) {
        listener.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    bots.all().forEach(connection -> store.release(connection.bot().account(), owner));
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the inbox, so that what is heard finds an open door; stopped before it. */
  @Override
  public int getPhase() {
    return 10;
  }
}
