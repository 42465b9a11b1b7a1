package io.liana.channel.onebot;

import io.liana.channel.Inbox;
import io.liana.channel.RawEvent;
import io.liana.channel.account.SeenGroups;
import io.liana.kernel.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a bot's events come in, by whichever way. */
@Component
class OneBotDoor {
  private static final Logger log = LoggerFactory.getLogger(OneBotDoor.class);
  private static final Duration PATIENCE = Duration.ofMillis(100);
  private static final int MOST_WAITS = 100;

  /** What an event may change about what we know of the account. */
  interface News {
    /** Groups or our role in one are not what they were. */
    void lookAgain();
  }

  private final Inbox inbox;
  private final SeenGroups groups;
  private final OneBotEvents events;
  private final Clock clock;

  OneBotDoor(Inbox inbox, SeenGroups groups, JsonMapper json, Clock clock) {
    this.inbox = inbox;
    this.groups = groups;
    this.events = new OneBotEvents(json);
    this.clock = clock;
  }

  /**
   * Takes an event.
   *
   * @return completes after the commit; at once for what is not kept
   */
  CompletableFuture<?> heard(OneBotAccount account, JsonNode event, News news) {
    String name = account.config().account();
    String self = OneBotEvents.id(event, "self_id");
    if (self != null && !self.equals(name)) {
      log.warn("An event of bot {} came over the connection of {}; it is dropped", self, name);
      return CompletableFuture.completedFuture(0);
    }
    Instant now = clock.instant();
    if (event.path("post_type").asString("").equals("meta_event")) {
      if (event.path("time").isNumber()) {
        account.skew(Duration.between(now, Instant.ofEpochSecond(event.path("time").asLong(0))));
      }
      return CompletableFuture.completedFuture(0);
    }
    follow(account, event, news);
    Optional<RawEvent> raw = events.raw(OneBotConnector.PLATFORM, name, event, now);
    return raw.isEmpty() ? CompletableFuture.completedFuture(0) : accept(raw.get());
  }

  /** What the event says about us, and about who has just come. */
  private void follow(OneBotAccount account, JsonNode event, News news) {
    String kind = event.path("notice_type").asString("");
    String who = OneBotEvents.id(event, "user_id");
    String group = OneBotEvents.id(event, "group_id");
    if (who == null || group == null) {
      return;
    }
    boolean us = who.equals(account.config().account());
    switch (kind) {
      case "group_increase" -> {
        if (us) {
          news.lookAgain();
        } else {
          account.joined(group, who);
        }
      }
      case "group_admin" -> {
        if (us) {
          news.lookAgain();
        }
      }
      case "group_decrease" -> {
        if (us) {
          groups.gone(OneBotConnector.PLATFORM, account.config().account(), group);
          news.lookAgain();
        }
      }
      default -> {
        // nothing we have to remember
      }
    }
  }

  private CompletableFuture<Integer> accept(RawEvent raw) {
    for (int waits = 0; ; waits++) {
      try {
        return inbox.accept(List.of(raw));
      } catch (Problem full) {
        if (waits == MOST_WAITS) {
          return CompletableFuture.failedFuture(full);
        }
        // Not reading on is the one way to slow a bot down.
        LockSupport.parkNanos(PATIENCE.toNanos());
      }
    }
  }
}
