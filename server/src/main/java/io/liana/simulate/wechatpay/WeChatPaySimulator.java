package io.liana.simulate.wechatpay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.liana.simulate.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Listens, checks who signed, signs what it answers. */
public final class WeChatPaySimulator implements Simulator {
  private static final String SCHEME = "WECHATPAY2-SHA256-RSA2048 ";
  private static final Pattern PART = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final long FRESH_SECONDS = 300;

  @Override
  public String name() {
    return "wechatpay";
  }

  @Override
  public String summary() {
    return "WeChat Pay v3: orders, notifications, refunds, and a page to pay on";
  }

  @Override
  public Running start(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
    URI url = URI.create("http://localhost:" + server.getAddress().getPort());
    var world = new PayWorld();
    var calls = new PayInterface(world, url.toString());
    var controls = new PayControls(world, calls, url.toString());
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/v3/", at -> signed(at, world, calls));
    server.createContext("/simulator/", at -> controlled(at, controls));
    server.createContext("/pay/", at -> new PayPage(world, controls).answer(at));
    server.start();
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

  private static void signed(HttpExchange at, PayWorld world, PayInterface calls)
      throws IOException {
    String body = body(at);
    Map<String, String> parts = parts(at);
    SimulatedMerchant merchant = world.find(parts.getOrDefault("mchid", ""));
    if (merchant == null) {
      send(at, 401, "{\"code\":\"MCH_NOT_EXISTS\",\"message\":\"商户号不存在\"}");
      return;
    }
    int status = 200;
    String answer;
    try {
      mustBeSigned(at, merchant, parts, body, world);
      answer =
          calls.call(merchant, at.getRequestMethod(), at.getRequestURI().getPath(), json(body));
      if (merchant.strikes("done_but_500")) {
        status = 500;
        answer = "{\"code\":\"SYSTEM_ERROR\",\"message\":\"系统异常，请用相同参数重新调用\"}";
      }
    } catch (No no) {
      status = no.status();
      answer =
          PayInterface.text(
              PayInterface.JSON
                  .createObjectNode()
                  .put("code", no.code())
                  .put("message", no.getMessage()));
    } catch (JacksonException | IllegalArgumentException broken) {
      status = 400;
      answer = "{\"code\":\"PARAM_ERROR\",\"message\":\"请求不是合法的JSON\"}";
    }
    if (merchant.strikes("no_answer")) {
      at.close(); // it was done all the same
      return;
    }
    stamp(at, merchant, world, answer);
    send(at, answer.isEmpty() ? 204 : status, answer);
  }

  private static void mustBeSigned(
      HttpExchange at,
      SimulatedMerchant merchant,
      Map<String, String> parts,
      String body,
      PayWorld world) {
    String uri = at.getRequestURI().toString();
    String timestamp = parts.getOrDefault("timestamp", "");
    String text =
        "%s\n%s\n%s\n%s\n%s\n"
            .formatted(at.getRequestMethod(), uri, timestamp, parts.get("nonce_str"), body);
    boolean fresh =
        timestamp.matches("\\d{1,11}")
            && Math.abs(Long.parseLong(timestamp) - world.now().getEpochSecond()) <= FRESH_SECONDS;
    if (!fresh
        || !merchant.serial.equals(parts.get("serial_no"))
        || !Crypto.signed(merchant.keys.getPublic(), text, parts.getOrDefault("signature", ""))) {
      throw new No(401, "SIGN_ERROR", "签名错误");
    }
  }

  private static void stamp(
      HttpExchange at, SimulatedMerchant merchant, PayWorld world, String answer) {
    String timestamp = Long.toString(world.now().getEpochSecond());
    String nonce = Crypto.hex(32);
    String said = merchant.strikes("bad_signature") ? answer + " " : answer;
    var headers = at.getResponseHeaders();
    headers.set("Wechatpay-Serial", merchant.platformSerial);
    headers.set("Wechatpay-Timestamp", timestamp);
    headers.set("Wechatpay-Nonce", nonce);
    headers.set(
        "Wechatpay-Signature",
        Crypto.sign(
            merchant.platform.getPrivate(), "%s\n%s\n%s\n".formatted(timestamp, nonce, said)));
    headers.set("Request-ID", Crypto.hex(32));
  }

  private static Map<String, String> parts(HttpExchange at) {
    String header = at.getRequestHeaders().getFirst("Authorization");
    Map<String, String> parts = new HashMap<>();
    if (header != null && header.startsWith(SCHEME)) {
      Matcher matcher = PART.matcher(header.substring(SCHEME.length()));
      while (matcher.find()) {
        parts.put(matcher.group(1), matcher.group(2));
      }
    }
    return parts;
  }

  private static void controlled(HttpExchange at, PayControls controls) throws IOException {
    try {
      JsonNode answer = controls.call(at.getRequestURI().getPath(), json(body(at)));
      send(at, 200, PayInterface.text(answer));
    } catch (RuntimeException broken) {
      send(at, 500, String.valueOf(broken));
    }
  }

  private static JsonNode json(String body) {
    return body.isEmpty() ? PayInterface.JSON.createObjectNode() : PayInterface.JSON.readTree(body);
  }

  static String body(HttpExchange at) throws IOException {
    return new String(at.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange at, int status, String answer) throws IOException {
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    at.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    at.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (var out = at.getResponseBody()) {
      out.write(bytes);
    }
  }
}
