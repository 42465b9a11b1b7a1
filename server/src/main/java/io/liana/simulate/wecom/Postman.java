package io.liana.simulate.wecom;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Brings callbacks: waits five seconds, tries three times, and may be told to do it badly. */
final class Postman {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int TRIES = 3;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final World world;
  private final SimulatedCorp corp;
  private final List<String> held = new ArrayList<>();
  private String url = "";

  Postman(World world, SimulatedCorp corp) {
    this.world = world;
    this.corp = corp;
  }

  /** What an administrator does when saving the address: true when the answer was right in time. */
  synchronized boolean check(String given) throws IOException, InterruptedException {
    String echo = "1616140317" + world.number();
    String sealed = corp.envelope().encrypt(echo);
    String address = given + "?" + signed(sealed) + "&echostr=" + encoded(sealed);
    var request = HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(1));
    var answer = http.send(request.GET().build(), BodyHandlers.ofString());
    boolean right = answer.statusCode() == 200 && answer.body().equals(echo);
    if (right) {
      url = given;
    }
    return right;
  }

  /** Sends an event, unless a fault wants it lost or held; the statuses it was answered with. */
  synchronized List<Integer> send(String xml) throws InterruptedException {
    if (corp.faults.strikes("drop")) {
      return List.of();
    }
    if (corp.faults.strikes("hold")) {
      held.add(xml);
      return List.of();
    }
    return deliver(xml, corp.faults.strikes("repeat") ? TRIES : 1);
  }

  /** After the call that caused it was answered. */
  void sendLater(String xml) {
    try {
      send(xml);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Everything that was held, last first when asked so. */
  synchronized List<Integer> release(boolean reversed) throws InterruptedException {
    List<String> all = new ArrayList<>(held);
    held.clear();
    if (reversed) {
      Collections.reverse(all);
    }
    List<Integer> statuses = new ArrayList<>();
    for (String xml : all) {
      statuses.addAll(deliver(xml, 1));
    }
    return statuses;
  }

  private List<Integer> deliver(String xml, int atLeast) throws InterruptedException {
    List<Integer> statuses = new ArrayList<>();
    boolean answered = false;
    for (int i = 0; i < TRIES && (i < atLeast || !answered); i++) {
      int status = post(xml);
      statuses.add(status);
      answered |= status == 200;
    }
    return statuses;
  }

  private int post(String xml) throws InterruptedException {
    if (url.isEmpty()) {
      return 0;
    }
    String sealed = corp.envelope().encrypt(xml);
    String body =
        "<xml><ToUserName><![CDATA[%s]]></ToUserName><AgentID><![CDATA[%s]]></AgentID><Encrypt><![CDATA[%s]]></Encrypt></xml>"
            .formatted(corp.id, corp.agent, sealed);
    var request =
        HttpRequest.newBuilder(URI.create(url + "?" + signed(sealed)))
            .timeout(patience())
            .header("Content-Type", "text/xml")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException unreachable) {
      return 0;
    }
  }

  /** Five seconds, as WeCom; {@code patience_ms} shortens it for who cannot wait so long. */
  private Duration patience() {
    int ordered = corp.faults.value("patience_ms");
    return ordered > 0 ? Duration.ofMillis(ordered) : PATIENCE;
  }

  private String signed(String sealed) {
    String timestamp = String.valueOf(world.now().getEpochSecond());
    String nonce = Envelope.nonce();
    String signature = corp.envelope().sign(timestamp, nonce, sealed);
    return "msg_signature=%s&timestamp=%s&nonce=%s".formatted(signature, timestamp, nonce);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
