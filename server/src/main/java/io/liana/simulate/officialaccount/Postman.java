package io.liana.simulate.officialaccount;

import io.liana.simulate.wecom.Envelope;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** Brings callbacks: waits five seconds, tries three times, and may be told to do it badly. */
final class Postman {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int TRIES = 3;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final SimulatedAccount account;
  private final List<String> held = new ArrayList<>();
  private String url = "";

  Postman(SimulatedAccount account) {
    this.account = account;
  }

  /** What saving the address does; the echo is signed only, in every mode. */
  synchronized boolean check(String given) throws IOException, InterruptedException {
    String echo = Long.toString(account.world.number());
    URI address = URI.create(given + "?" + signed() + "&echostr=" + echo);
    var request = HttpRequest.newBuilder(address).timeout(PATIENCE).GET().build();
    var answer = http.send(request, BodyHandlers.ofString());
    boolean right = answer.statusCode() == 200 && answer.body().equals(echo);
    if (right) {
      url = given;
    }
    return right;
  }

  /** Brings it, unless a fault wants it lost or held; what it was answered each time. */
  synchronized List<Integer> send(String xml) throws InterruptedException {
    if (account.faults.strikes("drop")) {
      return List.of();
    }
    if (account.faults.strikes("hold")) {
      held.add(xml);
      return List.of();
    }
    return deliver(xml, account.faults.strikes("repeat") ? TRIES : 1);
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
    String query = signed();
    String body = xml;
    if (account.safe) {
      String sealed = account.envelope().encrypt(xml);
      String timestamp = Long.toString(account.world.now().getEpochSecond());
      String nonce = Envelope.nonce();
      query =
          "signature=%s&timestamp=%s&nonce=%s&encrypt_type=aes&msg_signature=%s"
              .formatted(
                  sign(timestamp, nonce),
                  timestamp,
                  nonce,
                  account.envelope().sign(timestamp, nonce, sealed));
      body =
          "<xml><ToUserName><![CDATA[gh_%s]]></ToUserName><Encrypt><![CDATA[%s]]></Encrypt></xml>"
              .formatted(account.id, sealed);
    }
    var request =
        HttpRequest.newBuilder(URI.create(url + "?" + query))
            .timeout(PATIENCE)
            .header("Content-Type", "text/xml")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException unreachable) {
      return 0;
    }
  }

  private String signed() {
    String timestamp = Long.toString(account.world.now().getEpochSecond());
    String nonce = Envelope.nonce();
    return "signature=%s&timestamp=%s&nonce=%s"
        .formatted(
            sign(timestamp, nonce), timestamp, URLEncoder.encode(nonce, StandardCharsets.UTF_8));
  }

  private String sign(String timestamp, String nonce) {
    String[] parts = {account.token, timestamp, nonce};
    Arrays.sort(parts);
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-1")
                  .digest(String.join("", parts).getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
