package io.liana.bench;

import io.liana.channel.callback.CallbackCrypto;
import io.liana.simulate.Simulator;
import io.liana.simulate.wecom.WeComSimulator;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./liana bench callbacks}: a burst of signed and encrypted WeCom callbacks over loopback
 * HTTP, every tenth of them three times, as after a time-out. Each is answered after its commit.
 * Client, server, simulator and database share the machine.
 */
final class CallbackBench {
  private static final int EVENTS = 50_000;
  private static final int REPEATED = EVENTS / 10;
  private static final int CONNECTIONS = 200;
  private static final int WARM_UP = 10_000;
  private static final int GROUPS = 500;
  private static final String CORP_FORM =
      "{\"platform\":\"wecom\",\"name\":\"bench\",\"values\":%s}";

  private record Target(URI address, CallbackCrypto crypto, String corp) {}

  private CallbackBench() {}

  public static void main(String[] args) throws Exception {
    try (Simulator.Running wecom = new WeComSimulator().start(0);
        // The simulator is on this machine.
        var server = BenchServer.start("liana.outgoing.allow=127.0.0.1,::1")) {
      Target target = connect(server, wecom);
      burst(target, requests(target, WARM_UP, 0, 1));
      List<byte[]> requests = requests(target, EVENTS, REPEATED, 2);
      System.out.printf("%,d requests over %d connections%n", requests.size(), CONNECTIONS);

      long begin = System.nanoTime();
      Answers answers = burst(target, requests);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double sorted = awaitSorted(server, begin);

      double kept =
          server.count("select count(*) from channel_inbox where body like '%<Nonce>2-%'");
      double distinct =
          server.count(
              "select count(distinct body) from channel_inbox where body like '%<Nonce>2-%'");
      long[] nanos = answers.nanos();
      Arrays.sort(nanos);
      var figures = new Figures("callbacks");
      figures.add("requests", requests.size(), "");
      figures.add("answered", requests.size() / seconds, "per s");
      figures.add("answer_p50", at(nanos, 0.5), "ms");
      figures.add("answer_p99", at(nanos, 0.99), "ms");
      figures.add("answer_p99_9", at(nanos, 0.999), "ms", 1_000);
      figures.add("answer_longest", at(nanos, 1), "ms", 5_000);
      figures.add("answers_not_200", answers.refused(), "");
      figures.add("events_lost", EVENTS - distinct, "");
      figures.add("events_doubled", kept - distinct, "");
      figures.add("all_sorted_after", sorted, "s");
      figures.report(BenchOptions.json(args));
    }
  }

  private static Target connect(BenchServer server, Simulator.Running wecom) throws Exception {
    JsonNode made = ask(wecom, "/simulator/corps", "{}");
    String corp = made.path("corp_id").asString();
    for (int i = 0; i < GROUPS; i++) {
      ask(
          wecom,
          "/simulator/corps/" + corp + "/act",
          "{\"do\":\"chat\",\"silent\":true,\"chat\":\"wr%d\",\"name\":\"g%d\"}".formatted(i, i));
    }
    Map<String, String> values =
        Map.of(
            "corp_id", corp,
            "agent_id", made.path("agent_id").asString(),
            "secret", made.path("secret").asString(),
            "callback_token", made.path("callback_token").asString(),
            "encoding_aes_key", made.path("encoding_aes_key").asString(),
            "api", wecom.url().toString());
    server.send(
        "POST",
        "/accounts",
        "application/json",
        CORP_FORM.formatted(BenchServer.JSON.writeValueAsString(values)));
    var crypto =
        new CallbackCrypto(values.get("callback_token"), values.get("encoding_aes_key"), corp);
    return new Target(server.address("/hooks/wecom/" + corp), crypto, corp);
  }

  private static JsonNode ask(Simulator.Running wecom, String path, String body)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(wecom.url().resolve(path))
              .POST(HttpRequest.BodyPublishers.ofString(body));
      return BenchServer.JSON.readTree(
          http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    }
  }

  /** Ready to be written to a socket; what is repeated comes in between, not at once. */
  private static List<byte[]> requests(Target target, int events, int repeated, int round) {
    var salt = new SecureRandom();
    List<byte[]> requests = new ArrayList<>(events + 2 * repeated);
    for (int i = 0; i < events; i++) {
      byte[] request = request(target, event(target, round, i), i, salt);
      for (int n = 0; n < (i < repeated ? 3 : 1); n++) {
        requests.add(request);
      }
    }
    Collections.shuffle(requests, new Random(7));
    return requests;
  }

  private static String event(Target target, int round, int i) {
    return """
    <xml><ToUserName><![CDATA[%s]]></ToUserName><FromUserName><![CDATA[sys]]></FromUserName><CreateTime>%d</CreateTime>\
    <MsgType><![CDATA[event]]></MsgType><Event><![CDATA[change_external_chat]]></Event><ChatId><![CDATA[wr%d]]></ChatId>\
    <ChangeType><![CDATA[update]]></ChangeType><UpdateDetail><![CDATA[add_member]]></UpdateDetail><JoinScene>3</JoinScene>\
    <MemChangeCnt>1</MemChangeCnt><Nonce>%d-%d</Nonce></xml>"""
        .formatted(target.corp(), Instant.now().getEpochSecond(), i % GROUPS, round, i);
  }

  private static byte[] request(Target target, String event, int i, SecureRandom salt) {
    String sealed = target.crypto().encrypt(event, salt);
    String timestamp = String.valueOf(Instant.now().getEpochSecond());
    String body =
        "<xml><ToUserName><![CDATA[%s]]></ToUserName><Encrypt><![CDATA[%s]]></Encrypt></xml>"
            .formatted(target.corp(), sealed);
    String head =
        "POST %s?msg_signature=%s&timestamp=%s&nonce=%d HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: %d\r\n\r\n"
            .formatted(
                target.address().getPath(),
                target.crypto().sign(timestamp, String.valueOf(i), sealed),
                timestamp,
                i,
                body.length());
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  private record Answers(long[] nanos, int refused) {}

  /** All connections send one request after the other until none is left. */
  private static Answers burst(Target target, List<byte[]> requests)
      throws InterruptedException, ExecutionException {
    var next = new AtomicInteger();
    var refused = new AtomicInteger();
    long[] nanos = new long[requests.size()];
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int c = 0; c < CONNECTIONS; c++) {
        running.add(
            clients.submit(
                () -> {
                  send(target, requests, next, refused, nanos);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }
    return new Answers(nanos, refused.get());
  }

  private static void send(
      Target target, List<byte[]> requests, AtomicInteger next, AtomicInteger refused, long[] nanos)
      throws IOException {
    Socket socket = null;
    InputStream in = InputStream.nullInputStream();
    try {
      for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
        long begin = System.nanoTime();
        if (socket == null) {
          socket = new Socket(target.address().getHost(), target.address().getPort());
          socket.setTcpNoDelay(true);
          in = new BufferedInputStream(socket.getInputStream());
        }
        socket.getOutputStream().write(requests.get(i));
        Reply reply = Reply.read(in);
        nanos[i] = System.nanoTime() - begin;
        if (reply.status() != 200) {
          refused.incrementAndGet();
        }
        if (reply.last()) { // Tomcat ends a connection after so many requests
          socket.close();
          socket = null;
        }
      }
    } finally {
      if (socket != null) {
        socket.close();
      }
    }
  }

  /** Seconds from the first request until every callback is an errand. */
  private static double awaitSorted(BenchServer server, long begin) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (server.count(
            "select (select max(id) from channel_inbox where platform = 'wecom' and group_key = '') - signal_cursor from channel_wecom_corp")
        > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("the callbacks were not sorted within two minutes");
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return (System.nanoTime() - begin) / 1e9;
  }

  private static double at(long[] sorted, double quantile) {
    return sorted[Math.min(sorted.length - 1, (int) (sorted.length * quantile))] / 1e6;
  }
}
