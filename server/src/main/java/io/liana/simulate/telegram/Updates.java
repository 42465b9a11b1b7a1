package io.liana.simulate.telegram;

import io.liana.simulate.telegram.SimBot.Update;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How updates reach a bot: fetched with getUpdates, or brought to its webhook. */
final class Updates {
  private static final Duration HOOK_TIMEOUT = Duration.ofSeconds(10);
  private static final long HOOK_AGAIN_MILLIS = 200; // the real one waits longer and longer

  private final World world;
  private final ExecutorService threads;
  private final HttpClient http = HttpClient.newHttpClient();

  Updates(World world, ExecutorService threads) {
    this.world = world;
    this.threads = threads;
  }

  /** Holds the call open until something happens. */
  Reply get(SimBot bot, JsonNode p, boolean again) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(p.path("timeout").asLong(0));
    int limit = Math.clamp(p.path("limit").asInt(100), 1, 100);
    synchronized (world) {
      if (bot.hook != null) {
        return Reply.no(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first");
      }
      kinds(bot, p);
      long poll = ++bot.polls;
      world.changed(); // an older call of the same bot ends
      if (!again) {
        long offset = p.path("offset").asLong(0);
        bot.updates.removeIf(update -> update.id() < offset);
      }
      while (true) {
        if (bot.polls != poll) {
          return Reply.no(
              409,
              "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
        }
        long left = deadline - System.nanoTime();
        if (!bot.updates.isEmpty() || left <= 0 || bot.revoked) {
          return Reply.ok(list(bot.updates.stream().limit(limit).toList()));
        }
        world.wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
      }
    }
  }

  private static void kinds(SimBot bot, JsonNode p) {
    if (p.path("allowed_updates").isArray()) {
      Set<String> kinds = new HashSet<>();
      p.path("allowed_updates").forEach(kind -> kinds.add(kind.asString()));
      bot.kinds = kinds;
    }
  }

  private ArrayNode list(List<Update> updates) {
    ArrayNode list = world.array();
    updates.forEach(update -> list.add(update.body()));
    return list;
  }

  Reply setHook(SimBot bot, JsonNode p) {
    String url = p.path("url").asString("");
    if (url.isEmpty()) {
      return deleteHook(bot, p);
    }
    kinds(bot, p);
    boolean fresh = bot.hook == null;
    bot.hook = url;
    bot.hookSecret = p.path("secret_token").asString("");
    bot.hookError = null;
    bot.polls++;
    world.changed();
    if (fresh) {
      threads.execute(() -> bring(bot));
    }
    return Reply.done();
  }

  Reply deleteHook(SimBot bot, JsonNode p) {
    bot.hook = null;
    if (p.path("drop_pending_updates").asBoolean(false)) {
      bot.updates.clear();
    }
    world.changed();
    return Reply.done();
  }

  Reply hookInfo(SimBot bot) {
    ObjectNode info = World.JSON.createObjectNode();
    info.put("url", bot.hook == null ? "" : bot.hook);
    info.put("has_custom_certificate", false);
    info.put("pending_update_count", bot.updates.size());
    if (bot.hookError != null) {
      info.put("last_error_date", bot.hookErrorAt).put("last_error_message", bot.hookError);
    }
    return Reply.ok(info);
  }

  /** One after the other, each until it is accepted, as long as there is a webhook. */
  private void bring(SimBot bot) {
    try {
      while (true) {
        Update next;
        String url;
        String secret;
        synchronized (world) {
          while (bot.hook != null && bot.updates.isEmpty()) {
            world.wait();
          }
          if (bot.hook == null) {
            return;
          }
          next = bot.updates.getFirst();
          url = bot.hook;
          secret = bot.hookSecret == null ? "" : bot.hookSecret;
        }
        String error = post(url, secret, next);
        synchronized (world) {
          if (error.isEmpty()) {
            bot.updates.remove(next);
          } else {
            bot.hookError = error;
            bot.hookErrorAt = world.now();
            world.wait(HOOK_AGAIN_MILLIS);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Empty when it was accepted, otherwise what getWebhookInfo will say. */
  private String post(String url, String secret, Update update) throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .header("Content-Type", "application/json")
              .header("X-Telegram-Bot-Api-Secret-Token", secret)
              .timeout(HOOK_TIMEOUT)
              .POST(HttpRequest.BodyPublishers.ofString(update.body().toString()))
              .build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? "" : "Wrong response from the webhook: %d".formatted(status);
    } catch (IOException | IllegalArgumentException e) {
      return "Connection refused";
    }
  }
}
