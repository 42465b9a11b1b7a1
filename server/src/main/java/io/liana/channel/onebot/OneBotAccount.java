package io.liana.channel.onebot;

import io.liana.channel.Person;
import io.liana.channel.account.SeenGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One account while it is on: its connections, what we are in its groups, who has just come. */
final class OneBotAccount {
  private static final int MOST_JOINS = 10_000;

  private final OneBotConfig config;
  private final OneBotHttp http;
  private final OneBotSettings settings;
  private final Clock clock;
  private final List<OneBotLine> lines = new CopyOnWriteArrayList<>();
  private final Map<String, SeenGroup> groups = new ConcurrentHashMap<>();
  private final Map<String, Instant> joins =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
          return size() > MOST_JOINS;
        }
      };
  private boolean connecting;
  private int failures;
  private Instant nextTry;
  private volatile @Nullable String trouble;
  private volatile boolean tokenRefused;
  private volatile @Nullable Duration skew;
  private volatile @Nullable Instant httpOpenSince;
  private volatile boolean closed;
  private volatile boolean gap;

  OneBotAccount(OneBotConfig config, OneBotHttp http, OneBotSettings settings, Clock clock) {
    this.config = config;
    this.http = http;
    this.settings = settings;
    this.clock = clock;
    this.nextTry = clock.instant();
  }

  OneBotConfig config() {
    return config;
  }

  // ---- connections

  /**
   * True once when a connection should be tried now; {@link #connected} or {@link #failed} ends it.
   */
  synchronized boolean takeTry(Instant now) {
    if (closed || connecting || isOpen() || now.isBefore(nextTry)) {
      return false;
    }
    connecting = true;
    return true;
  }

  /** A line is open. */
  synchronized void connected(OneBotLine line) {
    if (closed) {
      line.lost("the account is switched off");
      return;
    }
    failures = 0;
    trouble = null;
    tokenRefused = false;
    lines.removeIf(each -> !each.isOpen());
    lines.add(line);
    gap = true;
  }

  /** True once after the connection was opened, again or for the first time. */
  synchronized boolean takeGap() {
    boolean was = gap && isOpen();
    gap = gap && !was;
    return was;
  }

  /** All lines of a try are open. */
  synchronized void connected() {
    connecting = false;
  }

  /** Half a connection is none. */
  synchronized void drop(String why) {
    lines.forEach(line -> line.lost(why));
    lines.clear();
  }

  synchronized void failed(String why, boolean refused) {
    connecting = false;
    trouble = why;
    tokenRefused = refused;
    httpOpenSince = null;
    nextTry = clock.instant().plus(settings.retry(failures++));
  }

  /** Over HTTP there is nothing to hold open; the last call tells. */
  synchronized void answeredOverHttp() {
    connecting = false;
    failures = 0;
    trouble = null;
    tokenRefused = false;
    if (httpOpenSince == null) {
      httpOpenSince = clock.instant();
      gap = true;
    }
  }

  /** Looks after open lines: asks whether a quiet one is still there, gives up a dead one. */
  synchronized void tend(Instant now) {
    for (OneBotLine line : lines) {
      Duration silence = Duration.between(line.heardAt(), now);
      if (silence.compareTo(settings.quiet().multipliedBy(3)) > 0) {
        line.lost("nothing was heard for " + silence.toSeconds() + " s");
      } else if (silence.compareTo(settings.quiet()) > 0) {
        line.ping();
      }
      if (!line.isOpen()) {
        lines.remove(line);
        nextTry = now.plus(settings.retry(failures++));
      }
    }
  }

  synchronized void close() {
    closed = true;
    drop("the account is switched off");
  }

  boolean isOpen() {
    return config.transport() == OneBotConfig.Transport.HTTP
        ? httpOpenSince != null
        : line().isPresent();
  }

  @Nullable Instant openSince() {
    return config.transport() == OneBotConfig.Transport.HTTP
        ? httpOpenSince
        : line().map(OneBotLine::openedAt).orElse(null);
  }

  @Nullable String trouble() {
    return trouble;
  }

  boolean tokenRefused() {
    return tokenRefused;
  }

  private Optional<OneBotLine> line() {
    return lines.stream().filter(line -> line.takes(OneBotLine.Role.API)).findFirst();
  }

  Reply call(String action, ObjectNode params) {
    Reply reply =
        config.transport() == OneBotConfig.Transport.HTTP && config.url() != null
            ? http.call(config.url(), config.token(), action, params, settings.answer())
            : line()
                .map(line -> line.call(action, params, settings.answer()))
                .orElse(new Reply.NotSent("the bot is not connected"));
    if (reply instanceof Reply.Answered answered && answered.tokenRefused()) {
      failed(answered.evidence(), true);
    } else if (config.transport() == OneBotConfig.Transport.HTTP) {
      switch (reply) {
        case Reply.Answered _ -> answeredOverHttp();
        case Reply.NotSent not -> failed(not.why(), false);
        case Reply.NoAnswer _ -> {
          // one late answer does not mean the bot is away
        }
      }
    }
    return reply;
  }

  // ---- what is known of its groups

  void groups(List<SeenGroup> seen) {
    groups.keySet().retainAll(seen.stream().map(SeenGroup::externalId).toList());
    seen.forEach(group -> groups.put(group.externalId(), group));
  }

  List<SeenGroup> groups() {
    return List.copyOf(groups.values());
  }

  /** Null where nobody told. */
  Person.@Nullable Role role(String group) {
    SeenGroup known = groups.get(group);
    return known == null ? null : known.role();
  }

  // ---- who has just come

  void joined(String group, String person) {
    synchronized (joins) {
      joins.put(group + ':' + person, clock.instant());
    }
  }

  /** How long ago they came, as far as we heard it. */
  Optional<Duration> sinceJoin(String group, String person) {
    synchronized (joins) {
      Instant at = joins.get(group + ':' + person);
      return at == null ? Optional.empty() : Optional.of(Duration.between(at, clock.instant()));
    }
  }

  void skew(Duration seen) {
    skew = seen;
  }

  /** How far the bot's clock was ahead of ours at its last sign of life. */
  @Nullable Duration skew() {
    return skew;
  }
}
