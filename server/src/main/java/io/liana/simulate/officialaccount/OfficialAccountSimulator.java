package io.liana.simulate.officialaccount;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.liana.simulate.Simulator;
import io.liana.simulate.officialaccount.SimulatedAccount.SignIn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/** Listens and hands every request to {@link Interface} or {@link Controls}. */
public final class OfficialAccountSimulator implements Simulator {
  private static final Duration CODE_LIVES = Duration.ofMinutes(5);

  @Override
  public String name() {
    return "officialaccount";
  }

  @Override
  public String summary() {
    return "a WeChat official account: followers, scene codes, the window for answers, sign-in";
  }

  @Override
  public Running start(int port) throws IOException {
    var world = new World();
    var calls = new Interface(world);
    var controls = new Controls(world);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/cgi-bin/", at -> answer(at, calls::call));
    server.createContext("/sns/", at -> answer(at, calls::call));
    server.createContext("/simulator/", at -> answer(at, controls::call));
    server.createContext("/connect/", at -> signIn(at, world));
    server.start();
    URI url = URI.create("http://localhost:" + server.getAddress().getPort());
    return new Running() {
      @Override
      public URI url() {
        return url;
      }

      @Override
      public void close() {
        server.stop(0);
        threads.shutdownNow();
      }
    };
  }

  /** One request as the rest of the simulator sees it. */
  record Asked(String path, Map<String, String> query, JsonNode body) {}

  private interface Answerer {
    JsonNode answer(Asked asked) throws Exception;
  }

  private static void answer(HttpExchange exchange, Answerer answerer) throws IOException {
    int status = 200;
    byte[] answer;
    try {
      byte[] body = exchange.getRequestBody().readAllBytes();
      var asked =
          new Asked(
              exchange.getRequestURI().getPath(),
              query(exchange.getRequestURI().getRawQuery()),
              body.length == 0 ? Interface.JSON.createObjectNode() : Interface.JSON.readTree(body));
      answer = Interface.JSON.writeValueAsBytes(answerer.answer(asked));
    } catch (Exception broken) {
      status = 500;
      answer = String.valueOf(broken).getBytes(StandardCharsets.UTF_8);
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, answer.length);
    try (var out = exchange.getResponseBody()) {
      out.write(answer);
    }
  }

  /** WeChat's sign-in page: the reader is {@code as} and is sent back with a code. */
  private static void signIn(HttpExchange exchange, World world) throws IOException {
    Map<String, String> asked = query(exchange.getRequestURI().getRawQuery());
    SimulatedAccount account = world.account(asked.getOrDefault("appid", ""));
    String code = "code" + world.number();
    synchronized (account) {
      account.signIns.put(
          code,
          new SignIn(
              asked.getOrDefault("as", ""),
              asked.getOrDefault("scope", ""),
              world.now().plus(CODE_LIVES)));
    }
    exchange
        .getResponseHeaders()
        .set(
            "Location",
            "%s?code=%s&state=%s"
                .formatted(asked.get("redirect_uri"), code, asked.getOrDefault("state", "")));
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    if (raw != null) {
      for (String pair : raw.split("&")) {
        String[] parts = pair.split("=", 2);
        query.put(
            parts[0], parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }
}
