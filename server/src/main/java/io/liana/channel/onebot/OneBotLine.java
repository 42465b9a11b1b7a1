package io.liana.channel.onebot;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One open WebSocket to a bot, whoever opened it: calls go out with an echo and find their answers
 * by it, everything else that comes in is an event.
 */
final class OneBotLine {
  private static final Logger log = LoggerFactory.getLogger(OneBotLine.class);
  static final int LONGEST_FRAME = 4 << 20; // a forwarded conversation with pictures in it

  /** What a socket is for: bots may use one for both, or one each. */
  enum Role {
    API,
    EVENT,
    UNIVERSAL
  }

  /** The socket below. */
  interface Wire {
    void send(String text) throws IOException;

    void ping() throws IOException;

    void close();
  }

  private final Role role;
  private final Wire wire;
  private final Consumer<JsonNode> events;
  private final JsonMapper json;
  private final Clock clock;
  private final Instant openedAt;
  private final AtomicLong echoes = new AtomicLong();
  private final Map<String, CompletableFuture<Reply>> waiting = new ConcurrentHashMap<>();
  private volatile Instant heardAt;
  private volatile boolean open = true;

  OneBotLine(Role role, Wire wire, Consumer<JsonNode> events, JsonMapper json, Clock clock) {
    this.role = role;
    this.wire = wire;
    this.events = events;
    this.json = json;
    this.clock = clock;
    this.openedAt = clock.instant();
    this.heardAt = openedAt;
  }

  boolean takes(Role wanted) {
    return open && (role == wanted || role == Role.UNIVERSAL);
  }

  boolean isOpen() {
    return open;
  }

  Instant openedAt() {
    return openedAt;
  }

  Instant heardAt() {
    return heardAt;
  }

  Reply call(String action, ObjectNode params, Duration timeout) {
    if (!open) {
      return new Reply.NotSent("the connection is closed");
    }
    String echo = "liana-" + echoes.incrementAndGet();
    var answer = new CompletableFuture<Reply>();
    waiting.put(echo, answer);
    try {
      ObjectNode frame = json.createObjectNode().put("action", action).put("echo", echo);
      frame.set("params", params);
      wire.send(frame.toString());
      if (!open) {
        lost("the connection was lost");
      }
      return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      // Whether the frame left the machine nobody knows.
      lost("the connection broke: " + e.getMessage());
      return new Reply.NoAnswer("the connection broke while sending");
    } catch (TimeoutException e) {
      return new Reply.NoAnswer("no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.NoAnswer("interrupted while waiting for the bot");
    } catch (ExecutionException e) {
      return new Reply.NoAnswer(String.valueOf(e.getCause()));
    } finally {
      waiting.remove(echo);
    }
  }

  /** A text frame came in. */
  void heard(String frame) {
    heardAt = clock.instant();
    JsonNode node;
    try {
      node = json.readTree(frame);
    } catch (JacksonException e) {
      log.warn("A bot sent something that is not JSON; it is ignored");
      return;
    }
    if (node.has("post_type")) {
      events.accept(node);
    } else if (node.path("echo").isString()) {
      CompletableFuture<Reply> answer = waiting.remove(node.path("echo").asString());
      if (answer != null) {
        answer.complete(Reply.Answered.of(node));
      }
    } else if (node.path("status").asString("").equals("failed")) {
      // A refused token is told without an echo by some bots, before they close.
      waiting.values().forEach(each -> each.complete(Reply.Answered.of(node)));
    }
  }

  /** A sign of life without content. */
  void alive() {
    heardAt = clock.instant();
  }

  void ping() {
    try {
      wire.ping();
    } catch (IOException e) {
      lost("the connection broke: " + e.getMessage());
    }
  }

  /** The socket is gone; whoever waits is told so. */
  void lost(String why) {
    open = false;
    wire.close();
    waiting.values().forEach(each -> each.complete(new Reply.NoAnswer(why)));
  }
}
