package io.liana.simulate.telegram;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.liana.simulate.Simulator;
import io.liana.simulate.telegram.Faults.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The simulated server: {@code /bot<token>/<method>} for bots, {@code /control/<verb>} for us. */
final class TelegramSimulator implements Simulator.Running {
  private static final int LARGEST = 1 << 20;

  private final World world;
  private final Faults faults = new Faults();
  private final Methods methods;
  private final Updates updates;
  private final Controls controls;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  TelegramSimulator(int port, Clock clock) throws IOException {
    this.world = new World(clock);
    var people = new People(world);
    this.methods = new Methods(world, people);
    this.updates = new Updates(world, threads);
    this.controls = new Controls(world, people, faults);
    // On this machine only.
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(threads);
  }

  TelegramSimulator open() {
    server.createContext("/", this::handle);
    server.start();
    return this;
  }

  @Override
  public URI url() {
    return URI.create("http://localhost:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path =
          URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
      JsonNode parameters = parameters(exchange);
      Reply reply =
          path.startsWith("/control/")
              ? control(path.substring("/control/".length()), parameters)
              : bot(path, parameters);
      byte[] body = reply.body().toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static JsonNode parameters(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST);
    try {
      return body.length == 0
          ? World.JSON.createObjectNode()
          : World.JSON.readTree(new String(body, StandardCharsets.UTF_8));
    } catch (JacksonException e) {
      return World.JSON.createObjectNode();
    }
  }

  private Reply control(String verb, JsonNode parameters) {
    synchronized (world) {
      try {
        return new Reply(200, (ObjectNode) controls.act(verb, parameters));
      } catch (NoSuchElementException e) {
        return Reply.no(404, String.valueOf(e.getMessage()));
      }
    }
  }

  private Reply bot(String path, JsonNode parameters) throws InterruptedException {
    int slash = path.indexOf('/', 1);
    SimBot bot;
    Fault fault;
    String method = slash < 0 ? "" : path.substring(slash + 1).toLowerCase(Locale.ROOT);
    synchronized (world) {
      bot = path.startsWith("/bot") && slash > 0 ? world.bots.get(path.substring(4, slash)) : null;
      if (bot == null || bot.revoked) {
        return Reply.no(401, "Unauthorized");
      }
      ObjectNode call = World.JSON.createObjectNode().put("bot", bot.id).put("method", method);
      call.set("parameters", parameters);
      world.calls.add(call);
      fault = faults.take(bot.id, method);
    }
    return fault == null
        ? act(bot, method, parameters, false)
        : misbehave(fault, bot, method, parameters);
  }

  private Reply misbehave(Fault fault, SimBot bot, String method, JsonNode parameters)
      throws InterruptedException {
    return switch (fault.kind()) {
      case FLOOD ->
          Reply.no(429, "Too Many Requests: retry after " + fault.value())
              .with("retry_after", fault.value());
      case ERROR -> Reply.no((int) fault.value(), "Internal Server Error");
      case AGAIN -> act(bot, method, parameters, true);
      case DONE_THEN_ERROR -> {
        act(bot, method, parameters, false);
        yield Reply.no((int) fault.value(), "Bad Gateway");
      }
      case DONE_THEN_HANG -> {
        Reply late = act(bot, method, parameters, false);
        TimeUnit.MILLISECONDS.sleep(fault.value());
        yield late;
      }
    };
  }

  private Reply act(SimBot bot, String method, JsonNode parameters, boolean again)
      throws InterruptedException {
    if (method.equals("getupdates")) {
      return updates.get(bot, parameters, again);
    }
    synchronized (world) {
      @Nullable Reply reply =
          switch (method) {
            case "setwebhook" -> updates.setHook(bot, parameters);
            case "deletewebhook" -> updates.deleteHook(bot, parameters);
            case "getwebhookinfo" -> updates.hookInfo(bot);
            default -> methods.call(bot, method, parameters);
          };
      return reply == null ? Reply.no(404, "Not Found: method not found") : reply;
    }
  }
}
