package io.liana.simulate.wechatpay;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Brings notifications, again and again until one is taken, unless a fault wants it otherwise. */
final class Postman {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  // 15s/15s/30s/3m/10m/20m/30m/30m/30m/60m/3h/3h/3h/6h/6h, as WeChat Pay says; the first few are
  // enough for whoever tries it by hand.
  private static final List<Duration> AGAIN =
      List.of(
          Duration.ofSeconds(15),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          Duration.ofMinutes(3));

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SimulatedMerchant merchant;
  private final List<Notice> held = new ArrayList<>();

  private record Notice(String url, String body) {}

  Postman(SimulatedMerchant merchant) {
    this.merchant = merchant;
  }

  /** What it was answered each time it was brought now; 0 for no answer. */
  List<Integer> send(String url, String body, Supplier<Instant> now) {
    if (merchant.strikes("notify_lost")) {
      return List.of();
    }
    var notice = new Notice(url, body);
    if (merchant.strikes("notify_held")) {
      synchronized (held) {
        held.add(notice);
      }
      return List.of();
    }
    return deliver(notice, now);
  }

  /** Everything that was held comes now. */
  List<Integer> release(Supplier<Instant> now) {
    List<Notice> all;
    synchronized (held) {
      all = List.copyOf(held);
      held.clear();
    }
    return all.stream().flatMap(notice -> deliver(notice, now).stream()).toList();
  }

  private List<Integer> deliver(Notice notice, Supplier<Instant> now) {
    List<Integer> statuses = new ArrayList<>();
    if (merchant.strikes("notify_forged")) {
      statuses.add(post(notice, now.get(), "WECHATPAY/SIGNTEST/"));
    }
    int times = merchant.strikes("notify_twice") ? 2 : 1;
    for (int i = 0; i < times; i++) {
      statuses.add(post(notice, now.get(), ""));
    }
    if (statuses.getLast() / 100 != 2) {
      threads.execute(() -> again(notice, now));
    }
    return statuses;
  }

  private void again(Notice notice, Supplier<Instant> now) {
    try {
      for (Duration wait : AGAIN) {
        TimeUnit.SECONDS.sleep(wait.toSeconds());
        if (post(notice, now.get(), "") / 100 == 2) {
          return;
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private int post(Notice notice, Instant now, String mark) {
    String timestamp = Long.toString(now.getEpochSecond());
    String nonce = Crypto.hex(32);
    String signature =
        mark
            + Crypto.sign(
                merchant.platform.getPrivate(),
                "%s\n%s\n%s\n".formatted(timestamp, nonce, notice.body()));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(notice.url()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Wechatpay-Serial", merchant.platformSerial)
            .header("Wechatpay-Timestamp", timestamp)
            .header("Wechatpay-Nonce", nonce)
            .header("Wechatpay-Signature", signature)
            .header("Wechatpay-Signature-Type", "WECHATPAY2-SHA256-RSA2048")
            .POST(BodyPublishers.ofString(notice.body()))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException unreachable) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }
}
